"""Channels of a net that have no room to pass each other join where they cross."""

import numpy as np

from meshes.checks.veins.through import DEPTH_MM, depths_mm
from meshes.network.builder import Vessel, WayPoint, joined
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import component_count, cycle_count, degree
from meshes.veins.rest.meeting import meeting


def _net() -> VesselGraph:
    """A main channel along z with two side channels, of 0.25 and of 0.4 mm, that cross beside it."""
    ends = {z: WayPoint((0.0, 0.0, z), 0.6, f"at-{z:.0f}") for z in (-6.0, 0.0, 6.0, 12.0, 24.0, 30.0)}
    thin = [WayPoint((0.0, 5.0, 3.0), 0.25), WayPoint((0.0, 5.0, 9.0), 0.25)]
    thick = [WayPoint((0.0, 5.1, 8.0), 0.4), WayPoint((0.0, 5.0, 15.0), 0.4)]
    runs = [
        Vessel("net.a", tuple(ends.values())),
        Vessel("net.b", (ends[0.0], *thin, ends[12.0])),
        Vessel("net.c", (ends[6.0], *thick, ends[24.0])),
    ]
    return joined(runs).graph


def _deepest(graph: VesselGraph) -> float:
    return max(depths_mm(graph).values())


def test_two_that_cross_join_there_and_the_net_has_a_mesh_more() -> None:
    before = _net()
    after = meeting(before, "net")
    assert _deepest(before) > 0.4 and _deepest(after) <= DEPTH_MM
    used = after.of("net")
    assert component_count(used) == 1 and cycle_count(used) > cycle_count(before)
    assert (degree(after) == 4).any() and not (degree(before) == 4).any()
    moved = np.linalg.norm(after.xyz - before.xyz, axis=1)
    assert 0.0 < moved.max() < 1.0, "nothing but the place where they meet is moved"
    assert (moved > 0.0).sum() <= 2


def test_what_crosses_nothing_and_what_is_of_no_net_stays() -> None:
    before = _net()
    assert meeting(before, "other") is before
    aside = np.where(before.nodes_of("net.b") & ~before.nodes_of("net.a"), 3.0, 0.0)[:, None]
    apart = before.moved(before.xyz + aside)
    assert meeting(apart, "net") is apart
