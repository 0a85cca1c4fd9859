"""Each vessel's length, calibre and neighbours, told apart by where blood goes."""

from __future__ import annotations

from collections.abc import Mapping
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
    upstream, downstream, beside : tuple of str
        Structures that share a node with it, the widest junction first: those it takes blood from, those it
        drains to, and those it communicates with both ways.
    """

    length_mm: float
    calibre_mm: tuple[float, float]
    upstream: tuple[str, ...]
    downstream: tuple[str, ...]
    beside: tuple[str, ...] = ()


def vessels(graph: VesselGraph, outlets: Mask, order: Mapping[str, int], both_ways: int) -> dict[str, Vessel]:
    """Every structure of a graph by id.

    Parameters
    ----------
    graph : VesselGraph
        All veins.
    outlets : (N,) bool
        Nodes where blood leaves.
    order : mapping of str to int
        By structure id; blood goes to the higher number. Between equal numbers it goes to the structure whose
        way to the outlets is shorter on average.
    both_ways : int
        The number whose structures communicate among themselves both ways.

    Notes
    -----
    An arrangement, not a flow: where veins have no valves, blood may turn.
    """
    length, away = edge_length(graph), distances(graph, outlets)
    nodes = [np.unique(graph.edges[graph.structure == index]) for index in range(len(graph.ids))]
    place = [
        (order[name], float(away[each].mean()) if len(each) else np.inf)
        for name, each in zip(graph.ids, nodes, strict=True)
    ]
    out = {}
    for index, joined in enumerate(_junctions(graph)):
        near = [other for _, other in sorted((-width, other) for other, width in joined.items())]
        beside = [other for other in near if place[other][0] == place[index][0] == both_ways]
        directed = [other for other in near if other not in beside]
        wide = 2.0 * graph.radius[nodes[index]]
        if len(wide):
            out[graph.ids[index]] = Vessel(
                float(length[graph.structure == index].sum()),
                (float(wide.min()), float(wide.max())),
                tuple(graph.ids[other] for other in directed if not _is_below(place[other], place[index])),
                tuple(graph.ids[other] for other in directed if _is_below(place[other], place[index])),
                tuple(graph.ids[other] for other in beside),
            )
    return out


def _is_below(other: tuple[int, float], here: tuple[int, float]) -> bool:
    return other[0] > here[0] or (other[0] == here[0] and other[1] < here[1])


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
