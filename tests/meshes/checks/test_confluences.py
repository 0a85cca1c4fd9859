"""Junctions of a vessel graph: who receives, and how wide the arms are beyond the swelling."""

import numpy as np
import pytest

from meshes.checks.measures.confluences import confluences
from meshes.network.graph import VesselGraph

ARMS = {"a.trunk.low": 1.0, "a.trunk.high": 2.0 ** (1 / 3), "b.side": 1.0}
LONG = 12


def _star(radii: dict[str, float], at_junction: float = 9.0) -> VesselGraph:
    """Arms of `LONG` nodes round one node, which and whose neighbours are swollen."""
    xyz, radius, edges, owner = [np.zeros(3)], [at_junction], [], []
    for number, size in enumerate(radii.values()):
        before = 0
        for step in range(LONG):
            xyz.append(np.array([np.cos(number), np.sin(number), 0.0]) * (step + 1))
            radius.append(at_junction if step < 2 else size)
            edges.append((before, len(xyz) - 1))
            owner.append(number)
            before = len(xyz) - 1
    return VesselGraph(np.array(xyz), np.array(radius), np.array(edges), np.array(owner), tuple(radii))


def test_the_widest_arm_of_the_receiving_vein_receives() -> None:
    (found,) = confluences(_star(ARMS), ("a",))
    assert found.receiving.structure == "a.trunk.high"
    assert found.share == pytest.approx(1.0)


def test_a_tributary_does_not_receive_however_wide_it_is() -> None:
    (found,) = confluences(_star({**ARMS, "b.side": 3.0}), ("a",))
    assert found.receiving.structure == "a.trunk.high"
    assert found.share == pytest.approx(2.0 / 28.0)


def test_the_family_told_first_receives() -> None:
    (found,) = confluences(_star(ARMS), ("b", "a"))
    assert found.receiving.structure == "b.side"


def test_junctions_of_other_veins_are_left_out() -> None:
    assert list(confluences(_star(ARMS), ("c",))) == []
