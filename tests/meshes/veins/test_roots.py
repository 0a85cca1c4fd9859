"""Roots of nerves are something veins keep off, on roots one can reckon with."""

import numpy as np
import pytest

from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.epidural_space import epidural_space
from meshes.column.canal.spinal_cord import spinal_cord
from meshes.column.frame import column_frame
from meshes.network.builder import Vessel, WayPoint, joined
from meshes.network.graph import VesselGraph
from meshes.network.pulls import links_of
from meshes.sdf.solid import Solid
from meshes.veins.collecting.on_cord import laid_on_cord
from meshes.veins.collecting.rest import at_rest
from meshes.veins.rest.settle import settled
from meshes.veins.rest.unthreaded import unthreaded
from meshes.veins.surroundings.beside_roots import past_roots
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.roots import CLEAR_MM, Roots
from meshes.veins.surroundings.site import LOOSE

COLUMN = column_frame(("T7", "T8"))
SPACE = epidural_space(COLUMN)
FAR = Solid(lambda p: np.linalg.norm(p, axis=1) - 1.0, np.array([[-1.0, -1, -1], [1.0, 1, 1]]))
GROUND = Ground.of(FAR)
LINE = np.array([[200.0, y, 30.0] for y in np.arange(-12.0, 12.5, 1.5)])
THICK = 2.0 + 0.5 * np.cos(LINE[:, 1] / 4.0)
ROOTS = Roots.of([(LINE, THICK)])


def _outside(points: np.ndarray) -> np.ndarray:
    """The true distance from the left or right root, finely sampled."""
    y = np.linspace(-12.0, 12.0, 400)
    balls = np.stack([np.full(400, 200.0), y, np.full(400, 30.0)], axis=1)
    off = np.abs(points)[:, None] * [1.0, 0.0, 1.0] + points[:, None] * [0.0, 1.0, 0.0] - balls
    return (np.linalg.norm(off, axis=2) - np.interp(y, LINE[:, 1], THICK)).min(axis=1)


def _across(name: str, side: float, aside: float, end: float = 30.0) -> Vessel:
    ends = ((side * 188.0, aside, 30.0), (side * 212.0, aside, end))
    return Vessel(name, tuple(WayPoint(each, 0.6) for each in ends), LOOSE)


def _worst(graph: VesselGraph) -> float:
    """Least room between walls and roots, at nodes and half-way."""
    ends, radius = graph.xyz[graph.edges], graph.radius[graph.edges]
    points = np.concatenate([ends[:, 0], ends[:, 1], ends.mean(axis=1)])
    walls = np.concatenate([radius[:, 0], radius[:, 1], radius.mean(axis=1)])
    return float((_outside(points) - walls).min())


def test_distances_are_those_of_the_tapered_root_on_both_sides() -> None:
    points = np.array([[204.0, 0.3, 31.0], [-199.0, 5.0, 26.0], [200.0, 1.0, 30.5], [0.0, 0.0, 0.0]])
    told = ROOTS.told(points, 6.0)
    np.testing.assert_allclose(told.distance[:3], _outside(points[:3]), atol=0.03)
    assert told.distance[3] == np.inf
    np.testing.assert_allclose(told.away[0], np.array([4.0, 0.0, 1.0]) / np.sqrt(17.0), atol=1e-6)


def test_a_vein_drawn_through_a_root_is_led_past_it_and_settles_beside_it_on_both_sides() -> None:
    drawn = past_roots([_across("a", 1.0, 0.4, 30.3), _across("b", -1.0, 4.0)], ROOTS)
    free = settled(joined([_across("a", 1.0, 0.4, 30.3)]), GROUND, SPACE)
    graph = settled(joined(drawn), GROUND, SPACE, roots=ROOTS)
    assert _worst(free) < -2.5
    assert _worst(graph) > -0.05
    assert graph.radius.min() > 0.4


def test_a_way_point_in_a_root_leaves_it_on_the_nearest_side() -> None:
    inside = WayPoint((200.0, 2.0, 31.0), 0.6, "joint")
    path = (WayPoint((190.0, 2.0, 36.0), 0.6), inside, WayPoint((210.0, 2.0, 36.0), 0.6))
    (moved,) = past_roots([Vessel("a", path, LOOSE)], ROOTS)
    there = next(each for each in moved.path if each.junction == "joint")
    assert there.point[2] > 32.0 and there.point[0] == pytest.approx(200.0, abs=0.1)
    assert _outside(np.array([there.point]))[0] > 0.6 + CLEAR_MM - 0.05


def test_a_span_that_crosses_a_root_gets_a_way_point_beside_it() -> None:
    (moved,) = past_roots([_across("a", 1.0, 0.4, 30.5)], ROOTS)
    ends, between = (moved.path[0], moved.path[-1]), moved.path[1]
    assert len(moved.path) == 3 and ends == _across("a", 1.0, 0.4, 30.5).path
    assert _outside(np.array([between.point]))[0] > 0.6 + CLEAR_MM - 0.05
    assert past_roots([_across("a", 1.0, 40.0)], ROOTS) == [_across("a", 1.0, 40.0)]


