"""Small builds to plant faults in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.build import build
from meshes.checks.built import Built, built
from meshes.column.frame import column_frame
from meshes.detail import Detail
from meshes.graph_cache import kept_graph
from meshes.part import Part
from meshes.recipe import Recipe
from meshes.veins.variation import Person
from tests.meshes.checks.small import plexus

LEVELS = ("T7", "T8")
JOINED = ("C0", "C1", "C2", "C3", "T12", "L1", "L4", "L5", "S1", "Co1")


@pytest.fixture(scope="session")
def parts() -> dict[str, Part]:
    """Two neighbours with their disc, and the ends of the thoracic curve."""
    ids = [f"bone.vertebra.{level}" for level in ("T4", *LEVELS, "T12")] + ["disc.T7-T8"]
    return {part.id: part for part in build(Recipe(), ids=ids)}


@pytest.fixture(scope="session")
def bones() -> Built:
    """Bones of head, neck, loins and pelvis, coarsely."""
    ids = load_catalogue().bones
    parts = build(Recipe(detail=Detail.DRAFT), [ids[level] for level in JOINED])
    return built(parts, column_frame(JOINED))


@pytest.fixture
def pair(parts: dict[str, Part]) -> Built:
    """Two neighbouring vertebrae, their disc and a small plexus."""
    column = column_frame(LEVELS)
    wanted = [part for name, part in parts.items() if "T4" not in name and "T12" not in name]
    return built(wanted, column, plexus(column), person=Person(Recipe().seed))


@pytest.fixture
def with_part(pair: Built) -> Callable[[Part], Built]:
    """The pair with one part added or replaced."""
    return lambda part: replace(pair, parts={**pair.parts, part.id: part})


@pytest.fixture(scope="session")
def drained() -> Built:
    """All veins of the whole column, without meshes."""
    return built([], column_frame(), kept_graph(Recipe()))
