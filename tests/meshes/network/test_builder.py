"""Vessels drawn through way-points and joined by name."""

from itertools import pairwise

import numpy as np
import pytest

from meshes.network.builder import Vessel, WayPoint, joined
from meshes.network.morphometry import component_count, cycle_count, edge_length


def _loop() -> list[Vessel]:
    start, end = WayPoint((0, 0, 0), 1.0, "start"), WayPoint((0, 0, 20), 1.4, "end")
    left = Vessel("vein.left", (start, WayPoint((6, 0, 10), 0.6), end), "wall")
    right = Vessel("vein.right", (start, WayPoint((-6, 0, 10), 0.6, "half-way"), end), "loose")
    return [left, right]


def test_vessels_that_name_the_same_ends_close_a_loop() -> None:
    graph = joined(_loop()).graph
    assert component_count(graph) == 1
    assert cycle_count(graph) == 1
    assert graph.ids == ("vein.left", "vein.right")


def test_a_junction_lies_at_the_mean_of_its_way_points_with_the_largest_radius() -> None:
    vessels = [
        Vessel("a", (WayPoint((0, 0, 0), 1.0), WayPoint((10, 0, 0), 0.5, "meet"))),
        Vessel("b", (WayPoint((20, 0, 0), 1.0), WayPoint((12, 0, 0), 0.8, "meet"))),
    ]
    drawn = joined(vessels)
    node = drawn.junctions["meet"]
    assert drawn.graph.xyz[node].tolist() == [11.0, 0.0, 0.0]
    assert drawn.graph.radius[node] == 0.8


def test_way_points_with_a_name_become_nodes_and_others_lie_on_the_curve() -> None:
    drawn = joined(_loop(), step_mm=0.5)
    graph = drawn.graph
    assert graph.xyz[drawn.junctions["half-way"]].tolist() == [-6.0, 0.0, 10.0]
    assert np.linalg.norm(graph.xyz - (6.0, 0.0, 10.0), axis=1).min() < 0.3


def test_nodes_stand_about_a_step_apart() -> None:
    length = edge_length(joined(_loop(), step_mm=1.0).graph)
    assert length.min() > 0.75 and length.max() < 1.25


def test_radii_run_from_way_point_to_way_point() -> None:
    graph = joined(_loop()).graph
    assert graph.radius.min() == pytest.approx(0.6, abs=0.05)
    assert graph.radius.max() == 1.4


def test_each_node_remembers_its_room() -> None:
    drawn = joined(_loop())
    left = drawn.graph.nodes_of("vein.left") & ~drawn.graph.nodes_of("vein.right")
    assert {drawn.rooms[index] for index in drawn.room[left]} == {"wall"}
    assert drawn.rooms[drawn.room[drawn.junctions["start"]]] == "wall"
    assert drawn.rooms[drawn.room[drawn.junctions["half-way"]]] == "loose"


def test_a_single_way_point_is_no_vessel() -> None:
    with pytest.raises(ValueError, match="way-points"):
        joined([Vessel("a", (WayPoint((0, 0, 0), 1.0),))])


def test_nothing_drawn_is_an_empty_graph() -> None:
    assert joined([]).graph.edge_count == 0


def test_steps_between_two_stops_are_even_and_as_long_as_wished():
    path = [(0.0, 0.0, 0.0), (7.0, 1.0, 0.0), (9.0, 6.0, 2.0), (9.4, 6.2, 2.0), (20.0, 6.0, 2.0)]
    names = ["start", None, "middle", "near", "end"]
    ways = tuple(WayPoint(point, 1.0, name) for point, name in zip(path, names, strict=True))
    made = joined([Vessel("a", ways), Vessel("b", ways[::-1])], 1.0)
    at = [made.junctions[name] for name in ("start", "middle", "near", "end")]
    length = edge_length(made.graph)
    first = made.graph.edges[made.graph.edges_of("a")].tolist()
    nodes = [first[0][0], *(b for _, b in first)]
    places = [nodes.index(each) for each in at]
    assert places == sorted(places)
    for begin, end in pairwise(places):
        steps = length[: len(first)][begin:end]
        assert len(steps) >= 2
        assert steps == pytest.approx(steps.mean(), rel=0.03)
        assert 0.75 < steps.mean() < 1.3 or len(steps) == 2
    other = made.graph.edges[made.graph.edges_of("b")].tolist()
    back = [other[0][0], *(b for _, b in other)][::-1]
    assert made.graph.xyz[back] == pytest.approx(made.graph.xyz[nodes], abs=0.05)
