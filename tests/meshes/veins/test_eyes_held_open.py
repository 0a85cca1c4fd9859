"""Eyes of the internal plexus are held open, and channels that stay in each other's walls are left out."""

from __future__ import annotations

import numpy as np

from meshes.network.eyes import eyes
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import component_count, cycle_count
from meshes.veins.rest.apart import lacking
from meshes.veins.rest.closed_eyes import is_open, without_closed
from meshes.veins.rest.spreading import Across

COLUMN, OTHER = "vein.internal.anterior.T7.left", "vein.intervertebral.T7.left"


def _rails(wide: float, radius: float, is_branched: bool = False) -> VesselGraph:
    """A straight channel 20 mm high, and one beside it that leaves and rejoins it; perhaps with a branch."""
    main = [(0.0, 0.0, float(z)) for z in range(21)]
    beside = [(wide, 0.0, float(z)) for z in range(3, 18)]
    xyz = np.array([*main, *beside, (wide + 2.0, 0.0, 10.0)])
    edges = [(n, n + 1) for n in range(20)] + [(n, n + 1) for n in range(21, 35)] + [(2, 21), (35, 18)]
    owner = [0] * len(edges)
    if is_branched:
        edges, owner = [*edges, (28, 36)], [*owner, 1]
    ids = (COLUMN, OTHER)
    size = np.full(len(xyz), radius)
    size[21:36] *= 0.8
    return VesselGraph(xyz, size, np.array(edges), np.array(owner), ids)


def test_vessels_across_an_eye_are_wanted_apart_and_at_its_forks_they_may_meet() -> None:
    graph = _rails(2.0, 0.6)
    across = Across.of(graph, graph.edges_of("vein.internal"))
    gap = dict(
        zip(map(tuple, np.sort(across.pairs, axis=1).tolist()), across.apart_mm(graph.radius), strict=True)
    )
    assert gap[10, 28] > 0.3
    assert gap[2, 22] < 0.0
    assert (np.diff([gap[2 + n, 20 + n] for n in range(2, 8)]) > -1e-9).all()


def test_a_narrow_eye_lacks_room_and_a_wide_one_does_not() -> None:
    for wide, lacks in ((0.8, True), (6.0, False)):
        graph = _rails(wide, 0.6)
        across = Across.of(graph, graph.edges_of("vein.internal"))
        lack = lacking(graph.xyz, graph.radius, across.pairs, across.apart_mm(graph.radius))
        assert bool((lack > 0.01).any()) is lacks


def test_a_channel_in_the_wall_of_another_is_left_out_and_the_wider_stays() -> None:
    graph = _rails(0.9, 0.6)
    left = without_closed(graph, "vein.internal", graph.radius)
    assert cycle_count(graph.of(COLUMN)) == 1
    assert cycle_count(left.of(COLUMN)) == 0
    assert np.ptp(left.of(COLUMN).xyz[:, 2]) == 20.0
    assert (left.of(COLUMN).xyz[:, 0] == 0.0).all()


def test_an_open_eye_stays() -> None:
    graph = _rails(2.0, 0.6)
    assert all(map(is_open, eyes(graph, 45.0, 0.3)))
    assert without_closed(graph, "vein.internal", graph.radius) is graph


def test_a_channel_from_which_another_vein_branches_is_not_left_out() -> None:
    graph = _rails(0.9, 0.6, is_branched=True)
    left = without_closed(graph, "vein.internal", graph.radius)
    assert component_count(left.of(COLUMN, OTHER)) == 1
    assert left.nodes_of(OTHER)[28]
    assert left.nodes_of(COLUMN)[28]
