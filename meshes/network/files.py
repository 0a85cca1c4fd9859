"""Vessel graphs as JSON and SWC text, read back exactly as written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from meshes.network.graph import GraphFault, Ints, VesselGraph
from meshes.network.spanning import rooted
from meshes.replacing import write_text

_FIRST_TYPE = 16  # SWC keeps the low numbers for parts of nerve cells


def to_json(graph: VesselGraph, structures: Mapping[str, Mapping[str, object]] | None = None) -> str:
    """The graph in the public JSON shape: LPS, mm, nodes and edges; numbers keep every digit.

    `structures` is what else is to be told of each structure, by id; readers may leave it out.
    """
    more = {"structures": structures} if structures else {}
    return json.dumps(
        {
            "frame": "LPS",
            "unit": "mm",
            "nodes": {"xyz": graph.xyz.tolist(), "radius": graph.radius.tolist()},
            "edges": {
                "nodes": graph.edges.tolist(),
                "structure": [graph.ids[index] for index in graph.structure],
            },
            **more,
        }
    )


def from_json(text: str) -> VesselGraph:
    """The graph in a JSON text.

    Raises
    ------
    GraphFault
        If the text is not such a graph, or its frame or unit is another.
    """
    try:
        tree = json.loads(text)
        if tree["frame"] != "LPS" or tree["unit"] != "mm":
            raise GraphFault(f"a graph in LPS and mm is wanted, not {tree['frame']} and {tree['unit']}")
        names = tree["edges"]["structure"]
        ids = tuple(dict.fromkeys(names))
        number = {name: index for index, name in enumerate(ids)}
        return VesselGraph(
            tree["nodes"]["xyz"],
            tree["nodes"]["radius"],
            tree["edges"]["nodes"],
            np.array([number[name] for name in names], np.int32),
            ids,
        )
    except (KeyError, TypeError, json.JSONDecodeError) as fault:
        raise GraphFault(f"not a vessel graph: {fault}") from fault


def to_swc(graph: VesselGraph) -> str:
    """The graph as SWC: a forest that spans it, one line a node.

    SWC knows only trees, so the edges that close cycles stand in comment lines (`# edge a b type`) which
    other readers skip; the type of a line is that of the edge to its parent, named in `# structure` lines.
    """
    order, parent, owner, closing = rooted(graph)
    place = np.empty(graph.node_count, np.int64)
    place[order] = np.arange(1, graph.node_count + 1)
    lines = ["# vessel graph, frame LPS, unit mm"]
    lines += [f"# structure {index + _FIRST_TYPE} {name}" for index, name in enumerate(graph.ids)]
    for node in order.tolist():
        x, y, z = graph.xyz[node].tolist()
        kind = owner[node] + _FIRST_TYPE if parent[node] >= 0 else 0
        above = place[parent[node]] if parent[node] >= 0 else -1
        lines.append(f"{place[node]} {kind} {x!r} {y!r} {z!r} {float(graph.radius[node])!r} {above}")
    for edge in closing.tolist():
        a, b = place[graph.edges[edge]]
        lines.append(f"# edge {a} {b} {graph.structure[edge] + _FIRST_TYPE}")
    return "\n".join(lines) + "\n"


def from_swc(text: str) -> VesselGraph:
    """The graph in an SWC text, cycles included when `to_swc` wrote it; nodes in the order of the lines.

    Raises
    ------
    GraphFault
        If a line cannot be read or names a parent that is not there.
    """
    names: dict[int, str] = {}
    nodes: list[tuple[float, ...]] = []
    edges: list[tuple[int, int, int]] = []
    number: dict[int, int] = {}
    try:
        for words in (line.split() for line in text.splitlines()):
            if words[:2] == ["#", "structure"]:
                names[int(words[2])] = words[3]
            elif words[:2] == ["#", "edge"]:
                edges.append((number[int(words[2])], number[int(words[3])], int(words[4])))
            elif words and not words[0].startswith("#"):
                number[int(words[0])] = len(nodes)
                nodes.append(tuple(float(word) for word in words[2:6]))
                if int(words[6]) >= 0:
                    edges.append((number[int(words[6])], number[int(words[0])], int(words[1])))
    except (ValueError, KeyError, IndexError) as fault:
        raise GraphFault(f"not a vessel graph in SWC: {fault}") from fault
    return _from_rows(nodes, edges, names)


def write_graph(
    graph: VesselGraph, path: Path, structures: Mapping[str, Mapping[str, object]] | None = None
) -> None:
    """Write the graph as the ending of `path` says, `.json` or `.swc`; interrupted, the old file stays.

    `structures` goes into JSON alone; see `to_json`.

    Raises
    ------
    ValueError
        If the ending is another.
    """
    if path.suffix not in (".json", ".swc"):
        raise ValueError(f"a graph is written as .json or .swc, not {path.suffix or 'without an ending'}")
    text = to_json(graph, structures) if path.suffix == ".json" else to_swc(graph)
    write_text(path, text)


def read_graph(path: Path) -> VesselGraph:
    """The graph in a `.json` or `.swc` file."""
    text = path.read_text(encoding="utf-8")
    return from_swc(text) if path.suffix == ".swc" else from_json(text)


def _from_rows(
    nodes: list[tuple[float, ...]], edges: list[tuple[int, int, int]], names: dict[int, str]
) -> VesselGraph:
    table = np.array(nodes, float).reshape(-1, 4)
    rows: Ints = np.array(edges, np.int32).reshape(-1, 3)
    kinds = sorted({*names, *rows[:, 2].tolist()})
    ids = tuple(names.get(kind, f"type-{kind}") for kind in kinds)
    return VesselGraph(table[:, :3], table[:, 3], rows[:, :2], np.searchsorted(kinds, rows[:, 2]), ids)
