"""Veins that turn sharply are drawn out where there is room, and slimmed where there is none."""

import numpy as np
import pytest

from meshes.network.bends import Passages
from meshes.network.graph import VesselGraph
from meshes.sdf.solid import Solid
from meshes.veins.rest.slimming import THINNEST_MM
from meshes.veins.rest.unfolding import slim_in_bends, unfolded
from meshes.veins.surroundings.ground import Ground

FAR = Ground.of(
    Solid(lambda p: np.linalg.norm(p - 300.0, axis=1) - 1.0, np.array([[299.0] * 3, [301.0] * 3]))
)


def _corner(turn_deg: float, bow_mm: float, radius: float = 0.8) -> VesselGraph:
    """Two straight arms in one plane, joined by a bow of such a radius."""
    turn = np.radians(turn_deg)
    step = np.concatenate(
        [np.zeros(28), np.linspace(0.0, turn, max(round(bow_mm * turn / 0.2), 1)), [turn] * 28]
    )
    xyz = np.cumsum(0.2 * np.stack([np.cos(step), np.sin(step), 0.0 * step], axis=1), axis=0)
    number = np.arange(len(xyz))
    edges = np.stack([number[:-1], number[1:]], axis=1)
    names = ("vein.external.posterior.L3",)
    return VesselGraph(xyz, np.full(len(xyz), radius), edges, np.zeros(len(edges), int), names)


def _sharpest_deg(graph: VesselGraph) -> float:
    return float(np.degrees(Passages(graph).turns(graph.xyz, graph.radius, 2.0).turn.max()))


def test_a_kink_is_drawn_out_though_its_bend_is_no_fold() -> None:
    kinked = _corner(170.0, 1.03)
    assert _sharpest_deg(kinked) > 95.0
    assert not len(Passages(kinked).tighter(kinked.xyz, kinked.radius, 1.12)), "this is a fold, too"
    assert _sharpest_deg(unfolded(kinked, FAR)) < 88.0


def test_what_turns_gently_stays_where_it_is() -> None:
    gentle = _corner(90.0, 3.0)
    assert (unfolded(gentle, FAR).xyz == gentle.xyz).all()


def test_a_kink_that_may_not_move_is_slimmed_over_its_bend_alone() -> None:
    kinked = _corner(170.0, 1.03)
    slim = slim_in_bends(kinked)
    assert (slim.xyz == kinked.xyz).all()
    assert _sharpest_deg(slim) < 88.1
    assert slim.radius.min() > THINNEST_MM
    assert slim.radius[[0, -1]] == pytest.approx(0.8)
