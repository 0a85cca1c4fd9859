import numpy as np
import pytest

from meshes.geometry.section import crossings, cut_loops, encloses, flat_loops, signed_area_mm2
from meshes.geometry.trimesh import TriMesh, merged


def box(low: tuple[float, ...], high: tuple[float, ...]) -> TriMesh:
    corners = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], float)
    triangles = [
        (0, 1, 3), (0, 3, 2), (4, 6, 7), (4, 7, 5), (0, 4, 5), (0, 5, 1),
        (2, 3, 7), (2, 7, 6), (0, 2, 6), (0, 6, 4), (1, 5, 7), (1, 7, 3),
    ]  # fmt: skip
    size = np.array(high) - np.array(low)
    return TriMesh(np.array(low) + corners * size, np.array(triangles))


BOX = box((0.0, 0.0, 0.0), (2.0, 3.0, 5.0))


@pytest.mark.parametrize(("axis", "area"), [(0, 15.0), (1, 10.0), (2, 6.0)])
def test_a_cut_across_each_axis_has_its_own_area(axis: int, area: float) -> None:
    (outline,) = flat_loops(BOX, axis, 1.0)
    assert abs(signed_area_mm2(outline)) == pytest.approx(area)


def test_a_slanting_cut_is_longer() -> None:
    (loop,) = cut_loops(BOX, np.array([1.0, 1.5, 2.5]), np.array([0.0, -1.0, 1.0]))
    assert np.ptp(loop[:, 2]) == pytest.approx(3.0)


def test_outer_outlines_run_anticlockwise_against_the_normal_and_holes_clockwise() -> None:
    inner = box((0.5, 0.5, 0.5), (1.5, 1.5, 4.5))
    hollow = merged([BOX, TriMesh(inner.points, inner.triangles[:, ::-1])])
    areas = sorted(
        signed_area_mm2(loop[:, :2]) for loop in cut_loops(hollow, np.array([0, 0, 2.0]), np.eye(3)[2])
    )
    assert areas == pytest.approx([-1.0, 6.0])


def test_a_plane_through_corners_still_closes() -> None:
    loops = flat_loops(BOX, 2, 0.0) + flat_loops(BOX, 2, 5.0)
    assert all(len(loop) >= 3 for loop in loops)


def test_a_plane_beside_the_mesh_cuts_nothing() -> None:
    assert cut_loops(BOX, np.array([9.0, 0.0, 0.0]), np.eye(3)[0]) == []


def test_an_open_mesh_is_refused() -> None:
    with pytest.raises(ValueError, match="does not close"):
        cut_loops(TriMesh(BOX.points, BOX.triangles[1:]), np.array([0.5, 1.0, 1.0]), np.eye(3)[2])


def test_crossings_of_a_line_come_in_order() -> None:
    (outline,) = flat_loops(BOX, 2, 1.0)
    assert crossings(outline, 0, 1.0).tolist() == pytest.approx([0.0, 3.0])
    assert crossings(outline, 1, 1.0).tolist() == pytest.approx([0.0, 2.0])
    assert len(crossings(outline, 0, 7.0)) == 0


def test_an_outline_goes_round_a_point_inside_it() -> None:
    (outline,) = flat_loops(BOX, 2, 1.0)
    assert encloses(outline, np.array([1.0, 1.0]))
    assert not encloses(outline, np.array([1.0, 4.0]))
    assert not encloses(outline, np.array([1.0, -1.0]))
