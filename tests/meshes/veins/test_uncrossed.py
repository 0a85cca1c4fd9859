"""Vessels at rest whose lines cross between their nodes are led apart, or slimmed where there is no room."""

import numpy as np

from meshes.checks.veins.through import DEPTH_MM, depths_mm
from meshes.column.canal.epidural_space import epidural_space
from meshes.column.frame import column_frame
from meshes.network.builder import Vessel, WayPoint, joined
from meshes.network.graph import VesselGraph
from meshes.sdf.primitives import ball
from meshes.veins.rest.bound import Confines
from meshes.veins.rest.parting import parted
from meshes.veins.rest.slimming import THINNEST_MM
from meshes.veins.rest.uncrossed import slim_where_crossed, uncrossed
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.roots import Roots

SPACE = epidural_space(column_frame(("T7", "T8")))
FAR = Ground.of(ball(np.array([200.0, 0.0, 60.0]), 2.0))


def _crossing(gap: float = 0.3, step: float = 1.6) -> VesselGraph:
    """Two strangers of 0.5 and 0.3 mm that cross a gap apart along x, both half-way between two nodes."""
    x = 200.0 + gap
    runs = [
        Vessel("a", (WayPoint((200.0, -12.0, 0.0), 0.5), WayPoint((200.0, 12.0, 0.0), 0.5))),
        Vessel("b", (WayPoint((x, 0.0, -12.0), 0.3), WayPoint((x, 0.0, 12.0), 0.3))),
    ]
    return joined(runs, step).graph


def _inner(graph: VesselGraph) -> np.ndarray:
    return np.zeros(graph.node_count, bool)


def _deepest(graph: VesselGraph) -> float:
    return max(depths_mm(graph).values())


def test_what_nodes_do_not_tell_is_led_apart_without_slimming() -> None:
    before = _crossing()
    # The ways of nodes see nothing here: the walls of balls round them are clear.
    assert parted(before, Confines(FAR, SPACE, _inner(before))).xyz.tobytes() == before.xyz.tobytes()
    after = uncrossed(before, Confines(FAR, SPACE, _inner(before)))
    assert _deepest(before) > 0.4 and _deepest(after) <= DEPTH_MM
    assert (after.radius == before.radius).all()
    moved = np.linalg.norm(after.xyz - before.xyz, axis=1)
    thick, thin = (moved[before.nodes_of(name)].max() for name in ("a", "b"))
    assert 0.05 < thick < thin < 1.0
    assert (moved[np.abs(before.xyz[:, 1:]).max(axis=1) > 11.0] == 0.0).all()


def test_what_may_not_move_is_gone_round_and_stays() -> None:
    before = _crossing()
    free = before.nodes_of("b")
    after = uncrossed(before, Confines(FAR, SPACE, _inner(before)), free)
    assert _deepest(after) <= DEPTH_MM
    assert (after.xyz[~free] == before.xyz[~free]).all()
    assert (after.radius[~free] == before.radius[~free]).all()


def test_a_root_between_two_nodes_is_not_run_through_for_it() -> None:
    before = _crossing()
    free = before.nodes_of("b")
    root = np.array([[201.3, -12.0, 0.0], [201.3, 12.0, 0.0]])
    roots = Roots.of([(root, np.array([0.4, 0.4]))])
    after = uncrossed(before, Confines(FAR, SPACE, _inner(before), roots), free)
    middle = after.xyz[after.edges[after.edges_of("b")]].mean(axis=1)
    room = roots.told(middle, 5.0).distance
    assert room.min() > 0.25, "its wall is clear of the root"
    assert after.radius[free].min() >= THINNEST_MM
    assert _deepest(after) < 0.5 * _deepest(before)


def test_where_nothing_is_led_aside_calibres_alone_give_way() -> None:
    before = _crossing(gap=0.7)
    free = before.nodes_of("b")
    after = slim_where_crossed(before, free)
    assert (after.xyz == before.xyz).all()
    assert _deepest(before) > DEPTH_MM >= _deepest(after)
    assert (after.radius[~free] == before.radius[~free]).all() and after.radius.min() >= THINNEST_MM
    clear = _crossing(gap=1.0)
    assert slim_where_crossed(clear, free).radius.tobytes() == clear.radius.tobytes()


def test_vessels_that_join_or_are_clear_stay_to_the_last_bit() -> None:
    clear = _crossing(gap=1.0)
    after = uncrossed(clear, Confines(FAR, SPACE, _inner(clear)))
    assert after.xyz.tobytes() == clear.xyz.tobytes() and after.radius.tobytes() == clear.radius.tobytes()


def test_a_vessel_with_bone_on_its_side_is_taken_to_the_other() -> None:
    before = _crossing()
    free = before.nodes_of("b")
    # What is left between them to its right is less than it needs.
    wall = Ground.of(ball(np.array([250.9, 0.0, 0.0]), 50.0))
    after = uncrossed(before, Confines(wall, SPACE, _inner(before)), free)
    crossing = np.abs(after.xyz[:, 2]) < 1.0
    assert (after.xyz[free & crossing, 0] < 200.0 - 0.5).all()
    assert _deepest(after) <= DEPTH_MM
    assert (wall(after.xyz[free]) > after.radius[free]).all()


def test_what_a_vessel_is_led_aside_pushes_no_third_one_into_a_root() -> None:
    """The third is clear of both at first, with a root close behind it."""
    runs = [
        Vessel("a", (WayPoint((200.0, -12.0, 0.0), 0.5), WayPoint((200.0, 12.0, 0.0), 0.5))),
        Vessel("b", (WayPoint((200.3, 0.0, -12.0), 0.3), WayPoint((200.3, 0.0, 12.0), 0.3))),
        Vessel("c", (WayPoint((201.0, 0.0, -12.0), 0.3), WayPoint((201.0, 0.0, 12.0), 0.3))),
    ]
    before = joined(runs, 1.6).graph
    root = np.array([[201.95, 0.0, -12.0], [201.95, 0.0, 12.0]])
    roots = Roots.of([(root, np.array([0.5, 0.5]))])
    free = ~before.nodes_of("a")
    after = uncrossed(before, Confines(FAR, SPACE, _inner(before), roots), free)
    room = roots.told(after.xyz, 5.0).distance - after.radius
    was = roots.told(before.xyz, 5.0).distance - before.radius
    own = before.nodes_of("c")
    assert (room[own] > np.minimum(was[own], 0.15) - 0.03).all()
    assert _deepest(after) <= DEPTH_MM
