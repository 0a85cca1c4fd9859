"""Facets for ribs: how many at each level, where they lie, and how wide they are on the built bone."""

from dataclasses import replace

import numpy as np
import pytest

from meshes.bones.costal_facets import RibSeat, rib_seats
from meshes.bones.vertebra import sized_vertebra
from meshes.column.frame import column_frame
from meshes.column.landmarks.body_form import body_form, rim_heights
from meshes.column.landmarks.size import size_of
from meshes.column.shapes.shape import load_shapes
from meshes.sdf.solid import Solid

COLUMN = column_frame()
COUNT = {"T1": 3, **{f"T{i}": 3 for i in range(2, 9)}, "T9": 2, "T10": 2, "T11": 1, "T12": 1, "L1": 0}
"""Facets on the left: two half ones and one on the transverse process, from T9 on no lower one, and so on."""


def bone_without(level: str) -> Solid:
    shape = load_shapes()[level]
    none = {name: 0.0 for name in vars(shape.costal) if name.endswith("_depth")}
    return sized_vertebra(
        size_of(COLUMN.landmarks[level]), replace(shape, costal=replace(shape.costal, **none))
    )


def seats(level: str) -> list[RibSeat]:
    size, shape = size_of(COLUMN.landmarks[level]), load_shapes()[level]
    return rib_seats(bone_without(level), size, body_form(size, shape), shape)


@pytest.mark.parametrize("level", COUNT)
def test_each_level_has_its_facets(level):
    assert len(seats(level)) == COUNT[level]


@pytest.mark.parametrize("level", ["T1", "T2", "T5", "T8", "T9", "T10", "T11", "T12"])
def test_a_facet_is_hollowed_out_of_bone_and_wide_enough_for_a_rib(level):
    plain = bone_without(level)
    cut = sized_vertebra(size_of(COLUMN.landmarks[level]), load_shapes()[level])
    for seat in seats(level):
        within = (seat.place - 0.6 * seat.depth_mm * seat.outward)[None]
        assert plain(within)[0] < 0 < cut(within)[0]
        wide = 2 * np.sqrt(2 * seat.radius_mm * seat.depth_mm - seat.depth_mm**2)
        assert 7.0 < wide < 12.0


@pytest.mark.parametrize("level", [f"T{i}" for i in range(2, 9)])
def test_half_facets_break_the_rims_of_their_body(level):
    size, shape = size_of(COLUMN.landmarks[level]), load_shapes()[level]
    form = body_form(size, shape)
    upper, lower, _ = seats(level)
    for seat, end, way in ((upper, 0, 1.0), (lower, 1, -1.0)):
        rim = float(rim_heights(form, seat.place[1:2])[end][0])
        reach = np.sqrt(2 * seat.radius_mm * seat.depth_mm - seat.depth_mm**2)
        assert way * (rim - seat.place[2]) < reach


@pytest.mark.parametrize("level", ["T1", "T10"])
def test_whole_facets_lie_below_the_rim(level):
    size, shape = size_of(COLUMN.landmarks[level]), load_shapes()[level]
    seat = seats(level)[0]
    rim = float(rim_heights(body_form(size, shape), seat.place[1:2])[0][0])
    assert rim - seat.place[2] > np.sqrt(2 * seat.radius_mm * seat.depth_mm - seat.depth_mm**2)


def test_facets_for_tubercles_are_flatter_and_look_further_up_from_level_to_level():
    ups, radii = zip(
        *((float(seat.outward[2]), seat.radius_mm) for seat in (seats(f"T{i}")[-1] for i in range(1, 11))),
        strict=True,
    )
    assert list(ups) == sorted(ups) and list(radii) == sorted(radii)
    assert ups[0] < 0.25 and ups[-1] > 0.7 and radii[-1] > 1.5 * radii[0]
