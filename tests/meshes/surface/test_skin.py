"""Skins of small graphs whose shape is known."""

import numpy as np
import pytest

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import components, genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.geometry.winding import winding
from meshes.network.builder import Vessel, WayPoint, joined
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import cycle_count, edge_volume
from meshes.surface.skin import skin
from meshes.surface.tube_ends import ended_line
from meshes.surface.tube_paths import TubePath


def _way(x: float, y: float, z: float, radius: float = 1.0, name: str | None = None) -> WayPoint:
    return WayPoint((x, y, z), radius, name)


def _straight(radius: float = 1.0, length: float = 20.0) -> VesselGraph:
    return joined([Vessel("a", (_way(0, 0, 0, radius), _way(0, 0, length, radius)))]).graph


def _net() -> VesselGraph:
    """A ladder of two columns, two rungs and an eye in one of them, with a branch of another structure."""
    left = _way(0, 1, 10, 1.2, "p"), _way(0, 0, 20, 1.2, "q")
    right = _way(10, 0, 12, 1.0, "r"), _way(10, 0, 22, 1.0, "s")
    paths = [
        ("net", (_way(0, 0, 0, 1.2), *left, _way(0, 0, 34, 1.2, "t"))),
        ("net", (_way(10, 0, 0), *right, _way(10, 0, 30))),
        ("net", (_way(0, 1, 10, 0.8, "p"), _way(5, 2, 12, 0.8), _way(10, 0, 12, 0.8, "r"))),
        ("net", (_way(0, 0, 20, 0.8, "q"), _way(5, 2, 20, 0.8, "m"), _way(10, 0, 22, 0.8, "s"))),
        ("net", (_way(0, 1, 10, 0.7, "p"), _way(-4, 0, 15, 0.7), _way(0, 0, 20, 0.7, "q"))),
        ("next", (_way(0, 0, 34, 1.2, "t"), _way(1, 0, 44, 1.2))),
        ("side", (_way(5, 2, 20, 0.6, "m"), _way(5, 9, 20, 0.6))),
    ]
    return joined([Vessel(*each) for each in paths]).graph


def _wall_gap(mesh: TriMesh, graph: VesselGraph) -> np.ndarray:
    """Signed distance of each corner from the nearest tube of the graph."""
    a, b = graph.xyz[graph.edges[:, 0]], graph.xyz[graph.edges[:, 1]]
    ra, rb = graph.radius[graph.edges[:, 0]], graph.radius[graph.edges[:, 1]]
    rel, along = mesh.points[:, None] - a, b - a
    t = np.clip((rel * along).sum(axis=2) / (along * along).sum(axis=1), 0.0, 1.0)
    return (np.linalg.norm(rel - t[..., None] * along, axis=2) - (ra + t * (rb - ra))).min(axis=1)


def test_a_straight_tube_has_the_volume_of_its_cylinder() -> None:
    mesh = skin(_straight(3.0), "a", 0.3)
    assert signed_volume_mm3(mesh) == pytest.approx(20 * np.pi * 9.0, rel=0.03)


def test_corners_of_a_straight_tube_lie_on_its_circle() -> None:
    mesh = skin(_straight(1.5), "a", 0.6)
    inner = mesh.points[(mesh.points[:, 2] > 7.7) & (mesh.points[:, 2] < 12.3)]
    assert len(inner)
    assert np.hypot(inner[:, 0], inner[:, 1]) == pytest.approx(1.5)


