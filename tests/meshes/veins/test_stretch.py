"""A column cut into stretches has the veins of the uncut one."""

import numpy as np
import pytest

from meshes.anatomy.levels import VEIN_LEVELS
from meshes.anatomy.measures import load_measures
from meshes.assembly import Assembly
from meshes.network.graph import VesselGraph
from meshes.recipe import Recipe
from meshes.veins.assemble import FAMILIES, is_of_plexus, piece
from meshes.veins.stretch import Piece, Stretch, grafted, stretches
from meshes.veins.surroundings.ground import Ground

LEVELS = ("T4", "T5", "T6", "T7", "T8", "T9")


def test_each_level_belongs_to_one_stretch_and_has_its_neighbours_round_it():
    parts = stretches(VEIN_LEVELS)
    assert len(parts) == 2
    assert sum((part.own for part in parts), ()) == VEIN_LEVELS
    for part in parts:
        first, last = (VEIN_LEVELS.index(part.own[end]) for end in (0, -1))
        assert part.drawn == VEIN_LEVELS[max(first - 2, 0) : last + 3]


def test_a_short_column_is_not_cut():
    assert stretches(LEVELS) == (Stretch(LEVELS, LEVELS),)
    assert stretches(()) == (Stretch((), ()),)


@pytest.fixture(scope="module")
def uncut_and_cut(assembly):
    ground, measures = Ground.of(assembly.ground(("T3", *LEVELS, "T10"))), load_measures()
    parts = Stretch(LEVELS, LEVELS), Stretch(LEVELS[:3], LEVELS[:5]), Stretch(LEVELS[3:], LEVELS[1:])
    whole, upper, lower = (piece(part, assembly.column, ground, 1, measures) for part in parts)
    return whole.graph, grafted([upper, lower])


def test_no_vein_lies_elsewhere_for_the_cut(uncut_and_cut):
    whole, cut = uncut_and_cut
    assert {*cut.ids} == {*whole.ids}
    for name in whole.ids:
        here, there = cut.of(name), whole.of(name)
        order = [np.lexsort(graph.xyz.round(4).T) for graph in (here, there)]
        assert here.xyz[order[0]] == pytest.approx(there.xyz[order[1]], abs=1e-3)
        assert here.radius[order[0]] == pytest.approx(there.radius[order[1]], abs=1e-3)


def test_the_stretches_are_joined_where_the_column_was_cut(uncut_and_cut):
    whole, cut = uncut_and_cut
    assert (cut.node_count, cut.edge_count) == (whole.node_count, whole.edge_count)
    across = [
        name
        for name in cut.ids
        if ".T6" in name and (cut.nodes_of(name) & cut.nodes_of(name.replace("T6", "T7"))).any()
    ]
    assert {name.split(".")[1] for name in across} == {"internal", "external"}


def line(names, first, border):
    """Two edges of a structure each."""
    xyz = np.array([[0.0, 0.0, float(first + n)] for n in range(len(names) + 1)])
    pairs = [(n, n + 1) for n in range(len(names))]
    return Piece(VesselGraph(xyz, np.ones(len(xyz)), pairs, np.arange(len(names)), names), border)


def test_pieces_share_the_nodes_they_name_alike_and_the_first_says_where_they_are():
    upper, lower = line(("a", "b"), 0, {"cut": 2}), line(("c", "d"), 5, {"cut": 0, "elsewhere": 2})
    graph = grafted([upper, lower])
    assert graph.ids == ("a", "b", "c", "d")
    assert graph.xyz[:, 2].tolist() == [0.0, 1.0, 2.0, 6.0, 7.0]
    assert graph.edges.tolist() == [[0, 1], [1, 2], [2, 3], [3, 4]]


def test_what_drains_the_plexuses_leaves_them_as_they_are():
    small = Assembly(Recipe(levels=("L1", "L2", "L3")))
    plexus, whole = small.plexus(), small.graph()
    assert {name for name in whole.ids if is_of_plexus(name)} == {*plexus.ids} != {*whole.ids}
    part = whole.of(*FAMILIES)
    for name in ("xyz", "radius", "edges", "structure"):
        assert getattr(part, name).tobytes() == getattr(plexus, name).tobytes(), name
