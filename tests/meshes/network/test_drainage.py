"""Two limbs that join a trunk, which empties at its lower end."""

import numpy as np
import pytest

from meshes.network.drainage import vessels
from meshes.network.graph import VesselGraph
from meshes.network.route import distances


@pytest.fixture
def tree() -> VesselGraph:
    xyz = [[0, 0, 0], [0, 0, 5], [3, 0, 9], [-3, 0, 9], [0, 4, 5], [0, 9, 5]]
    return VesselGraph(
        np.array(xyz, float),
        np.array([2.0, 1.5, 1.0, 0.5, 1.0, 0.25]),
        np.array([[0, 1], [1, 2], [1, 3], [1, 4], [4, 5]]),
        np.array([0, 1, 2, 3, 4]),
        ("vein.trunk", "vein.limb.left", "vein.limb.right", "vein.branch", "vein.twig"),
    )


TRUNK_AND_LIMBS = {
    "vein.trunk": 3,
    "vein.limb.left": 3,
    "vein.limb.right": 3,
    "vein.branch": 3,
    "vein.twig": 3,
}


def outlet(graph: VesselGraph) -> np.ndarray:
    return np.arange(graph.node_count) == 0


def test_distances_follow_the_vessels_and_not_the_straight_line(tree: VesselGraph) -> None:
    assert distances(tree, outlet(tree)) == pytest.approx([0.0, 5.0, 10.0, 10.0, 9.0, 14.0])


def test_what_no_way_leads_to_is_infinitely_far(tree: VesselGraph) -> None:
    apart = VesselGraph(tree.xyz, tree.radius, tree.edges[:4], tree.structure[:4], tree.ids)
    assert distances(apart, outlet(tree))[5] == np.inf
    assert "vein.twig" not in vessels(apart, outlet(tree), TRUNK_AND_LIMBS, 1)


def test_a_vessel_drains_towards_the_outlet_and_takes_from_beyond(tree: VesselGraph) -> None:
    found = vessels(tree, outlet(tree), TRUNK_AND_LIMBS, 1)
    assert found["vein.trunk"].downstream == ()
    assert set(found["vein.trunk"].upstream) == {"vein.limb.left", "vein.limb.right", "vein.branch"}
    assert found["vein.twig"].downstream == ("vein.branch",)
    assert found["vein.limb.left"].upstream == ("vein.limb.right",)
    assert found["vein.branch"].downstream[0] == "vein.trunk"


def test_length_and_calibre_are_those_of_the_branches(tree: VesselGraph) -> None:
    limb = vessels(tree, outlet(tree), TRUNK_AND_LIMBS, 1)["vein.limb.right"]
    assert limb.length_mm == pytest.approx(5.0)
    assert limb.calibre_mm == (1.0, 3.0)


def test_the_kind_of_vein_counts_more_than_the_shorter_way(tree: VesselGraph) -> None:
    order = {**TRUNK_AND_LIMBS, "vein.twig": 4, "vein.limb.left": 1, "vein.limb.right": 1}
    found = vessels(tree, outlet(tree), order, both_ways=1)
    assert found["vein.branch"].downstream == ("vein.trunk", "vein.twig")
    assert found["vein.limb.left"].beside == ("vein.limb.right",)
    assert found["vein.limb.left"].downstream == ("vein.trunk", "vein.branch")
    assert found["vein.limb.left"].upstream == ()


def test_neighbours_come_by_the_widest_place_where_they_meet() -> None:
    """A trunk that one branch leaves at a wide place and joins again at a narrow one, past a middling one."""
    xyz = np.array([[0, 0, 0], [0, 0, 5], [0, 0, 10], [0, 0, 15], [4, 0, 10], [-4, 0, 10]], float)
    net = VesselGraph(
        xyz,
        np.array([3.0, 3.0, 1.0, 0.4, 0.4, 0.4]),
        np.array([[0, 1], [1, 2], [2, 3], [1, 4], [4, 3], [2, 5]]),
        np.array([0, 0, 0, 1, 1, 2]),
        ("vein.trunk", "vein.loop", "vein.side"),
    )
    found = vessels(net, outlet(net), dict.fromkeys(net.ids, 1), both_ways=1)
    assert found["vein.trunk"].beside == ("vein.loop", "vein.side")
