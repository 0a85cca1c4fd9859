"""Vessels that run in each other's walls: what cannot be sewn has one smooth surface all the same."""

import numpy as np
import pytest

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import components, genus, is_closed
from meshes.network.builder import Vessel, WayPoint, joined
from meshes.network.graph import VesselGraph
from meshes.surface.fewer import with_fewer_triangles
from meshes.surface.skin import skin
from meshes.surface.tangle import beyond_mm, tangle, thinnest_mm
from meshes.surface.tube_ends import EndedLine
from meshes.surface.tube_line import TubeLine


def _way(x: float, z: float, radius: float, name: str | None = None) -> WayPoint:
    return WayPoint((x, 0.0, z), radius, name)


def _eyelets(aside: float, radius: float = 1.0) -> VesselGraph:
    """A column with two side channels that keep so far aside from it."""
    stem = [_way(0, z, radius, f"n{z}") for z in (0, 4, 10, 12, 18, 24)]
    sides = [
        (_way(0, a, radius, f"n{a}"), _way(aside, (a + b) / 2, radius), _way(0, b, radius, f"n{b}"))
        for a, b in ((4, 10), (12, 18))
    ]
    return joined([Vessel("net", tuple(stem)), *(Vessel("net", side) for side in sides)]).graph


def _outwardness(graph: VesselGraph, step: float) -> np.ndarray:
    """Cosine between each triangle's normal and the way from the nearest centreline, but at plane ends."""
    mesh = skin(graph, "net", step)
    corners = mesh.corners()
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    middle = corners.mean(axis=1)
    kept = (middle[:, 2] > 1.5) & (middle[:, 2] < 22.5)
    normals, middle = normals[kept], middle[kept]
    a, b = graph.xyz[graph.edges[:, 0]], graph.xyz[graph.edges[:, 1]]
    rel, along = middle[:, None] - a, b - a
    t = np.clip((rel * along).sum(axis=2) / (along * along).sum(axis=1), 0.0, 1.0)
    away = rel - t[..., None] * along
    away = away[np.arange(len(away)), np.linalg.norm(away, axis=2).argmin(axis=1)]
    sizes = np.linalg.norm(normals, axis=1) * np.linalg.norm(away, axis=1)
    return (normals * away).sum(axis=1) / np.maximum(sizes, 1e-12)


@pytest.mark.parametrize("aside", [0.9, 1.4, 2.0])
def test_a_channel_that_never_leaves_the_wall_of_the_column_makes_no_fold(aside: float) -> None:
    graph = _eyelets(aside)
    mesh = skin(graph, "net", 0.6)
    assert is_closed(mesh)
    assert len(np.unique(components(mesh))) == 1
    assert genus(mesh) == 0
    assert np.quantile(_outwardness(graph, 0.6), 0.005) > 0.3


def test_a_channel_with_room_is_sewn_and_keeps_its_eye() -> None:
    assert genus(skin(_eyelets(5.0), "net", 0.6)) == 2


def test_threads_that_the_grid_would_lose_are_sewn_however_they_crowd() -> None:
    thin = 0.3 * thinnest_mm(0.6)
    assert len(np.unique(components(skin(_eyelets(0.8 * thin, thin), "net", 0.6)))) == 1


def _tube(cut: tuple[bool, bool]) -> EndedLine:
    z = np.linspace(0.0, 12.0, 13)
    line = TubeLine(np.stack([0.0 * z, 0.0 * z, z], axis=1), np.full(13, 1.5))
    return EndedLine(line, 2.0, 10.0, cut)


def test_an_end_to_be_cut_goes_on_a_little_and_an_open_one_is_round() -> None:
    mesh, beyond = tangle([_tube((True, False))], 0.4), beyond_mm(0.4)
    low, high = mesh.bounds
    assert low[2] == pytest.approx(2.0 - beyond, abs=0.1)
    assert high[2] == pytest.approx(10.0 + 1.5, abs=0.15)
    volume = np.pi * 2.25 * (8 + beyond) + 2 / 3 * np.pi * 1.5**3
    assert signed_volume_mm3(mesh) == pytest.approx(volume, rel=0.05)


def test_an_end_that_is_cut_on_the_grid_ends_where_it_is_to_be_cut() -> None:
    assert tangle([_tube((True, False))], 0.4, [(0, 0)]).bounds[0][2] == pytest.approx(2.0, abs=0.12)


def _crowded(name: str, low: float) -> list[Vessel]:
    """A column of 14 mm with two channels in its walls."""
    row = [_way(0, low + z, 1.0, f"n{low + z}") for z in (0, 4, 10, 14)]
    sides = [(row[1], _way(x, low + 7, 1.0), row[2]) for x in (1.2, -1.2)]
    return [Vessel(name, tuple(row)), *(Vessel(name, side) for side in sides)]


def test_a_crowded_column_and_the_next_meet_in_one_plane() -> None:
    graph = joined([*_crowded("net", 0.0), *_crowded("over", 14.0)]).graph
    for name in ("net", "over"):
        mesh = skin(graph, name, 0.6)
        (told,) = (end for end in mesh.ends if end.onward)
        cap = mesh.points[mesh.triangles[told.first : told.first + told.count]]
        assert np.abs(cap[:, :, 2] - 14.0).max() < 0.03
        assert is_closed(mesh)


def test_fewer_triangles_leave_surface_handles_and_volume_as_they_are() -> None:
    mesh = skin(_eyelets(5.0), "net", 0.3)
    fewer = with_fewer_triangles(mesh, len(mesh.triangles) // 2)
    assert len(fewer.triangles) < 0.7 * len(mesh.triangles)
    assert is_closed(fewer)
    assert genus(fewer) == genus(mesh)
    assert signed_volume_mm3(fewer) == pytest.approx(signed_volume_mm3(mesh), rel=0.02)


def test_a_mesh_that_would_not_stay_closed_is_left_as_it_is() -> None:
    mesh = skin(_eyelets(5.0), "net", 0.6)
    assert with_fewer_triangles(mesh, 4) is mesh
