"""The value every vessel lives in."""

import numpy as np
import pytest

from meshes.network.graph import GraphFault, VesselGraph, empty_graph


def _fork() -> VesselGraph:
    xyz = [[0, 0, 0], [0, 0, 5], [3, 0, 9], [-3, 0, 9]]
    return VesselGraph(
        np.array(xyz, float),
        np.array([2.0, 2.0, 1.0, 0.5]),
        np.array([[0, 1], [1, 2], [1, 3]]),
        np.array([0, 1, 2]),
        ("vein.trunk", "vein.limb.left", "vein.limb.right"),
    )


def test_arrays_cannot_be_changed_from_outside() -> None:
    with pytest.raises(ValueError, match="read-only"):
        _fork().xyz[0, 0] = 1.0


def test_a_prefix_names_all_structures_under_it_but_not_those_that_only_begin_alike() -> None:
    graph = _fork()
    assert graph.edges_of("vein.limb").tolist() == [False, True, True]
    assert not graph.edges_of("vein.lim").any()


def test_a_part_keeps_only_its_nodes_and_ids() -> None:
    part = _fork().of("vein.limb.right")
    assert part.ids == ("vein.limb.right",)
    assert part.xyz.tolist() == [[0, 0, 5], [-3, 0, 9]]
    assert part.radius.tolist() == [2.0, 0.5]


def test_neighbouring_structures_share_the_node_where_they_join() -> None:
    graph = _fork()
    shared = graph.nodes_of("vein.trunk") & graph.nodes_of("vein.limb")
    assert np.flatnonzero(shared).tolist() == [1]


def test_the_edges_at_nodes_are_those_that_end_there() -> None:
    graph = _fork()
    assert sorted(graph.edges_at(np.array([1]))) == [0, 1, 2]
    assert sorted(graph.edges_at(np.array([0, 3]))) == [0, 2]
    assert sorted(graph.edges_at(np.array([1, 2]))) == [0, 1, 1, 2]
    assert len(graph.edges_at(np.zeros(0, int))) == 0


def test_a_graph_is_not_changed_by_being_asked() -> None:
    """Another thread may be copying it to another process."""
    graph = _fork()
    before = dict(vars(graph))
    graph.edges_at(np.array([1]))
    assert vars(graph).keys() == before.keys()


def test_moving_keeps_everything_but_the_places() -> None:
    graph = _fork()
    moved = graph.moved(graph.xyz + 1.0)
    assert (moved.xyz == graph.xyz + 1.0).all()
    assert (moved.edges == graph.edges).all() and moved.ids == graph.ids


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"radius": [1.0, 1.0]}, "radii"),
        ({"radius": [1.0, 1.0, 0.0, 1.0]}, "positive"),
        ({"edges": [[0, 1], [1, 2], [1, 7]]}, "not there"),
        ({"edges": [[0, 1], [1, 2], [3, 3]]}, "itself"),
        ({"structure": [0, 1]}, "owners"),
        ({"structure": [0, 1, 3]}, "not there"),
        ({"ids": ("a", "b", "a")}, "twice"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(change: dict[str, object], word: str) -> None:
    graph = _fork()
    whole = {name: getattr(graph, name) for name in ("xyz", "radius", "edges", "structure", "ids")}
    with pytest.raises(GraphFault, match=word):
        VesselGraph(**(whole | change))


def test_an_empty_graph_has_nothing_to_name() -> None:
    assert empty_graph().node_count == 0
    assert empty_graph().edges_of("vein").shape == (0,)
