import itertools
import random
from dataclasses import replace

import numpy as np
import pytest

from viewer.render.labels.column import isotonic
from viewer.render.labels.layout import lay_out
from viewer.render.labels.sheet import Placed, Sheet, Wanted

SHEET = Sheet(800.0, 500.0, 6.0, 16.0, (250.0, 560.0), ((0.0, 0.0, 180.0, 120.0), (0.0, 420.0, 60.0, 500.0)))


def random_wishes(seed: int, count: int) -> list[Wanted]:
    dice = random.Random(seed)
    return [
        Wanted(
            str(number),
            dice.uniform(40.0, 140.0),
            dice.choice((15.0, 29.0, 43.0)),
            tuple(
                (dice.uniform(230.0, 580.0), dice.uniform(-20.0, 520.0)) for _ in range(dice.randint(1, 6))
            ),
        )
        for number in range(count)
    ]


def overlap(a, b) -> bool:
    return a[0] < b[2] - 1e-9 and b[0] < a[2] - 1e-9 and a[1] < b[3] - 1e-9 and b[1] < a[3] - 1e-9


def segments(placed: Placed):
    return list(itertools.pairwise(placed.leader))


def cross(first, second) -> bool:
    (a, b), (c, d) = first, second

    def side(p, q, r) -> float:
        return float((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


@pytest.mark.parametrize("count", [1, 5, 18, 60])
@pytest.mark.parametrize("seed", range(12))
def test_names_never_overlap_and_leaders_never_cross(seed: int, count: int) -> None:
    placed = lay_out(random_wishes(seed, count), SHEET)
    assert placed
    for one, other in itertools.combinations(placed, 2):
        assert not overlap(one.box, other.box)
        assert not any(cross(a, b) for a in segments(one) for b in segments(other))
        (_, elbow, place), (_, other_elbow, other_place) = one.leader, other.leader
        left, right = (sorted((a[0], b[0])) for a, b in ((elbow, place), (other_elbow, other_place)))
        is_beside = left[0] < right[1] and right[0] < left[1]
        assert not is_beside or abs(place[1] - other_place[1]) >= SHEET.gap
    for one in placed:
        assert one.box[0] >= 0.0
        assert one.box[1] >= 0.0
        assert one.box[2] <= SHEET.width
        assert one.box[3] <= SHEET.height
        assert not any(overlap(one.box, taken) for taken in SHEET.taken)


@pytest.mark.parametrize("seed", range(6))
def test_no_leader_runs_through_a_name(seed: int) -> None:
    placed = lay_out(random_wishes(seed, 30), SHEET)
    for one, other in itertools.permutations(placed, 2):
        for (ax, ay), (bx, by) in segments(one):
            for share in np.linspace(0.02, 0.98, 25):
                x, y = ax + share * (bx - ax), ay + share * (by - ay)
                left, top, right, bottom = other.box
                assert not (left < x < right and top < y < bottom)


@pytest.mark.parametrize("seed", range(6))
def test_no_leader_runs_over_legend_or_scale_bar(seed: int) -> None:
    legend, bar = (0.0, 0.0, 270.0, 200.0), (500.0, 440.0, 800.0, 500.0)
    placed = lay_out(random_wishes(seed, 30), replace(SHEET, taken=(legend, bar)))
    assert any(one.leader[-1][1] < legend[3] for one in placed)
    for one in placed:
        for (ax, ay), (bx, by) in segments(one):
            for share in np.linspace(0.0, 1.0, 60):
                x, y = ax + share * (bx - ax), ay + share * (by - ay)
                for left, top, right, bottom in (legend, bar):
                    assert not (left < x < right and top < y < bottom)


def test_each_leader_ends_at_a_place_of_its_own_structure() -> None:
    wishes = {wish.id: wish for wish in random_wishes(3, 20)}
    for placed in lay_out(list(wishes.values()), SHEET):
        assert placed.leader[-1] in wishes[placed.id].places
        edge = placed.box[2] if placed.is_left else placed.box[0]
        assert placed.leader[0] == (edge, pytest.approx((placed.box[1] + placed.box[3]) / 2.0))


def test_a_name_alone_stands_level_with_its_structure_on_the_nearer_side() -> None:
    (left,) = lay_out([Wanted("a", 60.0, 15.0, ((300.0, 250.0),))], SHEET)
    (right,) = lay_out([Wanted("a", 60.0, 15.0, ((500.0, 250.0),))], SHEET)
    assert left.is_left
    assert not right.is_left
    assert {y for _, y in left.leader} == {250.0}
    assert left.box[2] < 250.0 < 560.0 < right.box[0]


def test_when_there_is_no_room_the_first_are_placed() -> None:
    wishes = [Wanted(str(i), 100.0, 40.0, ((300.0 + i, 20.0 + 10.0 * i),), is_wished=True) for i in range(40)]
    ids = [int(placed.id) for placed in lay_out(wishes, SHEET)]
    assert 0 in ids
    assert 10 < len(ids) < 24
    assert max(ids) < 30


def test_two_of_the_same_height_are_told_apart_by_another_place_or_left_out() -> None:
    same = ((300.0, 200.0),)
    other = ((300.0, 200.0), (310.0, 230.0))
    first, second = lay_out([Wanted("a", 50.0, 15.0, same), Wanted("b", 50.0, 15.0, other)], SHEET)
    assert {first.leader[-1], second.leader[-1]} == {(300.0, 200.0), (310.0, 230.0)}
    assert len(lay_out([Wanted("a", 50.0, 15.0, same), Wanted("b", 50.0, 15.0, same)], SHEET)) == 1


def crowded(count: int) -> list[Wanted]:
    """Names that all point into one corner of the anatomy, at the left below."""
    return [
        Wanted(str(i), 100.0, 29.0, ((300.0 + 2.0 * i, 350.0 + 7.0 * ((5 * i) % 17)),)) for i in range(count)
    ]


def test_both_margins_are_shared_where_one_is_crowded() -> None:
    placed = lay_out(crowded(9), SHEET)
    left = sum(one.is_left for one in placed)
    assert left >= 3
    assert len(placed) - left >= 3


def steepest(placed) -> float:
    return max(abs(one.leader[0][1] - one.leader[1][1]) for one in placed)


@pytest.mark.parametrize("count", [5, 12, 30])
def test_leaders_are_not_steep_and_a_name_that_would_make_them_so_is_left_out(count: int) -> None:
    placed = lay_out(crowded(count), SHEET)
    assert placed
    assert steepest(placed) <= 3.0 * SHEET.slant
    assert count < 30 or len(placed) < 15
    for seed in range(6):
        assert steepest(lay_out(random_wishes(seed, 30), SHEET)) <= 3.0 * SHEET.slant


def test_what_is_asked_for_is_written_however_steep_its_leader() -> None:
    wishes = [replace(wish, is_wished=True) for wish in crowded(14)]
    placed = lay_out(wishes, SHEET)
    assert len(placed) > len(lay_out(crowded(14), SHEET))
    assert steepest(placed) > 3.0 * SHEET.slant


def test_a_leader_goes_where_there_is_room_and_to_the_best_place_if_there_is() -> None:
    first = Wanted("a", 100.0, 60.0, ((300.0, 250.0),))
    other = Wanted("b", 100.0, 60.0, ((300.0, 270.0), (300.0, 380.0)))
    alone, (one, two) = lay_out([other], SHEET), lay_out([first, other], SHEET)
    assert alone[0].leader[-1] == (300.0, 270.0)
    assert [one.leader[-1], two.leader[-1]] == [(300.0, 250.0), (300.0, 380.0)]
    worse = replace(other, ranks=(0.0, 100.0))
    assert {each.leader[-1] for each in lay_out([first, worse], SHEET)} == {(300.0, 250.0), (300.0, 270.0)}


def doubled(wish: Wanted) -> Wanted:
    places = tuple((2.0 * x, 2.0 * y) for x, y in wish.places)
    return Wanted(wish.id, 2.0 * wish.width, 2.0 * wish.height, places)


def test_twice_the_lengths_give_twice_the_page() -> None:
    wishes = random_wishes(5, 20)
    taken = ((0.0, 0.0, 360.0, 240.0), (0.0, 840.0, 120.0, 1000.0))
    large = Sheet(1600.0, 1000.0, 12.0, 32.0, (500.0, 1120.0), taken)
    for one, two in zip(lay_out(wishes, SHEET), lay_out([*map(doubled, wishes)], large), strict=True):
        assert one.id == two.id
        np.testing.assert_allclose(2.0 * np.array(one.box), two.box)


@pytest.mark.parametrize("seed", range(5))
def test_the_isotonic_sequence_is_no_worse_than_any_other_rising_one(seed: int) -> None:
    dice = np.random.default_rng(seed)
    values = dice.normal(size=12)
    best = isotonic(values)
    assert (np.diff(best) >= 0.0).all()
    for _ in range(200):
        rival = np.sort(best + dice.normal(scale=0.3, size=12))
        assert ((rival - values) ** 2).sum() >= ((best - values) ** 2).sum() - 1e-9
