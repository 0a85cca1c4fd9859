"""Strands of the roots run side by side in the sac, from the cord outwards, and fat makes room for roots."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_cord import spinal_cord
from meshes.column.canal.spinal_nerves import CAUDAL, NERVES
from meshes.column.frame import column_frame
from meshes.geometry.median_line import MedianLine
from meshes.sdf.oval_tube import OvalTube
from meshes.soft.bundle import Bundle
from meshes.soft.cauda import cauda_equina, filum
from meshes.soft.fat_net import FatNet, fat_net, snapped
from meshes.soft.nerve_roots import Root
from meshes.soft.root_beds import RootBeds
from meshes.soft.strands import STRAND_CORNERS, strand

STRAIGHT = MedianLine(np.array([[0.0, 60.0], [0.0, 30.0], [0.0, 0.0]]))


def _round_tube(radius: float, start: float, end: float) -> OvalTube:
    s = np.linspace(start, end, 30)
    same = np.full(30, radius)
    return OvalTube(STRAIGHT, s, same, same, np.zeros(30), np.zeros(30))


@pytest.fixture
def bundle() -> Bundle:
    s = np.arange(10.0, 50.0, 2.0)
    runs = np.ones((len(s), 3), bool)
    bore, core = _round_tube(6.0, 0.0, 60.0), _round_tube(3.0, 0.0, 60.0)
    return Bundle(s, np.array([0.5, 0.5, 0.4]), runs, bore, core, (0.3, 0.1, 0.1), (60.0, 0.5))


def test_strands_that_wish_for_one_place_come_to_lie_side_by_side(bundle: Bundle) -> None:
    wish = np.zeros((len(bundle.s), 3, 2)) + (4.5, 0.0)
    wish += np.array([0.0, 0.05, -0.05])[:, None]
    places = bundle.settled(wish)[4:-2]
    for a, b in combinations(range(3), 2):
        gap = np.linalg.norm(places[:, a] - places[:, b], axis=1) - bundle.radius[a] - bundle.radius[b]
        assert gap.min() > 0.05
    far = np.linalg.norm(places, axis=2)
    assert (far - bundle.radius > 3.0).all() and (far + bundle.radius < 6.0).all()


def test_the_room_of_a_strand_ends_at_the_wall_the_core_the_midline_and_the_next_one(bundle: Bundle) -> None:
    at = [(5.2, 0.0), (0.4, 4.5), (4.4, 0.6)]
    room = bundle.room(np.broadcast_to(np.array(at), (len(bundle.s), 3, 2)))[5]
    apart = np.hypot(0.8, 0.6) - 0.1
    assert room == pytest.approx([min(0.5, apart * 0.5 / 0.9), 0.35, apart * 0.4 / 0.9], abs=0.02)


@pytest.mark.parametrize("scale", [1.0, 1.1])
def test_no_strand_lies_in_another_in_the_cord_or_in_the_wall(scale: float) -> None:
    column = column_frame(None, {"scale": scale} if scale != 1.0 else {})
    sac, cord = dural_sac(column), spinal_cord(column)
    strands = {name: strand(name, column) for name in NERVES}
    for name, each in strands.items():
        assert cord.distance(each.path[:1])[0] < 0.1 + each.radius[0], name
        assert (cord.distance(each.path) - each.radius).min() > -0.1, name
        assert (-sac.distance(each.path) - each.radius).min() > 0.35 * scale, name
    for one, other in combinations(NERVES, 2):
        a, b = strands[one], strands[other]
        far = np.linalg.norm(a.path[:, None] - b.path, axis=2) - a.radius[:, None] - b.radius
        assert far.min() > 0.0, (one, other)


def test_a_strand_that_leaves_later_runs_further_behind() -> None:
    column = column_frame()
    line = dural_sac(column).line
    s = 312.0
    behind = []
    for name in ("T9", "T10", "T11"):
        told = line.coordinates(strand(name, column).path)
        assert told[0, 1] < s < told[-1, 1]
        behind.append(np.interp(s, told[:, 1], told[:, 2]))
    assert np.all(np.diff(behind) > 0.3)


def _net() -> FatNet:
    return fat_net(_round_tube(3.0, 5.0, 59.0), (20.0, 40.0), 2.0, 16)


def _straight_root(x: float, low: float, high: float) -> Root:
    return Root(np.array([[x, 0.0, low], [x, 0.0, (low + high) / 2.0], [x, 0.0, high]]), np.full(3, 1.0))


def test_a_ray_meets_a_root_a_gap_before_its_wall_and_leaves_it_as_far_beyond() -> None:
    net, ahead = _net(), 8
    _, met = RootBeds(net, [_straight_root(6.0, 25.0, 35.0)], 1.0).met(net, np.full(net.left.shape, 20.0))
    row = int(np.abs(net.s - 30.0).argmin())
    assert 4.5 < met.entry[row, ahead] < 5.0 - 0.17 and 7.17 < met.leave[row, ahead] < 7.5
    assert np.isinf(met.entry[row, [0, -1]]).all() and np.isinf(met.entry[0]).all()


def test_spokes_are_moved_to_where_a_root_begins_and_ends() -> None:
    net = _net()
    beds = RootBeds(net, [_straight_root(6.0, 25.0, 35.0)], 1.0)
    rows, angles = beds.edges(net)
    moved = snapped(net, rows, angles)
    row = int(np.abs(net.s - 30.0).argmin())
    own = angles[rows == row]
    assert len(own) == 2 and np.isin(own, moved.left[row]).all() and not np.isin(own, net.left[row]).any()
    _, met = beds.met(moved, np.full(net.left.shape, 20.0))
    seen = moved.left[row][met.is_met[row]]
    assert own.min() < seen.min() and seen.max() < own.max()


def test_the_root_that_leaves_next_is_in_the_second_layer_and_the_others_in_the_first() -> None:
    net = _net()
    beds = RootBeds(net, [_straight_root(8.0, 30.0, 45.0), _straight_root(4.5, 15.0, 45.0)], 1.0)
    first, second = beds.met(net, np.full(net.left.shape, 20.0))
    above, below = (int(np.abs(net.s - each).argmin()) for each in (25.0, 38.0))
    assert second.entry[above, 8] > 6.0 and first.entry[above, 8] < 4.0
    assert np.isinf(first.entry[below, 8]) and second.entry[below, 8] < 4.0


def test_no_bed_is_made_where_no_root_runs() -> None:
    net = _net()
    beds = RootBeds(net, [], 1.0)
    assert len(beds.edges(net)[0]) == 0
    assert not any(each.is_met.any() for each in beds.met(net, np.full(net.left.shape, 20.0)))


def test_the_shade_of_a_cut_end_of_cauda_and_filum_reaches_no_further_than_a_ring_close_to_it() -> None:
    """Pieces of two levels meet there: a long last ring would look like a gap between them."""
    column = column_frame()
    course = canal_course(column)
    low, high = course.span("L3")
    for mesh, strands in ((filum("L3", column), 1), (cauda_equina("L3", column), 2 * _running("L3"))):
        s = course.line.coordinates(mesh.points)[:, 1]
        least = strands * (2 * STRAND_CORNERS + 1)
        assert (s < low + 0.6).sum() >= least and (s > high - 0.6).sum() >= least


def _running(level: str) -> int:
    """How many strands of a side run through a level from end to end."""
    column = column_frame()
    course = canal_course(column)
    low, high = course.span(level)
    ends = [course.line.coordinates(strand(name, column).path)[[0, -1], 1] for name in CAUDAL]
    return sum(first < low and last > high for first, last in ends)
