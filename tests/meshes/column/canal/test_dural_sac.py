"""Dural sac and spinal cord as the column tells them to bones, veins and soft tissue."""

import numpy as np
import pytest

from meshes.anatomy.measures import load_measures
from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_cord import SEGMENTS, segment_place, spinal_cord
from meshes.column.frame import column_frame


def test_the_line_passes_every_level_in_turn_through_its_canal() -> None:
    column = column_frame()
    course = canal_course(column)
    assert (np.diff(list(course.places.values())) > 8.0).all()
    for level, mark in column.landmarks.items():
        foot = column.poses[level].inverse().apply(course.line.place(0.0, course.at(level), 0.0))[0]
        assert 0.3 * mark.canal.depth < foot[1] < 0.7 * mark.canal.depth, level
        assert abs(foot[2]) < 2.0, level


def test_half_a_level_down_lies_behind_the_disc() -> None:
    course = canal_course(column_frame())
    assert course.span("L2")[1] == course.span("L3")[0]
    assert course.at("T12") < course.at("T12", 0.5) < course.at("L1")


@pytest.mark.parametrize("segment", SEGMENTS)
def test_the_cord_keeps_the_measured_size_of_its_segments(segment: str) -> None:
    measures, column = load_measures(), column_frame()
    s = segment_place(segment, canal_course(column), measures)
    wide, deep, _, _ = spinal_cord(column).sizes(s)
    for name, half in (("width", wide), ("depth", deep)):
        row = measures.get(segment, f"cord_segment_{name}")
        assert abs(2 * half - row.value) <= row.tolerance()


def test_the_cord_lies_in_the_sac_all_along() -> None:
    column = column_frame()
    cord, sac = spinal_cord(column), dural_sac(column)
    ring = cord.rings(np.arange(cord.start + 1.0, cord.end, 3.0), 32).reshape(-1, 3)
    assert sac.distance(ring).max() < -0.3


def test_conus_and_sac_end_at_their_levels() -> None:
    column = column_frame()
    course = canal_course(column)
    assert course.at("L1") < spinal_cord(column).end < course.at("L1", 0.5)
    assert (
        abs(
            course.level_of(np.array([dural_sac(column).end]))[0]
            - course.level_of(np.array([course.at("S2")]))[0]
        )
        < 1 / 6
    )


def test_the_distance_is_nought_on_the_rings_and_tells_the_sides_apart() -> None:
    sac = dural_sac(column_frame())
    s = np.linspace(sac.start + 5, sac.end - 20, 40)
    wall = sac.rings(s, 24).reshape(-1, 3)
    assert np.abs(sac.distance(wall)).max() < 0.02
    assert np.abs(sac.distance(wall + sac.with_slope(wall)[1]) - 1.0).max() < 0.25
    assert (sac.distance(sac.line.place(0.0, s, 0.0)) < -2.0).all()


def test_the_sac_grows_with_the_column() -> None:
    large = column_frame(None, {"scale": 1.2})
    small, sac = dural_sac(column_frame()), dural_sac(large)
    s, t = (canal_course(column).at("T6") for column in (column_frame(), large))
    assert np.allclose(np.array(sac.sizes(t)[:2]), 1.2 * np.array(small.sizes(s)[:2]), rtol=0.01)
