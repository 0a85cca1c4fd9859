import itertools
from dataclasses import dataclass

from viewer.render.stand_ins import FULL, MOVING_TRIANGLES, STEPS, lightness


@dataclass
class Heavy:
    kind: str
    triangles: int


def drawn(visible, step) -> float:
    return sum(step.share(one) * one.triangles for one in visible)


def test_a_light_picture_is_drawn_in_full():
    assert lightness([Heavy("bone", 30_000), Heavy("vein", 20_000)]) is FULL
    assert lightness([]) is FULL


def test_bodies_give_way_before_vessels():
    visible = [Heavy("bone", 150_000), Heavy("disc", 20_000), Heavy("vein", 30_000)]
    step = lightness(visible)
    assert step.vessels == 1.0
    assert step.bodies < 1.0
    assert drawn(visible, step) <= MOVING_TRIANGLES


def test_the_heaviest_fitting_step_is_chosen_and_the_lightest_when_none_fits():
    visible = [Heavy("bone", 170_000), Heavy("vein", 65_000)]
    chosen = STEPS.index(lightness(visible))
    assert drawn(visible, STEPS[chosen]) <= MOVING_TRIANGLES < drawn(visible, STEPS[chosen - 1])
    assert lightness([Heavy("vein", 5_000_000)]) is STEPS[-1]


def test_steps_run_from_heavy_to_light():
    assert all(
        near.bodies >= far.bodies and near.vessels >= far.vessels for near, far in itertools.pairwise(STEPS)
    )
