"""Trees that span a vessel graph."""

from __future__ import annotations

import numpy as np

from meshes.network.graph import Ints, VesselGraph


def rooted(graph: VesselGraph) -> tuple[Ints, Ints, Ints, Ints]:
    """A forest that spans the graph, parents before children.

    Returns
    -------
    order, parent, owner, closing : int arrays
        Nodes in order; each node's parent or -1; the structure index of the edge to the parent or -1; the
        edges that are not in the forest, each of which closes a cycle.
    """
    touching: list[list[int]] = [[] for _ in range(graph.node_count)]
    for number, (a, b) in enumerate(graph.edges.tolist()):
        touching[a].append(number)
        touching[b].append(number)
    parent = np.full(graph.node_count, -1, np.int32)
    owner = np.full(graph.node_count, -1, np.int32)
    seen = np.zeros(graph.node_count, bool)
    used = np.zeros(graph.edge_count, bool)
    order: list[int] = []
    for root in range(graph.node_count):
        if seen[root]:
            continue
        seen[root] = True
        stack = [root]
        while stack:
            node = stack.pop()
            order.append(node)
            for number in touching[node]:
                other = int(graph.edges[number].sum()) - node
                if not seen[other]:
                    seen[other] = used[number] = True
                    parent[other], owner[other] = node, graph.structure[number]
                    stack.append(other)
    return np.array(order, np.int32), parent, owner, np.flatnonzero(~used).astype(np.int32)
