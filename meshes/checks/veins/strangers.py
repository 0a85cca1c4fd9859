"""The claim that vessels which are not joined nearby do not run through each other."""

from __future__ import annotations

import numpy as np

from meshes.checks.built import Built
from meshes.checks.claim import Measurement, at_most
from meshes.checks.veins.drainage_claim import GRAY, drainage_claim
from meshes.network.graph import VesselGraph
from meshes.network.neighbourhood import Neighbourhood

OVERLAP_MM = 0.01
"""How deep two vessels that are not joined may run into each other: what rounding leaves."""


def overlaps_mm(graph: VesselGraph) -> dict[str, float]:
    """How deep each structure runs into vessels it is not joined to nearby, at most, by id.

    Joined nearby are thin vessels eight edges apart along their lines, and wide ones farther; how deep these
    may lie in each other is the claim of `joints`.
    """
    pairs = Neighbourhood.of(graph).strangers(graph.xyz, graph.radius)
    depth = graph.radius[pairs].sum(axis=1)
    depth -= np.linalg.norm(graph.xyz[pairs[:, 0]] - graph.xyz[pairs[:, 1]], axis=1)
    worst = np.zeros(graph.node_count)
    for column in (0, 1):
        np.maximum.at(worst, pairs[:, column], depth)
    by_edge = worst[graph.edges].max(axis=1)
    out = np.zeros(len(graph.ids))
    np.maximum.at(out, graph.structure, by_edge)
    return dict(zip(graph.ids, out.tolist(), strict=True))


def _clear(built: Built) -> Measurement | None:
    return at_most(overlaps_mm(built.graph), OVERLAP_MM) if built.graph.edge_count else None


CLAIMS = (
    drainage_claim(
        "clear",
        "No vessel runs through another it is not joined to",
        GRAY,
        _clear,
        OVERLAP_MM,
        "mm",
    ),
)
