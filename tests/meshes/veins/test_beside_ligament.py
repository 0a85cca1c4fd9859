"""Anterior columns stay beside the posterior longitudinal ligament, whatever pushes them."""

import numpy as np

from meshes.column.canal.epidural_space import epidural_space
from meshes.column.frame import column_frame
from meshes.network.builder import Joined, Vessel, WayPoint, joined
from meshes.sdf.solid import Solid
from meshes.veins.rest.beside_ligament import INTO_MM, BesideLigament
from meshes.veins.rest.bound import Confines
from meshes.veins.rest.parting import parted
from meshes.veins.rest.settle import settled
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.site import LOOSE

SPACE = epidural_space(column_frame(("T7", "T8")))
_FAR = Solid(
    lambda p: np.linalg.norm(p - (230.0, 0.0, 0.0), axis=1) - 2.0, np.array([[228.0, -2, -2], [232.0, 2, 2]])
)
_HALF_MM = 200.0 - 0.8 + INTO_MM
"""With this half a width the column stands as far in as it may."""


def _crossed() -> Joined:
    """A column up x = 200 and a stranger across it on its left side, in its wall."""
    column = Vessel("a", (WayPoint((200.0, 0.0, -16.0), 0.8), WayPoint((200.0, 0.0, 16.0), 0.8)), LOOSE)
    other = Vessel("b", (WayPoint((200.6, -16.0, 0.0), 0.6), WayPoint((200.6, 16.0, 0.0), 0.6)), LOOSE)
    return joined([column, other])


def _beside(drawn: Joined, tall: float = 16.0, fan: float = 0.0) -> BesideLigament:
    nodes = np.flatnonzero(drawn.graph.nodes_of("a"))
    ones = np.ones(len(nodes))
    up = np.tile([0.0, 0.0, 1.0], (len(nodes), 1))
    return BesideLigament(nodes, ones, _HALF_MM * ones, fan * ones, 0.0 * up, up, tall * ones)


def test_no_push_of_a_stranger_leads_a_column_into_the_ligament() -> None:
    drawn, ground = _crossed(), Ground.of(_FAR)
    beside, inner = _beside(drawn), np.zeros(drawn.graph.node_count, bool)
    column = beside.nodes
    pushed = parted(drawn.graph, Confines(ground, SPACE, inner)).xyz[column, 0]
    kept = parted(drawn.graph, Confines(ground, SPACE, inner, beside=beside)).xyz[column, 0]
    assert pushed.min() < 200.0 - 0.2 < 200.0 - 1e-6 <= kept.min()


def test_columns_that_settle_are_led_aside_behind_the_body_and_farther_at_its_rims() -> None:
    drawn = _crossed()
    fanned = _beside(drawn, tall=10.0, fan=1.5)
    at_rest = settled(drawn, Ground.of(_FAR), SPACE, beside=fanned)
    xyz, wall = at_rest.xyz[fanned.nodes], at_rest.xyz[:, 0] - at_rest.radius
    height, wall = np.abs(xyz[:, 2]), wall[fanned.nodes] - _HALF_MM + INTO_MM
    assert (wall[height < 3.0] > -0.05).all()
    assert (wall[(height > 10.0) & (height < 14.0)] > 1.5 - 0.1).all()
    plain = settled(drawn, Ground.of(_FAR), SPACE).xyz[fanned.nodes, 0]
    assert plain[height < 3.0].min() < 199.9 and plain[height > 10.0].max() < 200.3


def test_a_bound_of_no_nodes_moves_nothing() -> None:
    drawn = _crossed()
    none = _beside(drawn).among(np.zeros(0, np.intp))
    assert np.array_equal(none.kept(drawn.graph.xyz, drawn.graph.radius), drawn.graph.xyz)