def test_a_vein_of_which_two_nodes_lie_in_a_root_is_led_round_on_one_side() -> None:
    drawn = joined([_across("a", 1.0, 0.5)])
    graph = drawn.graph
    links, free = links_of(graph), np.ones(graph.node_count, bool)
    xyz, _ = unthreaded(graph.xyz + (0.0, 0.0, 0.3), graph.radius, links, GROUND, ROOTS, free)
    after = graph.moved(xyz).with_radius(np.full(graph.node_count, 0.23))
    assert _worst(after) > -0.1
    assert (xyz[np.abs(xyz[:, 0] - 200.0) < 1.5, 2] > 31.5).all(), "not all on the side it lay nearer to"
    still = graph.xyz[:, 0] > 200.5
    held, _ = unthreaded(graph.xyz, graph.radius, links, GROUND, ROOTS, ~still)
    assert np.array_equal(held[still], graph.xyz[still])
    assert not np.allclose(held[~still], graph.xyz[~still], atol=0.5)


def test_a_vein_led_round_a_root_is_not_led_into_the_sac() -> None:
    graph = joined([_across("a", 1.0, 0.5)]).graph
    links, free = links_of(graph), np.ones(graph.node_count, bool)
    lies, sac = (graph.xyz + (0.0, 0.0, 0.3), graph.radius, links, GROUND, ROOTS, free), 31.2
    into, _ = unthreaded(*lies)
    assert into[:, 2].max() > sac + 0.3, "this root leads no vein into the sac"
    off, _ = unthreaded(*lies, kept_in=lambda xyz, _, some: np.minimum(xyz, (np.inf, np.inf, sac)))
    assert off[:, 2].max() <= sac


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_a_vein_goes_to_the_other_side_of_a_root_where_the_nearer_one_is_barred(side: float) -> None:
    graph = joined([_across("a", side, 0.5)]).graph
    links, free = links_of(graph), np.ones(graph.node_count, bool)
    lies, wall = (graph.xyz + (0.0, 0.0, 0.3), graph.radius, links, GROUND, ROOTS, free), 31.6

    def kept_in(xyz: np.ndarray, radius: np.ndarray, some: np.ndarray) -> np.ndarray:
        return np.minimum(xyz, (np.inf, np.inf, wall))

    stuck, _ = unthreaded(*lies, kept_in=kept_in)
    xyz, _ = unthreaded(*lies, kept_in=kept_in, is_barred=lambda places, nodes: places[:, 2] > wall)
    thin = np.full(graph.node_count, 0.23)
    assert _worst(graph.moved(stuck).with_radius(thin)) < -0.2, "the nearer side has room, too"
    assert _worst(graph.moved(xyz).with_radius(thin)) > -0.1
    assert (xyz[np.abs(np.abs(xyz[:, 0]) - 200.0) < 1.5, 2] < 28.5).all()


@pytest.mark.parametrize("between", [1, 2])
def test_nothing_evens_out_a_vein_whose_edge_a_root_still_cuts(between: int) -> None:
    """Few nodes on their way over a root, the first and the last of which are held close to it."""
    angle = np.linspace(np.pi, 0.0, between + 2)
    xyz = np.stack([200.0 + 2.9 * np.cos(angle), 0.4 + 0.0 * angle, 30.0 + 2.9 * np.sin(angle)], axis=1)
    edges = np.stack([np.arange(between + 1), np.arange(1, between + 2)], axis=1)
    radius = np.full(between + 2, 0.23)
    graph = VesselGraph(xyz, radius, edges, np.zeros(between + 1, np.int32), ("a",))
    free = np.array([False, *[True] * between, False])
    led, _ = unthreaded(graph.xyz, graph.radius, links_of(graph), GROUND, ROOTS, free)
    assert _worst(graph) < -0.15
    assert _worst(graph.moved(led)) > 0.0


def test_a_collecting_vein_settles_beside_a_root() -> None:
    drawn = joined(past_roots([_across("a", 1.0, 0.4)], ROOTS)).graph
    free = np.ones(drawn.node_count, bool)
    rested = at_rest(drawn, free, GROUND, roots=ROOTS)
    assert _worst(rested) > -0.05
    assert rested.radius.min() > 0.5, "room is made for it, not taken from it"


def _on_cord(share: float, wall: float) -> VesselGraph:
    cord = spinal_cord(COLUMN)
    s = np.linspace(0.4, 0.5, 40) * cord.end
    xyz = np.array([cord.place(-np.pi / 2, share, each).reshape(3) for each in s])
    edges = np.stack([np.arange(39), np.arange(1, 40)], axis=1)
    return VesselGraph(xyz, np.full(40, wall), edges, np.zeros(39, np.int32), ("a",))


@pytest.mark.parametrize("share", [0.7, 1.35])
def test_a_median_vein_is_laid_on_the_cord_and_one_that_leaves_it_only_moved_out(share: float) -> None:
    graph = _on_cord(share, 0.4)
    yes, no = np.ones(40, bool), np.zeros(40, bool)
    cord = spinal_cord(COLUMN)
    on = laid_on_cord(graph, COLUMN, yes, no, 0.35)
    np.testing.assert_allclose(cord.distance(on.xyz) - on.radius, 0.06, atol=0.03)
    beside = laid_on_cord(graph, COLUMN, no, yes, 0.35)
    gap = cord.distance(beside.xyz) - beside.radius
    assert gap.min() > 0.0
    assert share < 1.0 or np.allclose(gap, cord.distance(graph.xyz) - 0.4, atol=0.1)


def test_a_median_vein_thicker_than_the_subarachnoid_space_grows_thin() -> None:
    graph, yes = _on_cord(1.2, 2.0), np.ones(40, bool)
    on = laid_on_cord(graph, COLUMN, yes, ~yes, 0.35)
    assert (-dural_sac(COLUMN).distance(on.xyz) - on.radius).min() > 0.25
    assert on.radius.max() < 1.5
