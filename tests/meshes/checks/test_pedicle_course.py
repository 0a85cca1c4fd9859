"""Which way thoracic pedicles run, on meshes."""

import numpy as np
import pytest

from meshes.checks.bones.pedicle_course import LIMIT_DEG, pedicle_course_deg
from meshes.checks.measures.vertebra_cuts import NotMeasurable, VertebraCuts
from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.blend import subtract, union
from meshes.sdf.solid import Solid
from meshes.surface.extract import extract


def _box(low: tuple[float, ...], high: tuple[float, ...]) -> Solid:
    middle, half = (np.add(low, high) / 2, np.subtract(high, low) / 2)
    return Solid(
        lambda p: (np.abs(p - middle) - half).max(axis=1),
        np.array([low, high]),
        is_symmetric=low[0] == -high[0],
    )


def vertebra(aside_deg: float, rise_deg: float, length: float = 12.0) -> TriMesh:
    """A block, a plate behind it, and two straight bars between them, whose canal is as oblique as they."""
    aside, rise = np.tan(np.radians([aside_deg, rise_deg]))

    def bars(points: Vector) -> Vector:
        x, y, z = np.abs(points[:, 0]), points[:, 1], points[:, 2]
        return np.maximum.reduce(
            [np.abs(x - 11.0 - aside * y) - 3.0, np.abs(z - 2.0 - rise * y) - 5.0, y - length, -y - 2.0]
        )

    bar = Solid(bars, np.array([[-25.0, -2.0, -12.0], [25.0, length, 14.0]]), 1.6, is_symmetric=True)
    body = _box((-14.0, -22.0, -9.0), (14.0, 0.0, 9.0))
    arch = _box((-19.0, length - 2.0, -12.0), (19.0, length + 8.0, 6.0))
    space = _box((-6.0, 0.0, -30.0), (6.0, length, 30.0))
    return extract(subtract(union(body, bar, arch), space), 0.6)


@pytest.mark.parametrize(("aside", "rise"), [(0.0, 0.0), (14.0, 0.0), (8.0, 15.0), (20.0, -6.0)])
def test_the_course_of_straight_bars_is_found(aside: float, rise: float) -> None:
    course = pedicle_course_deg(VertebraCuts(vertebra(aside, rise)))
    assert course["PDIt"] == pytest.approx(aside, abs=1.0)
    assert course["PDIs"] == pytest.approx(rise, abs=1.0)


def test_a_bar_too_short_to_be_cut_everywhere_has_no_course() -> None:
    with pytest.raises(NotMeasurable):
        pedicle_course_deg(VertebraCuts(vertebra(0.0, 0.0, length=5.0)))


def test_the_limit_tells_a_level_bar_from_one_that_rises() -> None:
    level = pedicle_course_deg(VertebraCuts(vertebra(10.0, 0.0)))["PDIs"]
    assert abs(level - 15.0) > LIMIT_DEG
