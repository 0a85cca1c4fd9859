"""How tightly vessels bend, against circles and corners one can reckon by hand."""

from itertools import pairwise

import numpy as np
import pytest

from meshes.network.bends import Bends, Passages
from meshes.network.graph import VesselGraph

STEP_MM = 0.25


def _line(*corners: tuple[float, float], radius: float = 1.0) -> VesselGraph:
    """A vessel in a plane through corners, with a node every step."""
    ends = np.array(corners, float)
    runs = [
        a + (b - a) * np.linspace(0.0, 1.0, round(np.linalg.norm(b - a) / STEP_MM), endpoint=False)[:, None]
        for a, b in pairwise(ends)
    ]
    flat = np.concatenate([*runs, ends[-1:]])
    number = np.arange(len(flat))
    edges = np.stack([number[:-1], number[1:]], axis=1)
    xyz = np.concatenate([flat, np.zeros((len(flat), 1))], axis=1)
    return VesselGraph(xyz, np.full(len(flat), radius), edges, np.zeros(len(edges), int), ("line",))


def _with_branch(graph: VesselGraph, at: int, out: tuple[float, float], name: str) -> VesselGraph:
    """With a vessel of four edges that leaves a node straight."""
    count = graph.node_count
    more = graph.xyz[at] + np.arange(1, 5)[:, None] * STEP_MM * np.array([*out, 0.0])
    new = np.stack([[at, *range(count, count + 3)], range(count, count + 4)], axis=1)
    ids = graph.ids if name in graph.ids else (*graph.ids, name)
    return VesselGraph(
        np.concatenate([graph.xyz, more]),
        np.concatenate([graph.radius, np.full(4, graph.radius[0])]),
        np.concatenate([graph.edges, new]),
        np.concatenate([graph.structure, np.full(4, ids.index(name))]),
        ids,
    )


@pytest.mark.parametrize("radius", [0.3, 1.0, 3.0])
def test_a_circle_bends_by_its_own_radius_everywhere(radius: float) -> None:
    turn = 2 * np.pi * np.arange(120) / 120
    xyz = 6.0 * np.stack([np.cos(turn), np.sin(turn), 0 * turn], axis=1)
    edges = np.stack([np.arange(120), np.roll(np.arange(120), -1)], axis=1)
    ring = VesselGraph(xyz, np.full(120, radius), edges, np.zeros(120, int), ("ring",))
    bends = Bends.of(ring)
    assert sorted(bends.node.tolist()) == list(range(120))
    assert bends.share * radius == pytest.approx(6.0, rel=0.02)  # chords lie within


def test_a_straight_vessel_does_not_bend_and_its_ends_are_not_asked() -> None:
    bends = Bends.of(_line((0, 0), (6, 0)))
    assert bends.share.min() > 1e3
    assert bends.node.min() == round(1.0 / STEP_MM)


@pytest.mark.parametrize(("turn_deg", "share"), [(30.0, 1.93), (60.0, 1.0), (90.0, 0.71)])
def test_a_corner_is_seen_over_a_diameter(turn_deg: float, share: float) -> None:
    turn = np.radians(turn_deg)
    bends = Bends.of(_line((-5, 0), (0, 0), (5 * np.cos(turn), 5 * np.sin(turn))))
    assert bends.share.min() == pytest.approx(share, abs=0.01)
    assert bends.node[bends.share.argmin()] == round(5 / STEP_MM)


def test_a_vein_that_goes_back_on_itself_is_as_tight_as_can_be() -> None:
    assert Bends.of(_line((0, 0), (5, 0), (0, 0))).share.min() == 0.0


def test_a_thick_vessel_folds_where_a_thin_one_turns() -> None:
    corners = ((-8, 0), (0, 0), (1.5, 1.5), (1.5, 10))
    assert Bends.of(_line(*corners, radius=0.5)).share.min() > 1.0
    assert Bends.of(_line(*corners, radius=3.0)).share.min() < 1.0


def test_a_tributary_neither_hides_nor_makes_a_bend() -> None:
    corner, at = _line((-5, 0), (0, 0), (0, 5)), round(5 / STEP_MM)
    bends = Bends.of(_with_branch(corner, at, (1.0, 0.0), "other"))
    assert bends.share.min() == pytest.approx(0.71, abs=0.01)
    bends = Bends.of(_with_branch(_line((-5, 0), (5, 0)), at, (0.0, 1.0), "other"))
    assert bends.share.min() > 1e3


def test_of_a_fork_the_two_that_run_on_straightest_are_one_vessel() -> None:
    fork = _with_branch(_line((-5, 0), (5, 0)), round(5 / STEP_MM), (0.6, 0.8), "line")
    assert Bends.of(fork).share.min() > 1e3


@pytest.mark.parametrize("turn_deg", [30.0, 90.0, 120.0])
def test_a_corner_turns_by_its_angle_over_the_width_of_the_vessel(turn_deg: float) -> None:
    turn = np.radians(turn_deg)
    line = _line((0, 0), (10, 0), (10 + 10 * float(np.cos(turn)), 10 * float(np.sin(turn))))
    node, structure, radius, turns, middle = Passages(line).turns(line.xyz, line.radius, 2.0)
    assert np.degrees(turns.max()) == pytest.approx(turn_deg, abs=0.5)
    assert line.xyz[node[turns.argmax()]] == pytest.approx([10.0, 0.0, 0.0])
    assert (structure == 0).all() and radius == pytest.approx(1.0)
    inwards = middle[turns.argmax()] - [10.0, 0.0, 0.0]
    assert inwards == pytest.approx([np.cos(turn) - 1.0, np.sin(turn), 0.0], abs=0.02)
    sharp = Passages(line).sharper(line.xyz, line.radius, 2.0, 0.9 * turn)
    assert np.linalg.norm(line.xyz[Passages(line).node[sharp]] - [10.0, 0.0, 0.0], axis=1).max() < 2.0
    assert not len(Passages(line).sharper(line.xyz, line.radius, 2.0, 1.1 * turn))


def test_turns_are_told_between_forks_alone() -> None:
    line = _with_branch(_line((0, 0), (10, 0), (10, 10)), round(10 / STEP_MM), (1.0, 0.0), "branch")
    node, *_ = Passages(line).turns(line.xyz, line.radius, 2.0)
    assert np.linalg.norm(line.xyz[node] - [10.0, 0.0, 0.0], axis=1).min() >= 2.0 - 1e-9
