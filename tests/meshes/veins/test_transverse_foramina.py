"""The transverse foramina lie for the veins where they are in the bones, at every size."""

import numpy as np
import pytest

from meshes.anatomy.measures import load_measures
from meshes.bones.bone import bone
from meshes.column.frame import column_frame
from meshes.geometry.axes import SIDES
from meshes.veins.collecting import transverse_foramina
from meshes.veins.collecting.bodies import body_sizes
from meshes.veins.collecting.terrain import Terrain
from meshes.veins.collecting.vertebral import vertebral
from meshes.veins.surroundings.ground import Ground
from meshes.veins.variation import Person


def terrain(scale: float, outlets: dict[tuple[str, str], np.ndarray] | None = None) -> Terrain:
    column, measures = column_frame(None, {"scale": scale}), load_measures()
    bodies = body_sizes(column, measures)
    return Terrain(column.levels, column, bodies, measures, Ground(()), 0, Person(0), outlets or {}, {}, {})


def middle_and_room_mm(level: str, scale: float) -> tuple[float, float]:
    """Half the width told for a foramen, and how far its middle is from bone."""
    land = terrain(scale)
    middle, half = transverse_foramina.middle(land, level, "left")
    place = land.column.poses[level].inverse().apply(middle[None])
    return half, float(bone(level, land.column)(place)[0])


@pytest.mark.parametrize("scale", [0.93, 1.12])
@pytest.mark.parametrize("level", ["C1", "C3", "C6"])
def test_veins_find_a_foramen_in_its_middle_and_as_wide_as_the_person_is_large(
    level: str, scale: float
) -> None:
    usual = middle_and_room_mm(level, 1.0)
    assert usual[1] > 1.5
    assert middle_and_room_mm(level, scale) == pytest.approx(np.multiply(scale, usual), abs=0.02)


def test_the_turns_of_the_axis_and_the_bodies_of_the_neck_grow_with_the_person() -> None:
    usual, larger = terrain(1.0), terrain(1.12)
    for one, other in zip(
        transverse_foramina.axis_turns(usual, "left")[:2],
        transverse_foramina.axis_turns(larger, "left")[:2],
        strict=True,
    ):
        own = usual.column.poses["C2"].inverse().apply(one[None])
        assert np.allclose(larger.column.poses["C2"].inverse().apply(other[None]), 1.12 * own)
    assert larger.bodies["C5"].depth == pytest.approx(1.12 * usual.bodies["C5"].depth)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("scale", [0.93, 1.12])
@pytest.mark.parametrize("level", ["C3", "C6"])
def test_veins_from_the_spine_come_to_the_vertebral_vein_in_a_bow_behind(
    level: str, side: str, scale: float
) -> None:
    """To the front of the same outlet comes the net on the bodies."""
    sign = SIDES[side]
    outlet = terrain(scale).tabled(level, sign * 20.0, -5.0, -7.0)
    land = terrain(scale, {(level, side): outlet})
    (found,) = (
        each.path
        for each in vertebral(land)
        if each.structure == f"vein.segmental.vertebral.{level}.{side}"
        and np.allclose(each.path[0].point, outlet)
    )
    start, middle, end = (np.array(each.point) for each in found)
    np.testing.assert_allclose(middle - 0.5 * (start + end), [0.0, 1.5 * scale, 0.0], atol=1e-9)
    assert sign * end[0] < sign * start[0]
