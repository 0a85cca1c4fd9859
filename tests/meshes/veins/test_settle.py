"""Settling and leading round, on bodies one can reckon with."""

import numpy as np
import pytest

from meshes.column.canal.epidural_space import epidural_space
from meshes.column.frame import column_frame
from meshes.network.builder import Vessel, WayPoint, joined
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import bend_radius, edge_length
from meshes.network.pulls import links_of
from meshes.sdf.solid import Solid
from meshes.veins.rest.pressing import THINNEST_MM
from meshes.veins.rest.settle import settled
from meshes.veins.rest.terms import CLEAR_MM
from meshes.veins.surroundings.canal import drawn_into, room_in, wall_gap
from meshes.veins.surroundings.detour import round_bone
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.ribs import Ribs
from meshes.veins.surroundings.site import LOOSE, MARROW, OUTSIDE

SPACE = epidural_space(column_frame(("T7", "T8")))
CANAL = SPACE.canal
BALL = Solid(
    lambda p: np.linalg.norm(p - (200.0, 0.0, 0.0), axis=1) - 8.0, np.array([[192.0, -8, -8], [208.0, 8, 8]])
)


def _plate(points: np.ndarray) -> np.ndarray:
    """A plate 2 mm thick across x = 200, 30 mm wide and high."""
    past = np.abs(points - (200.0, 0.0, 0.0)) - (1.0, 15.0, 15.0)
    return np.linalg.norm(np.maximum(past, 0.0), axis=1) + np.minimum(past.max(axis=1), 0.0)


PLATE = Solid(_plate, np.array([[199.0, -15, -15], [201.0, 15, 15]]))


def _line(
    start: tuple[float, float, float], end: tuple[float, float, float], room: str, name: str = "a"
) -> Vessel:
    return Vessel(name, (WayPoint(start, 1.0), WayPoint(end, 1.0)), room)


def _at_rest(solid: Solid, *vessels: Vessel) -> VesselGraph:
    return settled(joined(vessels), Ground.of(solid), SPACE)


def test_a_vein_drawn_through_bone_comes_to_lie_on_it() -> None:
    graph = _at_rest(BALL, _line((192.0, 0, 7.5), (208.0, 0, 7.5), OUTSIDE))
    gap = BALL(graph.xyz) - graph.radius
    assert gap.min() > CLEAR_MM - 0.1
    assert gap[4:-4].max() < 1.5


def test_a_vein_of_the_marrow_stays_where_it_was_drawn() -> None:
    graph = _at_rest(BALL, _line((194.0, 0, 0), (206.0, 0, 0), MARROW))
    assert np.abs(graph.xyz[:, 1:]).max() < 0.05
    assert (graph.radius == 1.0).all()


def test_unrelated_veins_are_pushed_apart() -> None:
    crossing = [
        _line((188.0, 20, 0), (212.0, 20, 0), LOOSE),
        _line((200.0, 8, 1.0), (200.0, 32, 1.0), LOOSE, "b"),
    ]
    drawn = joined(crossing).graph
    graph = _at_rest(BALL, *crossing)

    def nearest(each: VesselGraph) -> float:
        return float(np.linalg.norm(each.of("a").xyz[:, None] - each.of("b").xyz[None], axis=2).min())

    assert nearest(drawn) < 1.2
    assert nearest(graph) > 1.7


def test_a_sharp_corner_is_rounded_to_the_calibre() -> None:
    corner = Vessel(
        "a",
        (WayPoint((190.0, 30, 0), 1.2), WayPoint((200.0, 30, 0), 1.2), WayPoint((200.0, 40, 0), 1.2)),
        LOOSE,
    )
    assert bend_radius(_at_rest(BALL, corner)).min() > 1.3 > 0.5 * bend_radius(joined([corner]).graph).min()


