"""How the end of a structure's vessel reaches into the vessels of its neighbours."""

from __future__ import annotations

import numpy as np

from meshes.network.graph import Floats, VesselGraph
from meshes.surface.tube_line import TubeLine
from meshes.surface.tube_paths import TubePath

_STRAIGHT_ON = 0.8
"""Least cosine between two vessels that meet end to end rather than as stem and branch."""
_FLARE = 0.45
"""Widening of a branch where it leaves the wall of a stem, in its own radii."""
_WIDEST_FLARE_MM = 0.8
_MUCH_WIDER, _INSIDE = 1.8, 0.9
"""From how much wider a stem its branch is cut off within it, and how far inside its wall, in own radii."""


def line_of(part: VesselGraph, path: TubePath, around: VesselGraph | None) -> TubeLine:
    """The centreline of one tube of `part`, its free ends fitted to the edges `around` that meet them.

    An end that meets a neighbour end to end runs on a little inside it, a shade thinner; an end that opens
    into the side of a neighbour widens as it comes to its wall.
    """
    nodes = list(path.nodes) + ([path.nodes[0]] if path.closed else [])
    line = TubeLine(part.xyz[nodes], part.radius[nodes], path.closed)
    if path.closed or around is None:
        return line
    points, radii = line.points, line.radii
    for end in (0, -1):
        points, radii = _fitted(points[:: 1 if end else -1], radii[:: 1 if end else -1], around)
        points, radii = points[:: 1 if end else -1], radii[:: 1 if end else -1]
    return TubeLine(points, radii)


def _fitted(points: Floats, radii: Floats, around: VesselGraph) -> tuple[Floats, Floats]:
    """Fit the last end of a line."""
    node = np.flatnonzero((around.xyz == points[-1]).all(axis=1))
    if not len(node):
        return points, radii
    out = points[-1] - points[max(len(points) - 4, 0)]
    out = out / max(float(np.linalg.norm(out)), 1e-9)
    run = _onward(around, int(node[0]), out)
    if run is not None:
        return np.concatenate([points, run[0]]), np.concatenate([radii, run[1]])
    stem = float(around.radius[node[0]])
    gap = np.linalg.norm(points - points[-1], axis=1) - stem
    # The shared node has the stem's radius; the branch's own is that a few nodes before.
    own = float(radii[-4:].min())
    near = np.clip(1.0 - gap / (1.6 * own), 0.0, 1.0) ** 2
    mouth = np.minimum(radii, own) + min(_FLARE * own, _WIDEST_FLARE_MM) * near
    fitted = np.maximum(radii, np.minimum(mouth, 0.85 * stem))
    fitted[-1] = min(fitted[-1], 0.85 * stem)
    if stem < _MUCH_WIDER * own:
        return points, fitted
    # In a wide stem the rest of the branch would be seen through its wall: end a little inside it.
    kept = np.flatnonzero(gap > -_INSIDE * own)
    last = max(int(kept[-1]) + 1 if len(kept) else 0, 2)
    return points[:last], np.minimum(fitted[:last], mouth[:last].max())


def _onward(around: VesselGraph, node: int, out: Floats) -> tuple[Floats, Floats] | None:
    """The next node of the neighbour that runs straight on, and a radius a shade below its own; or None."""
    rows = np.flatnonzero((around.edges == node).any(axis=1))
    others = around.edges[rows].sum(axis=1) - node
    rays = around.xyz[others] - around.xyz[node]
    rays = rays / np.maximum(np.linalg.norm(rays, axis=1, keepdims=True), 1e-9)
    best = int((rays @ out).argmax())
    if rays[best] @ out < _STRAIGHT_ON:
        return None
    return around.xyz[others[best]][None], 0.92 * around.radius[others[best]][None]
