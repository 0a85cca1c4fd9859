"""The one value every vessel lives in: nodes with a position and a radius, edges with a structure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.signedinteger[Any]]
Mask = NDArray[np.bool_]


class GraphFault(ValueError):
    """A vessel graph whose arrays do not fit each other."""


@dataclass(frozen=True, eq=False)
class VesselGraph:
    """An undirected graph of vessel centrelines.

    Parameters
    ----------
    xyz : (N, 3) float
        Node positions, mm.
    radius : (N,) float
        Lumen radius at each node, mm, positive.
    edges : (E, 2) int
        Node pairs; no self-loops.
    structure : (E,) int
        Index into `ids` of the structure that owns each edge.
    ids : tuple of str
        Structure ids, each once.

    Raises
    ------
    GraphFault
        If shapes, indices or radii are not as described.
    """

    xyz: Floats
    radius: Floats
    edges: Ints
    structure: Ints
    ids: tuple[str, ...]

    def __post_init__(self) -> None:
        for name, dtype, shape in (
            ("xyz", np.float64, (-1, 3)),
            ("radius", np.float64, (-1,)),
            ("edges", np.int32, (-1, 2)),
            ("structure", np.int32, (-1,)),
        ):
            array = np.array(getattr(self, name), dtype=dtype).reshape(shape)
            array.setflags(write=False)
            object.__setattr__(self, name, array)
        object.__setattr__(self, "ids", tuple(self.ids))
        _require_sound(self)

    @property
    def node_count(self) -> int:
        """Number of nodes."""
        return len(self.xyz)

    @property
    def edge_count(self) -> int:
        """Number of edges."""
        return len(self.edges)

    def edges_of(self, *names: str) -> Mask:
        """Mark the edges of structures whose id is one of `names` or starts with one of them and a dot."""
        under = tuple(f"{each}." for each in names)
        wanted = np.array([each in names or each.startswith(under) for each in self.ids], dtype=bool)
        marked: Mask = wanted[self.structure] if self.ids else np.zeros(0, dtype=bool)
        return marked

    def nodes_of(self, *names: str) -> Mask:
        """Mark the nodes that an edge of those structures touches."""
        return self.touched(self.edges_of(*names))

    def touched(self, edges: Mask) -> Mask:
        """Mark the nodes that a marked edge touches."""
        mask = np.zeros(self.node_count, dtype=bool)
        mask[self.edges[edges].ravel()] = True
        return mask

    def touching(self, nodes: Mask) -> Mask:
        """Mark the edges that touch a marked node."""
        return np.asarray(nodes[self.edges].any(axis=1))

    def around(self, nodes: Mask, hops: int) -> Mask:
        """Mark the marked nodes and those up to so many edges from them."""
        near = np.array(nodes)
        for _ in range(hops):
            near[self.edges[self.touching(near)]] = True
        return near

    def edges_at(self, nodes: Ints) -> Ints:
        """The edges that touch some nodes, those between two of them twice."""
        starts, edges = _touching(self)
        first, many = starts[nodes], np.diff(starts)[nodes]
        ends = np.cumsum(many)
        return edges[np.repeat(first - ends + many, many) + np.arange(many.sum())]

    def restricted(self, edges: Mask) -> VesselGraph:
        """Keep the marked edges, the nodes they touch and the ids they name."""
        kept = self.edges[edges]
        nodes, pairs = np.unique(kept, return_inverse=True)
        used, structure = np.unique(self.structure[edges], return_inverse=True)
        return VesselGraph(
            self.xyz[nodes],
            self.radius[nodes],
            pairs.reshape(-1, 2),
            structure,
            tuple(self.ids[index] for index in used),
        )

    def of(self, *names: str) -> VesselGraph:
        """The part of the graph that belongs to the named structures (ids or id prefixes)."""
        return self.restricted(self.edges_of(*names))

    def moved(self, xyz: Floats) -> VesselGraph:
        """The same graph with its nodes elsewhere."""
        return VesselGraph(xyz, self.radius, self.edges, self.structure, self.ids)

    def with_radius(self, radius: Floats) -> VesselGraph:
        """The same graph with other calibres."""
        return VesselGraph(self.xyz, radius, self.edges, self.structure, self.ids)


def empty_graph() -> VesselGraph:
    """A graph without nodes."""
    none = np.zeros(0, np.int32)
    return VesselGraph(np.zeros((0, 3)), np.zeros(0), none.reshape(0, 2), none, ())


def _require_sound(graph: VesselGraph) -> None:
    if len(graph.radius) != graph.node_count:
        raise GraphFault(f"{graph.node_count} nodes but {len(graph.radius)} radii")
    if len(graph.structure) != graph.edge_count:
        raise GraphFault(f"{graph.edge_count} edges but {len(graph.structure)} owners")
    if len(set(graph.ids)) != len(graph.ids):
        raise GraphFault("a structure id is listed twice")
    if not (np.isfinite(graph.xyz).all() and np.isfinite(graph.radius).all() and (graph.radius > 0).all()):
        raise GraphFault("positions must be finite and radii positive")
    if graph.edge_count:
        _require_indices(graph)


def _require_indices(graph: VesselGraph) -> None:
    if graph.edges.min() < 0 or graph.edges.max() >= graph.node_count:
        raise GraphFault("an edge names a node that is not there")
    if (graph.edges[:, 0] == graph.edges[:, 1]).any():
        raise GraphFault("an edge joins a node to itself")
    if graph.structure.min() < 0 or graph.structure.max() >= len(graph.ids):
        raise GraphFault("an edge names a structure that is not there")


# Not a property that the graph keeps: it may just be on its way to another process.
@lru_cache(maxsize=2)
def _touching(graph: VesselGraph) -> tuple[Ints, Ints]:
    """All edges in the order of their nodes, and where those of each node begin there."""
    flat = graph.edges.ravel()
    order = flat.argsort(kind="stable")
    return np.searchsorted(flat[order], np.arange(graph.node_count + 1)), order // 2
