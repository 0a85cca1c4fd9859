"""What the assembly hands to the veins."""

import numpy as np
import pytest

from meshes import assembly
from meshes.assembly import Assembly
from meshes.network.graph import VesselGraph, empty_graph
from meshes.recipe import Recipe
from meshes.veins.surroundings.ground import Ground


def test_veins_that_leave_by_the_hiatus_know_the_coccyx(monkeypatch: pytest.MonkeyPatch) -> None:
    """They go round the edge of the sacrum just above it, and are to keep off it."""
    told: list[Ground] = []

    def with_collecting(
        plexus: VesselGraph, levels: object, column: object, ground: Ground, *_: object
    ) -> VesselGraph:
        told.append(ground)
        return plexus

    monkeypatch.setattr(assembly, "with_collecting", with_collecting)
    monkeypatch.setattr(Assembly, "plexus", lambda self: empty_graph())
    land = Assembly(Recipe(levels=("S1", "Co1")))
    land.graph()
    coccyx = land.bone("Co1")
    low, high = (land.column.poses["Co1"].apply(corner[None])[0] for corner in coccyx.bounds)
    points = np.random.default_rng(1).uniform(np.minimum(low, high), np.maximum(low, high), (4000, 3))
    inside = coccyx(land.column.poses["Co1"].inverse().apply(points)) < -0.8
    assert inside.sum() > 50
    assert (told[0](points[inside]) < 0.0).all()
