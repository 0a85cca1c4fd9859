"""The claim on the veins of the pelvis holds on the whole column and finds every link that is cut."""

from dataclasses import replace

import numpy as np
import pytest

from meshes.checks.built import Built
from meshes.checks.claim import Measurement
from meshes.checks.claims import CLAIMS
from meshes.checks.veins import pelvis
from meshes.network.graph import VesselGraph

PAIRS = [(one.format(side="left"), other.format(side="left")) for one, other in pelvis.LINKS]


def _tried(build: Built) -> Measurement:
    measurement = CLAIMS["pelvis.linked"].measure(build)
    assert measurement is not None
    return measurement


def _parted(graph: VesselGraph, one: str, other: str) -> VesselGraph:
    """The graph with the nodes that two structures share doubled, so that the first has its own."""
    shared = np.flatnonzero(graph.nodes_of(one) & graph.nodes_of(other))
    twin = np.arange(graph.node_count)
    twin[shared] = graph.node_count + np.arange(len(shared))
    edges = np.where(graph.edges_of(one)[:, None], twin[graph.edges], graph.edges)
    xyz, radius = (np.concatenate([each, each[shared]]) for each in (graph.xyz, graph.radius))
    return VesselGraph(xyz, radius, edges, graph.structure, graph.ids)


def test_all_veins_of_the_pelvis_are_linked(drained: Built) -> None:
    assert _tried(drained).passed


@pytest.mark.parametrize("pair", PAIRS)
def test_a_link_that_is_cut_is_found(drained: Built, pair: tuple[str, str]) -> None:
    found = _tried(replace(drained, graph=_parted(drained.graph, *pair)))
    assert not found.passed and pair[0] in found.culprits


@pytest.mark.parametrize("name", sorted({one for one, _ in PAIRS}))
def test_a_vein_that_is_taken_away_is_found(drained: Built, name: str) -> None:
    graph = drained.graph.restricted(~drained.graph.edges_of(name))
    assert name in _tried(replace(drained, graph=graph)).culprits


def test_a_build_without_pelvis_is_not_asked(drained: Built) -> None:
    few = replace(drained.column, levels=("L3", "L4", "L5"))
    assert CLAIMS["pelvis.linked"].measure(replace(drained, column=few)) is None