@pytest.mark.parametrize("step", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("name", ["net", "next", "side"])
def test_every_skin_is_closed_outward_and_has_a_handle_for_each_cycle(name: str, step: float) -> None:
    graph = _net()
    mesh = skin(graph, name, step)
    assert is_closed(mesh)
    assert signed_volume_mm3(mesh) > 0
    assert genus(mesh) == cycle_count(graph.of(name))


def test_the_net_is_one_piece_where_its_graph_is() -> None:
    mesh = skin(_net(), "net", 0.6)
    assert components(mesh).max() == 0
    assert cycle_count(_net().of("net")) == 2


def test_each_corner_lies_near_the_wall_of_its_own_tubes() -> None:
    graph = _net()
    mesh = skin(graph, "net", 0.6)
    gap = _wall_gap(mesh, graph.of("net"))
    is_inside_next = mesh.points[:, 2] > 34.01
    is_tapering = (mesh.points[:, 2] < 6.0) | ((mesh.points[:, 2] > 25.0) & (mesh.points[:, 0] > 5.0))
    is_cap = mesh.points[:, 2] > mesh.points[:, 2].max() - 0.2
    assert gap[~is_tapering & ~is_cap].min() > -0.45
    assert gap[~is_inside_next].max() < 0.3
    assert _wall_gap(mesh, graph.of("next"))[is_inside_next].max() < 0.01


def test_the_seam_is_filled_by_a_smooth_joint_and_not_by_a_spike() -> None:
    graph = _net()
    volume = signed_volume_mm3(skin(graph, "net", 0.3))
    assert volume == pytest.approx(edge_volume(graph.of("net")).sum(), rel=0.1)


def test_a_structure_reaches_into_its_neighbour() -> None:
    graph = _net()
    side, net = skin(graph, "side", 0.6), graph.of("net")
    assert _wall_gap(side, net).min() < -0.1


def test_a_branch_widens_at_the_wall_it_opens_into_and_not_before() -> None:
    stem = ("stem", (_way(0, 0, 0, 1.5), _way(0, 0, 20, 1.5, "m"), _way(0, 0, 40, 1.5)))
    side = ("side", (_way(0, 0, 20, 0.9, "m"), _way(20, 0, 20, 0.9), _way(30, 0, 20, 0.9)))
    points = skin(joined([Vessel(*stem), Vessel(*side)]).graph, "side", 0.3).points
    wide = np.hypot(points[:, 1], points[:, 2] - 20.0)
    assert wide[points[:, 0] < 1.7].max() > 1.15
    assert wide[(points[:, 0] > 4.0) & (points[:, 0] < 25.0)].max() == pytest.approx(0.9, abs=0.02)


@pytest.mark.parametrize("away_mm", [0.0, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("wide", [1.2, 4.0])
def test_a_branch_is_cut_off_at_the_wall_of_its_stem_wherever_its_nodes_lie(
    wide: float, away_mm: float
) -> None:
    stem = ("stem", (_way(0, 0, 0, wide), _way(0, 0, 20, wide, "m"), _way(0, 0, 40, wide)))
    side = ("side", (_way(0, 0, 20, 0.8, "m"), _way(20 + away_mm, 0, 25, 0.8)))
    mesh = skin(joined([Vessel(*stem), Vessel(*side)]).graph, "side", 0.3)
    told, *more = (end for end in mesh.ends if end.onward)
    assert told.onward == ("stem",) and not more
    cap = mesh.triangles[told.first : told.first + told.count]
    edge = np.intersect1d(cap, mesh.triangles[: told.first])
    off = np.hypot(*mesh.points[:, :2].T) - wide
    assert off[edge].min() > -0.02 and off[edge].max() < 0.05
    assert off[np.setdiff1d(cap, edge)].max() < -0.05
    assert off[mesh.triangles[: told.first]].min() > -0.02


def test_two_vessels_end_to_end_meet_in_one_plane_and_neither_reaches_into_the_other() -> None:
    stem, run_on = (skin(_net(), name, 0.6) for name in ("net", "next"))
    (told,) = (end for end in stem.ends if end.onward == ("next",))
    assert [end.onward for end in run_on.ends if end.onward] == [("net",)]
    disc = stem.points[stem.triangles[told.first + told.count - 1]]
    across = np.cross(disc[1] - disc[0], disc[2] - disc[0])
    across /= np.linalg.norm(across)
    assert ((run_on.points - disc[0]) @ across).min() == pytest.approx(0.0, abs=0.01)
    near = np.linalg.norm(stem.points - disc[0], axis=1) < 4.0
    assert ((stem.points[near] - disc[0]) @ across).max() == pytest.approx(0.0, abs=0.01)


def test_after_a_wider_vessel_one_narrows_by_and_by() -> None:
    wide = Vessel("wide", (_way(0, 0, 0, 3.0), _way(0, 0, 20, 3.0, "m")))
    narrow = Vessel("narrow", (_way(0, 0, 20, 1.5, "m"), _way(0, 0, 60, 1.5)))
    points = skin(joined([wide, narrow]).graph, "narrow", 0.3).points
    off, z = np.hypot(*points[:, :2].T), points[:, 2]
    assert off[z < 20.1].max() == pytest.approx(3.0, abs=0.05)
    assert off[(z > 21.0) & (z < 23.0)].max() > 2.1
    assert off[(z > 27.0) & (z < 50.0)].max() < 1.55


def test_a_short_neck_is_widened_and_a_long_waist_stays() -> None:
    z = np.arange(0.0, 41.0)
    for waist, thinnest in (((19.0, 21.0), 0.72), ((8.0, 32.0), 0.4)):
        radius = np.where((z >= waist[0]) & (z <= waist[1]), 0.4, 1.0)
        row = np.stack([0 * z, 0 * z, z], axis=1)
        edges = np.stack([np.arange(40), np.arange(1, 41)], axis=1)
        points = skin(VesselGraph(row, radius, edges, np.zeros(40), ("a",)), "a", 0.3).points
        off = np.hypot(*points[:, :2].T)
        assert off[np.abs(points[:, 2] - 20.0) < 1.0].min() == pytest.approx(thinnest, abs=0.06)


def test_a_corner_is_rounded_off_and_a_gentle_bend_is_not() -> None:
    straight = [(0.0, 0.0, float(z)) for z in range(11)]
    edges = np.stack([np.arange(20), np.arange(1, 21)], axis=1)
    for turn, is_kept in ((np.pi / 2, False), (0.4, True)):
        way = np.array([np.sin(turn), 0.0, np.cos(turn)])
        row = np.array([*straight, *(straight[-1] + n * way for n in range(1, 11))])
        graph = VesselGraph(row, np.full(21, 0.5), edges, np.zeros(20), ("a",))
        line = ended_line(graph, TubePath(tuple(range(21))), {}).line
        off = np.linalg.norm(line.points - straight[-1], axis=1).min()
        assert off < 1e-9 if is_kept else off > 0.15


def test_of_several_vessels_that_end_in_one_place_the_straightest_two_become_one() -> None:
    far = {"a": (-20.0, 0.0, 0.0), "b": (20.0, 2.0, 0.0), "c": (0.0, 20.0, 0.0), "d": (3.0, 0.0, 20.0)}
    graph = joined([Vessel(name, (_way(0, 0, 0, 1.0, "m"), _way(*end))) for name, end in far.items()]).graph
    told = {name: [end for end in skin(graph, name, 0.5).ends if end.onward] for name in far}
    assert all(len(ends) == 1 for ends in told.values())
    assert "b" in told["a"][0].onward and "a" in told["b"][0].onward
    assert {told[name][0].onward for name in "cd"} == {("a", "b")}


def test_of_ends_that_nothing_follows_thick_ones_are_cut_and_thin_ones_taper() -> None:
    thick, thin = (skin(_straight(radius), "a", 0.4).points for radius in (0.6, 0.5))
    assert (
        thick[:, 2].max() == pytest.approx(20.0) and np.hypot(*thick[thick[:, 2] > 19.9, :2].T).max() > 0.55
    )
    assert 20.1 < thin[:, 2].max() < 20.3
    assert 0.2 < np.hypot(*thin[(thin[:, 2] > 19.5) & (thin[:, 2] < 20.05), :2].T).max() < 0.35


def test_a_thin_end_is_rounded_and_no_spike() -> None:
    """As wide a little before its end as it is long beyond it."""
    points = skin(_straight(0.26), "a", 0.4).points
    last = points[points[:, 2] > 19.95]
    assert np.hypot(*last[:, :2].T).max() > 0.2
    assert 20.1 < points[:, 2].max() < 20.25


def test_a_loop_closes_on_itself_without_a_twist_at_the_seam() -> None:
    turns = np.linspace(0, 2 * np.pi, 49)[:-1]
    wide = 16 + 5 * np.cos(4 * turns)
    ways = [
        _way(*place, 1.0)
        for place in np.stack([wide * np.cos(turns), wide * np.sin(turns), 5 * np.sin(4 * turns)], axis=1)
    ]
    seam = WayPoint(ways[0].point, 1.0, "seam")
    ring = joined([Vessel("ring", (seam, *ways[1:], seam))]).graph
    mesh = skin(ring, "ring", 0.6)
    assert is_closed(mesh) and genus(mesh) == 1
    assert _wall_gap(mesh, ring) == pytest.approx(0.0, abs=0.2)
    sides = mesh.points[mesh.triangles] - mesh.points[np.roll(mesh.triangles, 1, axis=1)]
    assert np.linalg.norm(sides, axis=2).max() < 2.1


@pytest.mark.parametrize("turn", [1, -1], ids=["at its end", "at its start"])
def test_a_vein_that_opens_into_its_own_side_does_so_where_it_meets_it(turn: int) -> None:
    way = [_way(0, 0, 0), _way(0, 0, 8, name="m"), _way(0, 0, 20), _way(8, 0, 26), _way(14, 0, 16)]
    graph = joined([Vessel("a", (*way, _way(8, 0, 8), _way(0, 0, 8, name="m"))[::turn])]).graph
    mesh = skin(graph, "a")
    assert genus(mesh) == 1
    inner = graph.xyz[np.linalg.norm(graph.xyz, axis=1) > 1.0]
    assert winding(mesh, inner) == pytest.approx(1.0, abs=1e-6)


def test_finer_steps_give_more_triangles_and_thin_tubes_need_fewer() -> None:
    coarse, fine = (len(skin(_straight(1.5), "a", step).triangles) for step in (0.9, 0.3))
    assert fine > coarse
    thick = skin(_straight(2.5), "a", 0.4)
    thin = skin(_straight(0.5), "a", 0.4)
    assert _corners_round(thick) > _corners_round(thin) >= 6


def _corners_round(mesh: TriMesh) -> int:
    return len({round(angle, 3) for angle in np.arctan2(mesh.points[:, 1], mesh.points[:, 0])}) - 1


def test_the_same_graph_gives_the_same_bytes() -> None:
    first, second = (skin(_net(), "net", 0.6) for _ in range(2))
    assert first.points.tobytes() == second.points.tobytes()
    assert first.triangles.tobytes() == second.triangles.tobytes()


def test_a_structure_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no structure"):
        skin(_net(), "nothing")
    with pytest.raises(ValueError, match="positive"):
        skin(_net(), "net", 0.0)
