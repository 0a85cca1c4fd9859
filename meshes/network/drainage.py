"""Each vessel's length, calibre and neighbours, told apart by which lie nearer to where blood leaves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.network.graph import Mask, VesselGraph
from meshes.network.morphometry import edge_length
from meshes.network.route import distances


@dataclass(frozen=True)
class Vessel:
    """One structure of a graph among its neighbours.

    Parameters
    ----------
    length_mm : float
        Of all its branches together.
    calibre_mm : (float, float)
        Least and largest diameter of its nodes.
    upstream, downstream : tuple of str
        Structures that share a node with it, the widest junction first; downstream are those whose way to
        the outlets is shorter on average.

    Notes
    -----
    Nearness is a matter of the tree of veins, not of flow: where veins have no valves, blood may turn.
    """

    length_mm: float
    calibre_mm: tuple[float, float]
    upstream: tuple[str, ...]
    downstream: tuple[str, ...]


def vessels(graph: VesselGraph, outlets: Mask) -> dict[str, Vessel]:
    """Every structure of a graph by id; `outlets` (N,) marks the nodes where blood leaves."""
    length, away = edge_length(graph), distances(graph, outlets)
    nodes = [np.unique(graph.edges[graph.structure == index]) for index in range(len(graph.ids))]
    mean = np.array([float(away[each].mean()) if len(each) else np.inf for each in nodes])
    joined = _junctions(graph)
    out = {}
    for index, name in enumerate(graph.ids):
        if not len(nodes[index]):
            continue
        wide = 2.0 * graph.radius[nodes[index]]
        near = [other for _, other in sorted((-width, other) for other, width in joined[index].items())]
        down = [other for other in near if mean[other] < mean[index]]
        out[name] = Vessel(
            float(length[graph.structure == index].sum()),
            (float(wide.min()), float(wide.max())),
            tuple(graph.ids[other] for other in near if other not in down),
            tuple(graph.ids[other] for other in down),
        )
    return out


def _junctions(graph: VesselGraph) -> list[dict[int, float]]:
    """For each structure the others it meets, with the radius of the widest node they share."""
    at: dict[int, set[int]] = {}
    for pair, owner in zip(graph.edges.tolist(), graph.structure.tolist(), strict=True):
        for node in pair:
            at.setdefault(node, set()).add(owner)
    joined: list[dict[int, float]] = [{} for _ in graph.ids]
    for node, owners in at.items():
        radius = float(graph.radius[node])
        for one in owners:
            for other in owners - {one}:
                joined[one][other] = max(radius, joined[one].get(other, 0.0))
    return joined
