"""Claim on vessels that run through others: by the pieces of their lines, not by their nodes alone."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import BUILT_LEVELS
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.network.crossing import crossings
from meshes.network.graph import Mask, VesselGraph
from meshes.network.morphometry import degree

DEPTH_MM = 0.05
"""How deep walls may run into each other: well below the steps that skins are made in."""


_CUT_EDGES = 4
"""Edges from where a part of the column ends within which two vessels may be joined beyond it."""


def depths_mm(graph: VesselGraph, cut: Mask | None = None) -> dict[str, float]:
    """How deep each structure runs at most into vessels that it does not join near there, by id.

    Pairs of edges that are both marked in `cut`, (E,), are left out.
    """
    found = crossings(graph)
    if cut is not None:
        found = found.among(np.asarray(~cut[found.edges].all(axis=1)))
    out = np.zeros(len(graph.ids))
    for side in (0, 1):
        np.maximum.at(out, graph.structure[found.edges[:, side]], found.lack_mm)
    return dict(zip(graph.ids, out.tolist(), strict=True))


def _through(built: Built) -> Measurement | None:
    if not built.graph.edge_count:
        return None
    is_whole = set(BUILT_LEVELS) <= set(built.column.levels)
    return at_most(depths_mm(built.graph, None if is_whole else _near_ends(built.graph)), DEPTH_MM)


def _near_ends(graph: VesselGraph) -> Mask:
    """The edges close to the free end of a vessel."""
    return graph.touching(graph.around(degree(graph) == 1, _CUT_EDGES))


CLAIMS = (
    Claim(
        "drainage.through",
        "Lines of two vessels keep apart by the sum of their radii wherever these do not join near there",
        "mm",
        DEPTH_MM,
        ("gray-1918",),
        _through,
    ),
)
