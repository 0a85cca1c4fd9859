"""The claims on veins beside nerves hold for veins that keep off, and notice one that does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from meshes.build import build
from meshes.checks.built import Built, built
from meshes.checks.claims import CLAIMS
from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.spinal_cord import spinal_cord
from meshes.column.canal.spinal_nerves import nerve_way
from meshes.column.frame import column_frame
from meshes.network.graph import VesselGraph
from meshes.recipe import Recipe

IDS = ("nerve.root.T8.left", "nerve.root.T8.right", "nerve.cord.T8")
NAMES = ("vein.intervertebral.T8.left", "vein.spinal.anterior.T8")
CLAIMED = ("room.roots.line", "room.roots", "room.cord", "room.cord.on")


@pytest.fixture(scope="module")
def nerves() -> Built:
    return built(build(Recipe(), ids=IDS), column_frame())


def _with(nerves: Built, over_root: float = 3.0, off_cord: float = 0.5, spacing: float = 1.0) -> Built:
    """A vein of 1 mm across the left root at some height over its ganglion, and one before the cord."""
    column, cord = column_frame(), spinal_cord(column_frame())
    ganglion = nerve_way("T8", column).points[1]
    across = ganglion + np.array([[0.0, step, over_root] for step in np.arange(-4.0, 4.01, spacing)])
    s = canal_course(column).at("T8") + np.arange(-4.0, 4.0)
    before = np.array([cord.place(-np.pi / 2, 1.0, each).reshape(3) for each in s]) - (0.0, off_cord, 0.0)
    first, count = len(across), len(across) + len(before)
    edges = np.array([(at, at + 1) for at in range(count - 1) if at + 1 != first])
    owners = (edges[:, 0] >= first).astype(np.int32)
    graph = VesselGraph(np.concatenate([across, before]), np.full(count, 0.5), edges, owners, NAMES)
    return Built(nerves.parts, nerves.column, graph)


@pytest.mark.parametrize("name", CLAIMED)
def test_veins_beside_nerves_keep_the_claim(nerves: Built, name: str) -> None:
    found = CLAIMS[name].measure(_with(nerves))
    assert found is not None
    assert found.passed, (found.measured, found.culprits)


FAULTS = {
    "a line through a ganglion": ("room.roots.line", 0, {"over_root": 0.5}),
    "a ganglion between two nodes": ("room.roots.line", 0, {"over_root": 0.5, "spacing": 8.0}),
    "a wall in a ganglion": ("room.roots", 0, {"over_root": 2.4}),
    "a vein in the cord": ("room.cord", 1, {"off_cord": 0.2}),
    "a vein in the middle of the cord": ("room.cord", 1, {"off_cord": -2.0}),
    "a vein in the cord is not on it": ("room.cord.on", 1, {"off_cord": 0.2}),
    "a vein that floats before the cord": ("room.cord.on", 1, {"off_cord": 1.2}),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(nerves: Built, fault: str) -> None:
    name, culprit, planted = FAULTS[fault]
    found = CLAIMS[name].measure(_with(nerves, **planted))
    assert found is not None
    assert not found.passed
    assert found.culprits == (NAMES[culprit],)


def test_what_lies_beside_the_strand_of_a_root_in_the_sac_is_not_asked_about(nerves: Built) -> None:
    strand = nerves.parts["nerve.root.T8.left"].mesh.points
    inside = strand[np.argsort(-strand[:, 2])[:40]].mean(axis=0)
    graph = VesselGraph(
        inside + np.array([[0.0, 0, 0], [0.0, 0, 0.5]]), np.full(2, 0.3), np.array([[0, 1]]),
        np.zeros(1, np.int32), ("vein.spinal.radicular.T8.left",),
    )  # fmt: skip
    found = CLAIMS["room.roots.line"].measure(Built(nerves.parts, nerves.column, graph))
    assert found is not None and found.passed


def test_without_nerves_nothing_is_said(nerves: Built) -> None:
    bare = Built({}, nerves.column, _with(nerves).graph)
    assert [CLAIMS[name].measure(bare) for name in CLAIMED] == [None] * 4


def test_the_ends_of_the_median_veins_above_the_cord_need_not_lie_on_it(nerves: Built) -> None:
    afloat = _with(nerves, off_cord=1.2)
    graph = replace(afloat.graph, ids=(NAMES[0], "vein.spinal.anterior.C0"))
    found = CLAIMS["room.cord.on"].measure(replace(afloat, graph=graph))
    assert found is None
