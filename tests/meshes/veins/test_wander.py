"""How drawn veins leave the course they were drawn in."""

import numpy as np
import pytest

from meshes.network.builder import Vessel, WayPoint
from meshes.veins.rest.wander import GATHERING, PLEXIFORM, Habit, wandering
from meshes.veins.surroundings.site import stream

STRAIGHT = Vessel("vein", (WayPoint((0.0, 0.0, 0.0), 1.0, "a"), WayPoint((0.0, 0.0, 400.0), 1.0, "b")))


def _wandered(habit: Habit) -> np.ndarray:
    """Way-points with radii, (N, 4)."""
    (vessel,) = wandering([STRAIGHT], lambda name: stream(3, name), habit)
    assert (vessel.path[0], vessel.path[-1]) == STRAIGHT.path
    return np.array([(*each.point, each.radius) for each in vessel.path])


@pytest.mark.parametrize("habit", [PLEXIFORM, GATHERING])
def test_a_vein_sways_to_its_sides_and_never_along_its_course(habit: Habit) -> None:
    points = _wandered(habit)
    steps = np.diff(points[:, 2])
    assert steps == pytest.approx(habit.spacing_mm, rel=0.1)
    assert steps == pytest.approx(steps[0])
    sway = points[1:-1, :2] / steps[0]
    assert (sway.std(axis=0) == pytest.approx(habit.sway, rel=0.25)) and abs(sway.mean()) < habit.sway / 3


@pytest.mark.parametrize("habit", [PLEXIFORM, GATHERING])
def test_a_calibre_swells_and_narrows_by_no_more_than_the_most(habit: Habit) -> None:
    radius = _wandered(habit)[1:-1, 3]
    assert radius.min() == pytest.approx(1.0 - habit.most) and radius.max() == pytest.approx(1.0 + habit.most)


def test_a_vein_is_the_same_whichever_others_are_drawn() -> None:
    def chance(name: str) -> np.random.Generator:
        return stream(3, name)

    other = Vessel("other", STRAIGHT.path)
    (alone,), (_, beside) = wandering([STRAIGHT], chance), wandering([other, STRAIGHT], chance)
    for one, same in zip(alone.path, beside.path, strict=True):
        assert (*one.point, one.radius) == pytest.approx((*same.point, same.radius), abs=1e-9)
