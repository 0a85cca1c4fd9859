from dataclasses import replace

import numpy as np
import pytest

from viewer.model.section import NAMED_SECTIONS
from viewer.model.viewpoint import NAMED_VIEWS, framing
from viewer.render.cuts.section_handle import handle_of
from viewer.render.protocol import Cut

BOX = [[-40, -60, -40], [40, 20, 40]]
FRONT = replace(framing(NAMED_VIEWS["anterior"], BOX, 1.5), is_parallel=True)
MEDIAN = NAMED_SECTIONS["median"]


def cut_of(section) -> Cut:
    x, y, z = section.point()
    return Cut((x, y, z), section.normal)


def test_the_arrow_stands_on_the_plane_and_points_to_what_is_taken_away() -> None:
    handle = handle_of(cut_of(MEDIAN.moved_to(5.0)), FRONT)
    assert handle.foot_mm[0] == pytest.approx(5.0)
    assert handle.tip[0] > handle.foot[0], "the patient's left is at the right"
    assert handle.tip[1] == pytest.approx(handle.foot[1])


@pytest.mark.parametrize("step", [0.05, -0.11])
def test_the_plane_follows_the_pointer_along_its_normal_and_not_across(step: float) -> None:
    handle = handle_of(cut_of(MEDIAN), FRONT)
    moved = handle.pulled(MEDIAN, step, 0.3)
    assert moved.offset_mm == pytest.approx(step * FRONT.height_mm)
    assert moved.normal == MEDIAN.normal


def test_a_plane_that_faces_the_eye_follows_up_and_down() -> None:
    facing = NAMED_SECTIONS["coronal-back"]
    handle = handle_of(cut_of(facing), FRONT)
    assert handle.pulled(facing, 0.5, 0.1).offset_mm == pytest.approx(0.1 * FRONT.height_mm)


def test_swinging_the_tip_up_tilts_the_plane_that_way_about_its_foot() -> None:
    sectioned = replace(MEDIAN, spared=("vein",))
    handle = handle_of(cut_of(sectioned), FRONT)
    swung = handle.swung(sectioned, FRONT, 0.0, 0.04)
    assert np.linalg.norm(swung.normal) == pytest.approx(1.0)
    assert swung.normal[2] > 0.1
    assert swung.normal[0] > 0.9
    np.testing.assert_allclose(swung.point(), handle.foot_mm)
    assert swung.spared == ("vein",)


def test_the_foot_stays_where_it_is_seen_when_the_plane_lies_deep() -> None:
    handle = handle_of(cut_of(NAMED_SECTIONS["coronal"].moved_to(-30.0)), FRONT)
    assert handle.foot == pytest.approx((0.0, 0.0))
