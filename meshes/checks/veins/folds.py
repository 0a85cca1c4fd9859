"""Claims on bends: no vein folds on itself, and none is kinked."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.network.bends import Bends, Passages
from meshes.network.graph import Mask, VesselGraph

TIGHTEST = 1.0
"""Largest radius of a vein in radii of its bend: on a tighter one its wall is folded on the inside."""

_THREAD_MM = 0.25
"""Radius below which a vein is a thread, which narrow places press veins to: its bends are not looked at."""

SHARPEST_DEG = 90.0
"""Largest turn of a vein over its own width, two radii before and after: sharper it would look kinked."""

_AHEAD, _SLIM_MM = 2.0, 0.45
"""Those radii, and the least radius, mm, of the veins that are looked at: on a slimmer one they are less than
the distance of two nodes.
"""


def _folds(built: Built) -> Measurement | None:
    """By structure its radius at its tightest bend, in radii of that bend."""
    graph = built.graph
    if not graph.edge_count:
        return None
    bends = Bends.of(graph)
    kept = ~_is_joint(graph)[bends.node] & (bends.radius >= _THREAD_MM)
    tightest = np.zeros(len(graph.ids))
    np.maximum.at(tightest, bends.structure[kept], 1.0 / np.maximum(bends.share[kept], 1e-6))
    return at_most(dict(zip(graph.ids, tightest.tolist(), strict=True)), TIGHTEST)


def turns_deg(graph: VesselGraph) -> dict[str, float]:
    """The sharpest turn of each structure of a graph between forks, degrees, over its width before and after.

    Slim veins are not looked at, nor where nothing but ends of two veins meet.
    """
    turns = Passages(graph).turns(graph.xyz, graph.radius, _AHEAD)
    kept = ~_is_joint(graph)[turns.node] & (turns.radius >= _SLIM_MM)
    sharpest = np.zeros(len(graph.ids))
    np.maximum.at(sharpest, turns.structure[kept], np.degrees(turns.turn[kept]))
    return dict(zip(graph.ids, sharpest.tolist(), strict=True))


def _kinks(built: Built) -> Measurement | None:
    if not built.graph.edge_count:
        return None
    return at_most(turns_deg(built.graph), SHARPEST_DEG)


def _is_joint(graph: VesselGraph) -> Mask:
    """Nodes at which nothing but the ends of two veins meet, as where the rest of one is not built.

    Parts of one vein, whose ids differ in their level alone, run on.
    """
    flat, owner = graph.edges.ravel(), np.repeat(graph.structure, 2)
    order = np.argsort(flat, kind="stable")
    count = np.bincount(flat, minlength=graph.node_count)
    start = (np.cumsum(count) - count)[count == 2]
    one, other = owner[order[start]], owner[order[start + 1]]
    veins = [".".join(word for word in name.split(".") if word not in LEVELS) for name in graph.ids]
    number = np.unique(veins, return_inverse=True)[1]
    out = np.zeros(graph.node_count, bool)
    out[count == 2] = number[one] != number[other]
    return out


CLAIMS = (
    Claim(
        "drainage.folds",
        "No vein wider than half a millimetre folds on itself, bending more tightly than it is wide",
        "1",
        TIGHTEST,
        (),
        _folds,
    ),
    Claim(
        "drainage.kinks",
        "Between forks no vein wider than 0.9 mm turns by more than a right angle over its own width",
        "deg",
        SHARPEST_DEG,
        (),
        _kinks,
    ),
)
