"""Graphs written and read back."""

import json
from pathlib import Path

import numpy as np
import pytest

from meshes.network.builder import Vessel, WayPoint, joined
from meshes.network.files import from_json, from_swc, read_graph, to_json, to_swc, write_graph
from meshes.network.graph import GraphFault, VesselGraph
from meshes.network.morphometry import cycle_count, length_by_structure


def _net() -> VesselGraph:
    start, end = WayPoint((0, 0, 0), 1.0, "start"), WayPoint((1 / 3, 0.1, 20), 1.4, "end")
    return joined(
        [
            Vessel("vein.a", (start, WayPoint((6, 0, 10), 0.6), end)),
            Vessel("vein.b", (start, WayPoint((-6, 0, 10), 0.6), end)),
            Vessel("vein.c", (WayPoint((40, 0, 0), 1.0), WayPoint((45, 1, 1), 0.5))),
        ]
    ).graph


def _told(graph: VesselGraph) -> set[tuple[object, ...]]:
    """Each edge by what it joins, whatever its nodes are numbered."""
    return {
        (graph.ids[owner], *sorted((*graph.xyz[node].tolist(), float(graph.radius[node])) for node in pair))
        for pair, owner in zip(graph.edges.tolist(), graph.structure, strict=True)
    }


def test_json_comes_back_bit_for_bit() -> None:
    graph = _net()
    again = from_json(to_json(graph))
    assert again.ids == graph.ids
    for name in ("xyz", "radius", "edges", "structure"):
        assert (getattr(again, name) == getattr(graph, name)).all()


def test_json_has_the_public_shape() -> None:
    tree = json.loads(to_json(_net()))
    assert (tree["frame"], tree["unit"]) == ("LPS", "mm")
    assert len(tree["nodes"]["xyz"]) == len(tree["nodes"]["radius"])
    assert len(tree["edges"]["nodes"]) == len(tree["edges"]["structure"])
    assert set(tree["edges"]["structure"]) == {"vein.a", "vein.b", "vein.c"}


def test_swc_brings_back_the_cycles_too() -> None:
    graph = _net()
    again = from_swc(to_swc(graph))
    assert cycle_count(graph) == cycle_count(again) == 1
    assert length_by_structure(again) == pytest.approx(length_by_structure(graph))
    assert _told(again) == _told(graph)


def test_swc_keeps_the_owner_of_each_edge_that_closes_a_cycle() -> None:
    start, end = WayPoint((0, 0, 0), 1.0, "start"), WayPoint((0, 0, 20), 1.4, "end")
    ways = [(f"vein.{x}", (start, WayPoint((x, 0, 10), 0.6), end)) for x in (2, 5, 8)]
    graph = joined([Vessel(name, path) for name, path in ways]).graph
    assert cycle_count(graph) == 2
    assert _told(from_swc(to_swc(graph))) == _told(graph)


@pytest.mark.parametrize(("word", "other"), [('"LPS"', '"RAS"'), ('"mm"', '"m"')])
def test_another_frame_or_unit_is_refused_and_named(word: str, other: str) -> None:
    with pytest.raises(GraphFault, match=other.strip('"')):
        from_json(to_json(_net()).replace(word, other))


def test_swc_names_parents_before_children() -> None:
    rows = [line.split() for line in to_swc(_net()).splitlines() if not line.startswith("#")]
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    assert all(int(row[6]) < int(row[0]) for row in rows)
    assert sum(row[6] == "-1" for row in rows) == 2


@pytest.mark.parametrize("ending", ["json", "swc"])
def test_files_are_replaced_whole(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"graph.{ending}"
    path.write_text("old")
    write_graph(_net(), path)
    assert _told(read_graph(path)) == _told(_net())
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="json"):
        write_graph(_net(), tmp_path / "graph.xml")


@pytest.mark.parametrize("text", ["", "{}", '{"frame": "RAS", "unit": "mm"}', "[1, 2]"])
def test_other_texts_are_no_graph(text: str) -> None:
    with pytest.raises(GraphFault):
        from_json(text)


def test_a_broken_swc_line_is_no_graph() -> None:
    with pytest.raises(GraphFault):
        from_swc("1 16 0 0 0 1.0 -1\n2 16 0 0 1 1.0 9\n")
    assert np.size(from_swc("1 0 0 0 0 1.0 -1\n").edges) == 0
