"""Programs that are not ours open the files: networkx the JSON, a plain reader of neurons the SWC."""

import json
from collections.abc import Iterator
from pathlib import Path

import networkx
import numpy as np
import pytest

from meshes.network.files import read_graph, write_graph
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import component_count, cycle_count, total_length


@pytest.fixture
def net() -> VesselGraph:
    """A mesh of two structures, and a vessel by itself."""
    xyz = np.array([[0, 0, 0], [3, 0, 0], [3, 4, 0], [0, 4, 0], [9, 9, 9], [9, 9, 11.5]], float)
    edges = [[0, 1], [1, 2], [2, 3], [3, 0], [4, 5]]
    return VesselGraph(xyz, [1, 1.5, 1, 0.5, 2, 2], edges, [0, 0, 1, 1, 1], ("vein.a.left", "vein.b"))


def test_networkx_reads_the_json(net: VesselGraph, tmp_path: Path) -> None:
    write_graph(net, tmp_path / "net.json", {"vein.b": {"valves": {"state": "valveless"}}})
    told = json.loads((tmp_path / "net.json").read_text())
    read = networkx.Graph()
    for number, (place, radius) in enumerate(zip(told["nodes"]["xyz"], told["nodes"]["radius"], strict=True)):
        read.add_node(number, xyz=place, radius=radius)
    for (a, b), name in zip(told["edges"]["nodes"], told["edges"]["structure"], strict=True):
        read.add_edge(a, b, structure=name, length=float(np.linalg.norm(net.xyz[a] - net.xyz[b])))
    assert networkx.number_connected_components(read) == component_count(net) == 2
    assert len(networkx.cycle_basis(read)) == cycle_count(net) == 1
    assert read.size(weight="length") == pytest.approx(total_length(net))
    assert told["structures"]["vein.b"]["valves"]["state"] == "valveless"
    assert networkx.shortest_path(read, 0, 2, weight="length") in ([0, 1, 2], [0, 3, 2])


def _rows(text: str) -> Iterator[tuple[int, int, float, float, float, float, int]]:
    """What any reader of SWC does: seven numbers a line, the rest is comment; parents come first."""
    known = {-1}
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        number, kind, x, y, z, radius, parent = line.split()
        assert int(parent) in known
        known.add(int(number))
        yield int(number), int(kind), float(x), float(y), float(z), float(radius), int(parent)


def test_a_reader_of_neurons_reads_the_swc(net: VesselGraph, tmp_path: Path) -> None:
    write_graph(net, tmp_path / "net.swc")
    rows = list(_rows((tmp_path / "net.swc").read_text()))
    assert [row[0] for row in rows] == list(range(1, net.node_count + 1))
    assert sum(row[6] == -1 for row in rows) == component_count(net)
    assert sorted(row[5] for row in rows) == sorted(net.radius.tolist())
    place = {row[0]: np.array(row[2:5]) for row in rows}
    length = sum(float(np.linalg.norm(place[row[0]] - place[row[6]])) for row in rows if row[6] > 0)
    assert total_length(net) - 4.0 <= length < total_length(net)  # without the edge that closes the mesh


@pytest.mark.parametrize("ending", ["json", "swc"])
def test_what_was_written_is_read_back(net: VesselGraph, tmp_path: Path, ending: str) -> None:
    write_graph(net, tmp_path / f"net.{ending}")
    back = read_graph(tmp_path / f"net.{ending}")
    assert total_length(back) == pytest.approx(total_length(net))
    assert {(name, back.edges_of(name).sum()) for name in back.ids} == {
        (name, net.edges_of(name).sum()) for name in net.ids
    }