def test_a_gap_too_narrow_presses_the_calibre() -> None:
    walls = Solid(lambda p: 0.8 - np.abs(p[:, 1]), np.array([[190.0, -8, -8], [210.0, 8, 8]]))
    graph = _at_rest(walls, _line((195.0, 0, 0), (205.0, 0, 0), LOOSE))
    assert graph.radius.max() < 0.8
    assert graph.radius.min() >= THINNEST_MM


def test_a_vein_drawn_through_a_plate_is_led_round_its_edge() -> None:
    ground = Ground.of(PLATE)
    cut = _line((193.0, 12, 0), (207.0, 12, 0), OUTSIDE)
    led = round_bone([cut], ground)[0]
    assert len(led.path) > len(cut.path)
    assert led.path[0] == cut.path[0] and led.path[-1] == cut.path[-1]
    graph = _at_rest(PLATE, led)
    assert (PLATE(graph.xyz) > 0.5).all()
    assert edge_length(graph).max() < 2.5


def test_a_vein_that_cuts_nothing_is_left_alone() -> None:
    free = _line((193.0, 30, 0), (207.0, 30, 0), OUTSIDE)
    assert round_bone([free], Ground.of(PLATE)) == [free]


def test_nodes_outside_the_canal_are_drawn_in_so_far_that_the_whole_vein_fits() -> None:
    middle = column_frame(("T7",)).poses["T7"].apply(np.array([[7.8, 8.0, 0.0], [0.0, 8.0, 0.0]]))
    radius = np.array([1.0, 1.0])
    moved = middle
    for _ in range(4):
        moved = drawn_into(CANAL, moved, radius, np.array([0, 1]))
    assert wall_gap(CANAL, middle)[0][0] > -1.0
    assert (wall_gap(CANAL, moved)[0] < -1.0).all()
    assert moved[1] == pytest.approx(middle[1])
    assert (room_in(CANAL, moved) >= 0.99).all()


def test_a_branch_hardly_pulls_the_vessel_it_opens_into() -> None:
    stem = Vessel(
        "a", (WayPoint((0, 0, 0), 1.0), WayPoint((0, 0, 10), 1.0, "joint"), WayPoint((0, 0, 20), 1.0))
    )
    side = Vessel("b", (WayPoint((0, 0, 10), 1.0, "joint"), WayPoint((10, 0, 10), 1.0)))
    drawn = joined([stem, side])
    node = drawn.junctions["joint"]
    pull = links_of(drawn.graph).mean(drawn.graph.xyz)[node] - drawn.graph.xyz[node]
    assert 0.0 < pull[0] < 0.1 and abs(pull[2]) < 0.01


def test_a_vein_drawn_through_a_rib_comes_to_lie_off_it_and_what_is_far_stays() -> None:
    path = np.array([[200.0, y, 30.0] for y in np.arange(-10.0, 11.0, 2.0)])
    ribs = Ribs.of({"T7": (path, np.full(len(path), 3.0))})
    vessels = [
        _line((190.0, 0.5, 31.0), (210.0, 0.5, 31.0), LOOSE),
        _line((190.0, 0.5, 60.0), (210.0, 0.5, 60.0), LOOSE, "b"),
        _line((-190.0, 0.5, 31.0), (-210.0, 0.5, 31.0), LOOSE, "c"),
    ]
    drawn = joined(vessels)
    free, fenced = settled(drawn, Ground.of(BALL), SPACE), settled(drawn, Ground.of(BALL), SPACE, ribs=ribs)

    def room(graph: VesselGraph, name: str, side: float) -> float:
        off = graph.of(name).xyz[:, None] * [side, 1.0, 1.0] - path
        return float((np.linalg.norm(off, axis=2) - 3.0 - graph.of(name).radius[:, None]).min())

    for name, side in (("a", 1.0), ("c", -1.0)):
        assert room(free, name, side) < -2.0
        assert room(fenced, name, side) > 0.0
    assert (fenced.of("b").xyz == free.of("b").xyz).all()
