"""Ends taken off a tube: exactly where asked for, closed again, or left alone."""

from collections.abc import Callable

import numpy as np
import pytest

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import components, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.network.builder import Vessel, WayPoint, joined
from meshes.surface.skin import skin
from meshes.surface.trim import Trim
from meshes.surface.trimming import trimmed

UP = np.array([0.0, 0.0, 1.0])


def _tube(radius: float = 1.0) -> TriMesh:
    ways = (WayPoint((0.0, 0.0, 0.0), radius), WayPoint((0.0, 0.0, 40.0), radius))
    return skin(joined([Vessel("a", ways)]).graph, "a", 0.3)


def _below(z: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda points: z - points[:, 2]


def test_what_lies_beyond_a_plane_is_taken_off_and_the_rest_closed() -> None:
    whole = _tube()
    mesh, left = trimmed(whole, [Trim(40.0 * UP, 20.0, _below(30.0), ("next",), UP)])
    assert not left and is_closed(mesh)
    assert mesh.points[:, 2].max() == pytest.approx(30.02, abs=1e-3)
    (told,) = (end for end in mesh.ends if end.onward)
    assert told.onward == ("next",) and told.first + told.count == len(mesh.triangles)
    fan = mesh.points[mesh.triangles[told.first :]]
    assert np.ptp(fan[:, :, 2]) < 1e-6
    stays = whole.points[whole.points[:, 2] < 29.0]
    assert np.isin(stays, mesh.points).all()
    assert signed_volume_mm3(mesh) < signed_volume_mm3(whole) - 0.9 * np.pi * 8.0


def test_two_ends_are_taken_off_at_once() -> None:
    trims = [
        Trim(40.0 * UP, 20.0, _below(30.0), ("high",), UP),
        Trim(0.0 * UP, 20.0, lambda points: points[:, 2] - 10.0, ("low",), -UP),
    ]
    mesh, left = trimmed(_tube(), trims)
    assert not left and is_closed(mesh) and len(np.unique(components(mesh))) == 1
    assert sorted(end.onward for end in mesh.ends) == [("high",), ("low",)]
    assert mesh.bounds[:, 2] == pytest.approx([9.98, 30.02], abs=1e-3)


@pytest.mark.parametrize(
    ("reach", "kept"),
    [(5.0, _below(30.0)), (20.0, _below(45.0)), (30.0, lambda p: np.abs(p[:, 2] - 35.0) - 2.0)],
    ids=["not all within reach", "nothing beyond", "two edges"],
)
def test_what_cannot_be_closed_by_one_cap_is_left_alone_and_told(
    reach: float, kept: Callable[[np.ndarray], np.ndarray]
) -> None:
    whole, trim = _tube(), Trim(40.0 * UP, reach, kept, (), UP)
    mesh, left = trimmed(whole, [trim])
    assert mesh is whole and left == [trim]


def test_the_edge_lies_where_a_curved_wall_cuts_however_coarse_the_tube() -> None:
    def outside(points: np.ndarray) -> np.ndarray:
        return np.hypot(points[:, 1], points[:, 2] - 40.0) - 3.0

    mesh, left = trimmed(_tube(2.0), [Trim(40.0 * UP, 30.0, outside, ("stem",))])
    assert not left and is_closed(mesh)
    (told,) = (end for end in mesh.ends if end.onward)
    cap = mesh.triangles[told.first :]
    edge = np.intersect1d(cap, mesh.triangles[: told.first])
    assert np.abs(outside(mesh.points[edge])).max() < 0.02
    assert outside(mesh.points[np.setdiff1d(cap, edge)]).max() < -0.05
