"""A vessel caught beside another is offered the other sides of it."""

import numpy as np
import pytest

from meshes.network.builder import Vessel, WayPoint, joined
from meshes.network.graph import VesselGraph
from meshes.veins.rest.leaping import leaps


def _crossing(gap: float) -> VesselGraph:
    """A thick vessel along y and a thin one along z that crosses it a gap to the right."""
    return joined(
        [
            Vessel("thick", (WayPoint((0.0, -12.0, 0.0), 0.5), WayPoint((0.0, 12.0, 0.0), 0.5))),
            Vessel("thin", (WayPoint((gap, 0.0, -12.0), 0.3), WayPoint((gap, 0.0, 12.0), 0.3))),
        ],
        1.6,
    ).graph


def _nearest(graph: VesselGraph) -> np.ndarray:
    """From the thick vessel's line to the place of the thin one nearest to it, across that line."""
    ends = graph.xyz[graph.edges[graph.edges_of("thin")]]
    share = np.linspace(0.0, 1.0, 41)[:, None, None]
    places = ((1.0 - share) * ends[:, 0] + share * ends[:, 1]).reshape(-1, 3)[:, [0, 2]]
    return places[np.linalg.norm(places, axis=1).argmin()]


def test_the_thinner_vessel_is_offered_the_opposite_side_first_then_those_between() -> None:
    graph = _crossing(0.3)
    (leap,) = leaps(graph, np.ones(graph.node_count, bool))
    assert set(leap.nodes) <= set(np.flatnonzero(graph.nodes_of("thin")))
    places = [_nearest(graph.moved(start)) for start in leap.starts(graph.xyz)]
    assert places[0] == pytest.approx([-0.86, 0.0], abs=0.05)


def test_beside_a_vessel_that_runs_along_it_every_other_side_is_clear() -> None:
    paths = {"thick": [(0.0, -12.0, 0.0), (0.0, 12.0, 0.0)], "thin": [(0.6, -11.3, 0.0), (0.6, 11.3, 0.0)]}
    runs = [
        Vessel(name, tuple(WayPoint(each, 0.5 if name == "thick" else 0.3) for each in path))
        for name, path in paths.items()
    ]
    graph = joined(runs, 1.6).graph
    leap = leaps(graph, np.ones(graph.node_count, bool))[0]
    middle = leap.nodes[leap.fading.argmax()]
    sides = np.array([start[middle, [0, 2]] for start in leap.starts(graph.xyz)])
    assert np.linalg.norm(sides, axis=1) == pytest.approx(0.86, abs=1e-6)
    assert sides[0, 0] < -0.8 and sides[1, 1] == pytest.approx(-sides[2, 1])


def test_a_leap_fades_along_the_vessel_and_what_is_farther_stays() -> None:
    graph = _crossing(0.3)
    (leap,) = leaps(graph, np.ones(graph.node_count, bool))
    way = np.linalg.norm(next(leap.starts(graph.xyz)) - graph.xyz, axis=1)
    height = np.abs(graph.xyz[:, 2])
    thin = graph.nodes_of("thin")
    order = np.argsort(height[thin], kind="stable")
    assert (np.diff(way[thin][order]) < 1e-9).all() and way[thin].max() > 1.0
    assert (way[thin & (height > 10.0)] == 0.0).all() and (way[~thin] == 0.0).all()


def test_what_may_not_move_stays_and_the_other_goes() -> None:
    graph = _crossing(0.3)
    (leap,) = leaps(graph, graph.nodes_of("thick"))
    assert set(leap.nodes) <= set(np.flatnonzero(graph.nodes_of("thick")))
    assert not leaps(graph, np.zeros(graph.node_count, bool))


def test_vessels_that_are_clear_of_each_other_make_no_leap() -> None:
    graph = _crossing(0.85)
    assert not leaps(graph, np.ones(graph.node_count, bool))
