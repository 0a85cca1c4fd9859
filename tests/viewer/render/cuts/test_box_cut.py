"""Cuts by several planes: what is left is the part in the box, and closed."""

import numpy as np
import pytest
import pyvista as pv

from viewer.model.section_box import LEAST_MM, SectionBox, box_in
from viewer.render.cuts import box_cut
from viewer.render.cuts.box_cut import cut_all, joined
from viewer.render.protocol import Box, Cut


def sphere() -> pv.PolyData:
    ball = pv.Sphere(radius=10.0, theta_resolution=60, phi_resolution=60)
    return ball.compute_normals(split_vertices=False)


def cuts(lower, upper):
    return Box(SectionBox(lower, upper).sides()).cuts()


def whole(kept, caps) -> pv.PolyData:
    return joined([kept, *(cap for cap, _ in caps)]).clean()


def flow(solid: pv.PolyData) -> np.ndarray:
    """The sum of all triangles' areas times normals: nothing for a closed surface."""
    a, b, c = (np.asarray(solid.points, float)[solid.regular_faces[:, corner]] for corner in range(3))
    return np.cross(b - a, c - a).sum(axis=0) / 2.0


@pytest.mark.parametrize(
    ("lower", "upper", "volume", "faces"),
    [
        ((-3.0, -2.0, -1.0), (3.0, 4.0, 5.0), 216.0, 6),
        ((0.0, 0.0, 0.0), (50.0, 50.0, 50.0), np.pi * 4 / 3 * 1000 / 8, 3),
        ((-50.0, -50.0, 0.0), (50.0, 50.0, 50.0), np.pi * 2 / 3 * 1000, 1),
        ((-50.0, -50.0, -50.0), (50.0, 50.0, 50.0), np.pi * 4 / 3 * 1000, 0),
    ],
)
def test_what_is_left_of_a_ball_is_closed_and_as_large_as_the_part_in_the_box(lower, upper, volume, faces):
    kept, caps = cut_all(sphere(), cuts(lower, upper))
    solid = whole(kept, caps)
    # Filled faces are strips that touch without sharing corners: closed is what has no flow through it.
    assert np.abs(flow(solid)).max() < 1e-3
    assert solid.volume == pytest.approx(volume, rel=0.01)
    assert len(caps) == faces
    for cap, cut in caps:
        heights = (np.asarray(cap.points, float) - cut.point) @ np.array(cut.normal)
        assert np.abs(heights).max() < 1e-3, "each face lies in its own plane"
        assert np.allclose(cap.point_data["Normals"], cut.normal)
    points = np.asarray(solid.points)
    assert (points >= np.array(lower) - 1e-3).all()
    assert (points <= np.array(upper) + 1e-3).all()


def test_a_box_beside_everything_leaves_nothing():
    kept, caps = cut_all(sphere(), cuts((20.0, 20.0, 20.0), (30.0, 30.0, 30.0)))
    assert kept.n_cells == 0
    assert caps == []


def test_sides_never_pass_each_other_and_a_box_lies_within_what_it_is_made_for():
    box = SectionBox((0.0, 0.0, 0.0), (10.0, 10.0, 10.0))
    assert box.with_side(0, True, -50.0).upper[0] == LEAST_MM
    assert box.with_side(2, False, 99.0).lower[2] == 10.0 - LEAST_MM
    made = box_in(np.array([[0.0, -10.0, 5.0], [10.0, 10.0, 5.2]]))
    assert made.lower[:2] == (2.0, -6.0)
    assert made.upper[:2] == (8.0, 6.0)
    for lower in ((9.5, 0.0, 0.0), (float("nan"), 0.0, 0.0), (-1e6, 0.0, 0.0)):
        with pytest.raises(ValueError, match="section box"):
            SectionBox(lower, (10.0, 10.0, 10.0))


def test_what_a_later_cut_takes_wholly_away_leaves_no_faces_of_earlier_ones():
    half = Cut((0.0, 0.0, 0.0), (1.0, 0.0, 0.0))
    kept, caps = cut_all(sphere(), [half, Cut((1.0, 0.0, 0.0), (-1.0, 0.0, 0.0))])
    assert (kept.n_cells, caps) == (0, [])


def test_a_plane_beside_what_is_left_costs_no_sewing(monkeypatch):
    sewn = []
    closed = box_cut._closed
    monkeypatch.setattr(box_cut, "_closed", lambda kept, caps: sewn.append(len(caps)) or closed(kept, caps))
    half, third = Cut((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)), Cut((0.0, 5.0, 0.0), (0.0, 1.0, 0.0))
    beside = Cut((0.0, 0.0, 10.5), (0.0, 0.0, 1.0))
    cut_all(sphere(), [beside, half, beside, third, beside])
    assert sewn == [0, 1]
