"""The claim on vessels that are joined nearby: there alone walls may lie in each other, and only so deep."""

from __future__ import annotations

import numpy as np

from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.network.graph import VesselGraph
from meshes.network.neighbourhood import Neighbourhood

PLEXUSES = ("vein.internal", "vein.external", "vein.basivertebral")
RADII = 5.0
"""Edges for each mm of two radii within which a fork is one lumen: two arms part as acutely as that."""
DEEPEST = 1.0
"""How deep one of two joined vessels may lie in the other beyond that, in radii of the thinner: its line
stays outside the wall of the other."""


def joint_depth(graph: VesselGraph) -> dict[str, float]:
    """How deep each structure lies in vessels it is joined to nearby, beyond the fork, by id.

    `drainage.clear` asks only about vessels more than eight edges apart along their lines. What is nearer has
    a reason to touch: the arms of a fork share their wall until they have parted. So far that is anatomy; a
    vessel whose line runs in the wall of its neighbour is not. Asked of the plexuses alone: what drains them
    is hung on them at any angle, and runs beside what it opens into. In radii of the thinner of the two.
    """
    graph = graph.of(*PLEXUSES)
    pairs = Neighbourhood.of(graph, radii=RADII).strangers(graph.xyz, graph.radius)
    size = graph.radius[pairs]
    depth = size.sum(axis=1) - np.linalg.norm(graph.xyz[pairs[:, 0]] - graph.xyz[pairs[:, 1]], axis=1)
    share = np.zeros(graph.node_count)
    for column in (0, 1):
        np.maximum.at(share, pairs[:, column], depth / size.min(axis=1))
    out = np.zeros(len(graph.ids))
    np.maximum.at(out, graph.structure, share[graph.edges].max(axis=1))
    return dict(zip(graph.ids, out.tolist(), strict=True))


def _joints(built: Built) -> Measurement | None:
    return at_most(joint_depth(built.graph), DEEPEST)


CLAIMS = (
    Claim(
        "drainage.joints",
        "In the plexuses no vessel runs on in the wall of another beyond the fork (depth by thinner radius)",
        "1",
        DEEPEST,
        ("retia",),
        _joints,
    ),
)
