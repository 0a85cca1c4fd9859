"""A long column's veins in stretches, each drawn and settled by itself, and how they are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from meshes.network.builder import Joined
from meshes.network.graph import Ints, Mask, VesselGraph

_OVERLAP = 2
"""Levels beyond its own that a stretch is drawn with. Settling passes a change on from node to node, once a
round: what is not drawn beyond these does not reach the stretch's own veins."""
_LEAST = 5 * _OVERLAP
"""Levels from which on two stretches are less work for each of two processes than the whole is for one."""


@dataclass(frozen=True)
class Stretch:
    """Some neighbouring levels.

    Parameters
    ----------
    own : tuple of str
        Levels whose veins it gives.
    drawn : tuple of str
        These and the neighbours that they are drawn and settled among.
    """

    own: tuple[str, ...]
    drawn: tuple[str, ...]


def stretches(levels: Sequence[str]) -> tuple[Stretch, ...]:
    """Two stretches of a long column, one of a short one; every level is one stretch's own.

    Wherever the work is done the column is cut alike, so that the veins are the same.
    """
    whole = tuple(levels)
    if len(whole) < _LEAST:
        return (Stretch(whole, whole),)
    cut = len(whole) // 2
    return (
        Stretch(whole[:cut], whole[: cut + _OVERLAP]),
        Stretch(whole[cut:], whole[cut - _OVERLAP :]),
    )


@dataclass(frozen=True, eq=False)
class Piece:
    """The veins of one stretch.

    Parameters
    ----------
    graph : VesselGraph
        They alone.
    border : mapping of str to int
        Nodes that veins of another stretch share, by the names of their junctions.
    """

    graph: VesselGraph
    border: Mapping[str, int]


def cut_out(drawn: Joined, settled: VesselGraph, kept: Mask) -> Piece:
    """The piece made of some edges (E,) of a settled drawing."""
    nodes = np.unique(settled.edges[kept])
    shared = np.intersect1d(nodes, settled.edges[~kept])
    names = {node: name for name, node in drawn.junctions.items()}
    places = np.searchsorted(nodes, shared)
    border = {names[node]: place for node, place in zip(shared.tolist(), places.tolist(), strict=True)}
    return Piece(settled.restricted(kept), border)


def grafted(pieces: Sequence[Piece]) -> VesselGraph:
    """The pieces as one graph, joined where they name the same junction; the first piece says where it is."""
    known: dict[str, int] = {}
    numbers: list[Ints] = []
    news: list[Mask] = []
    count = 0
    for piece in pieces:
        number = np.full(piece.graph.node_count, -1, np.intp)
        for name, node in piece.border.items():
            number[node] = known.get(name, -1)
        new = number < 0
        number[new] = count + np.arange(new.sum())
        count += int(new.sum())
        known |= {name: int(number[node]) for name, node in piece.border.items()}
        numbers.append(number)
        news.append(new)
    graphs = [piece.graph for piece in pieces]
    ids = tuple(name for graph in graphs for name in graph.ids)
    begins = np.cumsum([0, *(len(graph.ids) for graph in graphs)])
    return VesselGraph(
        np.concatenate([graph.xyz[new] for graph, new in zip(graphs, news, strict=True)]),
        np.concatenate([graph.radius[new] for graph, new in zip(graphs, news, strict=True)]),
        np.concatenate([number[graph.edges] for graph, number in zip(graphs, numbers, strict=True)]),
        np.concatenate([graph.structure + begin for graph, begin in zip(graphs, begins[:-1], strict=True)]),
        ids,
    )
