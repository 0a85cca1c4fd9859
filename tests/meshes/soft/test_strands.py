"""Strands of the roots run side by side in the sac, from the cord outwards, and fat makes room for roots."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_cord import spinal_cord
from meshes.column.canal.spinal_nerves import NERVES
from meshes.column.frame import column_frame
from meshes.geometry.median_line import MedianLine
from meshes.sdf.oval_tube import OvalTube
from meshes.soft.bundle import Bundle
from meshes.soft.nerve_roots import Root
from meshes.soft.root_beds import RootBeds
from meshes.soft.strands import strand

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


def test_a_ray_meets_a_root_at_its_wall_and_its_image_on_the_other_side() -> None:
    root = Root(np.array([[5.0, 0.0, 30.0], [9.0, 0.0, 30.0], [13.0, 0.0, 30.0]]), np.full(3, 1.0))
    beds = RootBeds(STRAIGHT, [root])
    met = beds.first_met(np.array([20.0, 30.0, 30.9]), np.array([0.0, np.pi / 2, np.pi]))
    assert met[1] == pytest.approx([5.0 - 1.12, np.inf, 5.0 - 1.12], abs=0.02)
    assert np.isinf(met[0]).all() and 4.0 < met[2, 0] < 5.0
    s, angle = beds.finer(np.linspace(20.0, 40.0, 11), np.linspace(0.0, 2 * np.pi, 16, endpoint=False), 12.0)
    assert len(s) > 11 and set(np.round(np.diff(s), 6)) == {1.0, 2.0}
    assert np.allclose(np.sort(np.cos(angle)), np.sort(-np.cos(angle))) and len(angle) > 16


def test_no_bed_is_made_where_no_root_runs() -> None:
    beds = RootBeds(STRAIGHT, [])
    s, angle = np.linspace(20.0, 40.0, 11), np.linspace(0.0, 2 * np.pi, 16, endpoint=False)
    assert beds.finer(s, angle, 12.0)[0] == pytest.approx(s)
    assert np.isinf(beds.first_met(s, angle)).all()
