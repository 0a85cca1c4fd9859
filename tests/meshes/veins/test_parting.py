"""Vessels that run through each other at rest are led apart, and slimmed where there is no room."""

import numpy as np

from meshes.checks.veins.strangers import OVERLAP_MM, overlaps_mm
from meshes.column.canal.epidural_space import epidural_space
from meshes.column.frame import column_frame
from meshes.network.builder import Vessel, WayPoint, joined
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import bend_radius
from meshes.sdf.solid import Solid
from meshes.veins.rest.bound import Confines
from meshes.veins.rest.parting import parted, slim_where_touching
from meshes.veins.rest.slimming import THINNEST_MM
from meshes.veins.surroundings.ground import Ground

SPACE = epidural_space(column_frame(("T7", "T8")))


def _plates(gap: float) -> Solid:
    """Two plates 2 mm thick, a gap about x = 200 between them, 24 mm wide and high."""

    def distance(points: np.ndarray) -> np.ndarray:
        past = np.abs(points - (200.0, 0.0, 0.0))
        past[:, 0] = np.abs(past[:, 0] - gap / 2 - 1.0)
        past -= (1.0, 12.0, 12.0)
        return np.linalg.norm(np.maximum(past, 0.0), axis=1) + np.minimum(past.max(axis=1), 0.0)

    half = np.array([gap / 2 + 2.0, 12.0, 12.0])
    return Solid(distance, np.array([[200.0, 0, 0] - half, [200.0, 0, 0] + half]))


def _crossing(gap: float = 0.5) -> VesselGraph:
    """Two strangers of 0.8 and 0.6 mm that cross, their middles a gap apart along x."""
    x = 200.0 + gap
    runs = [
        Vessel("a", (WayPoint((200.0, -16.0, 0.0), 0.8), WayPoint((200.0, 16.0, 0.0), 0.8))),
        Vessel("b", (WayPoint((x, 0.0, -16.0), 0.6), WayPoint((x, 0.0, 16.0), 0.6))),
    ]
    return joined(runs).graph


def _parted(graph: VesselGraph, gap: float) -> VesselGraph:
    return parted(graph, Confines(Ground.of(_plates(gap)), SPACE, np.zeros(graph.node_count, bool)))


def test_strangers_are_led_apart_the_thinner_farther_and_both_without_a_kink() -> None:
    before = _crossing()
    after = _parted(before, 20.0)
    assert max(overlaps_mm(before).values()) > 0.8
    assert max(overlaps_mm(after).values()) <= OVERLAP_MM
    assert (after.radius == before.radius).all()
    moved = np.linalg.norm(after.xyz - before.xyz, axis=1)
    thick, thin = (moved[before.nodes_of(name)].max() for name in ("a", "b"))
    assert 0.1 < thick < thin < 1.2
    assert np.nanmin(bend_radius(after)) > 1.5
    assert (moved[np.abs(before.xyz[:, 1:]).max(axis=1) > 10.0] == 0.0).all()


def test_no_push_leads_into_bone_and_what_has_no_room_is_slimmed_gently() -> None:
    gap = 2.4
    before = _crossing()
    after = _parted(before, gap)
    assert max(overlaps_mm(after).values()) <= OVERLAP_MM
    inside = np.abs(after.xyz[:, 1:]).max(axis=1) < 11.0
    room = gap / 2 - np.abs(after.xyz[inside, 0] - 200.0)
    was = gap / 2 - np.abs(before.xyz[inside, 0] - 200.0)
    assert (room > np.minimum(was, before.radius[inside] + 0.25) - 0.1).all()
    assert THINNEST_MM <= after.radius.min() < 0.6
    share = after.radius / before.radius
    assert np.abs(np.diff(share[before.edges], axis=1)).max() < 0.13


def test_what_was_slimmed_before_bone_gives_way_to_one_that_may_not_move() -> None:
    """As wide as it was it may come no nearer to bone; slim it has room between that and the other."""
    gap = 3.5
    before = _crossing()
    held = before.nodes_of("a")
    after = parted(before, Confines(Ground.of(_plates(gap)), SPACE, np.zeros(before.node_count, bool)), ~held)
    assert np.array_equal(after.xyz[held], before.xyz[held])
    assert 200.0 + gap / 2 - after.xyz[~held, 0].max() < 0.6 + 0.25 - 0.1, "the first pass has room enough"
    assert max(overlaps_mm(after).values()) <= OVERLAP_MM
    assert after.radius.min() >= THINNEST_MM


def test_vessels_that_are_joined_or_clear_stay_to_the_last_bit() -> None:
    clear = _crossing(2.0)
    cross = [
        Vessel(
            "a", tuple(WayPoint((200.0, y, 0.0), 0.8, name) for y, name in ((-9, None), (0, "x"), (9, None)))
        ),
        Vessel(
            "b", tuple(WayPoint((200.0, 0.0, z), 0.6, name) for z, name in ((-9, None), (0, "x"), (9, None)))
        ),
    ]
    for graph in (clear, joined(cross).graph):
        after = _parted(graph, 20.0)
        assert after.xyz.tobytes() == graph.xyz.tobytes() and after.radius.tobytes() == graph.radius.tobytes()


def test_what_may_not_move_is_gone_round() -> None:
    before = _crossing()
    thin = before.nodes_of("b")
    for free in (thin, ~thin):
        after = parted(
            before, Confines(Ground.of(_plates(20.0)), SPACE, np.zeros(before.node_count, bool)), free
        )
        assert max(overlaps_mm(after).values()) <= OVERLAP_MM
        assert (after.xyz[~free] == before.xyz[~free]).all()
        assert (after.radius[~free] == before.radius[~free]).all()


def test_where_nothing_can_move_only_what_may_is_slimmed() -> None:
    before = _crossing()
    thin = before.nodes_of("b")
    after = parted(before, Confines(Ground.of(_plates(2.4)), SPACE, np.zeros(before.node_count, bool)), thin)
    assert (after.radius[~thin] == before.radius[~thin]).all()
    assert after.radius[thin].min() < 0.9 * before.radius[thin].min()


def test_what_touches_in_the_end_is_slimmed_where_it_lies() -> None:
    before = _crossing()
    after = slim_where_touching(before)
    assert max(overlaps_mm(before).values()) > 0.8
    assert max(overlaps_mm(after).values()) <= OVERLAP_MM
    assert (after.xyz == before.xyz).all()
    far = np.abs(before.xyz[:, 1:]).max(axis=1) > 10.0
    assert (after.radius[far] == before.radius[far]).all()
