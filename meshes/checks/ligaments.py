"""Claims on veins and ligaments: the external plexuses lie on them and beside them, never in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.network.graph import VesselGraph
from meshes.surface.nearness import Nearness

ENTERED_MM = 0.3
"""How deep the wall of an external vein may press into a ligament: what fat and loose tissue give way."""

_REACH_MM = 3.0


def entered_mm(graph: VesselGraph, ligaments: Sequence[Nearness]) -> dict[str, float]:
    """How deep the wall of each structure of a graph lies in some ligaments, at most, by id, mm."""
    depth = np.zeros(graph.node_count)
    for each in ligaments:
        depth = np.maximum(depth, graph.radius - each.within(graph.xyz, _REACH_MM))
    out = np.zeros(len(graph.ids))
    np.maximum.at(out, graph.structure, depth[graph.edges].max(axis=1))
    return dict(zip(graph.ids, out.tolist(), strict=True))


def _external(built: Built) -> Measurement | None:
    graph = built.graph.of("vein.external")
    if not graph.edge_count or not built.solid_ligaments:
        return None
    return at_most(entered_mm(graph, built.solid_ligaments), ENTERED_MM)


CLAIMS = (
    Claim(
        "ligaments.external",
        "External veins lie on the anterior longitudinal ligament and beside those of the spines, in neither",
        "mm",
        ENTERED_MM,
        ("retia",),
        _external,
    ),
)
