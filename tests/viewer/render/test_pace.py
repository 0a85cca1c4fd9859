"""Fewer pixels while things move, where drawing is slow, and only there."""

from viewer.render.pace import QUICK_S, SHARES, SLOW_S, Pace


def paced(pace: Pace, seconds: float, pictures: int = 40) -> float:
    for _ in range(pictures):
        pace.note(seconds)
    return pace.share


def test_a_quick_machine_draws_every_pixel():
    assert paced(Pace(), 0.001) == 1.0
    assert paced(Pace(), SLOW_S) == 1.0


def test_a_slow_machine_draws_fewer_step_by_step_and_never_none():
    pace, seen = Pace(), []
    for _ in range(20):
        pace.note(0.2)
        seen.append(pace.share)
    assert list(dict.fromkeys(seen)) == list(SHARES)


def test_one_late_picture_changes_nothing():
    pace = Pace()
    for _ in range(8):
        paced(pace, 0.012, 4)
        pace.note(0.5)
    assert pace.share == 1.0


def test_what_is_fast_enough_at_a_share_stays_there():
    pace = Pace()
    paced(pace, 0.030, 5)
    assert paced(pace, 0.015) == SHARES[1]


def test_pixels_come_back_when_there_is_little_left_to_draw():
    pace = Pace()
    paced(pace, 0.2)
    assert paced(pace, 0.002) == 1.0


def test_the_shares_do_not_swing():
    """A step halves the pixels at the most: what is quick at one share is not slow at the next larger one."""
    for small, large in zip(SHARES[1:], SHARES, strict=False):
        assert QUICK_S * (large / small) ** 2 < SLOW_S
