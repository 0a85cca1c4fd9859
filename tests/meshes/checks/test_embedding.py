"""The claim that the plexuses lie in the fat holds for some levels, and notices a vein or fat elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from meshes.build import build
from meshes.checks.built import Built, built
from meshes.checks.claims import CLAIMS
from meshes.checks.veins.embedding import OUT_MM
from meshes.column.canal.canal_course import canal_course
from meshes.column.frame import column_frame
from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import VesselGraph
from meshes.part import Part
from meshes.recipe import Recipe

NAME = "vein.internal.posterior.T8.left"


@pytest.fixture(scope="module")
def sound() -> Built:
    ids = ("fat.T7", "fat.T8", "fat.T9", "nerve.root.T8.left", "ligament.flavum.T8-T9.left")
    return built(build(Recipe(), ids=ids), column_frame())


def _with(sound: Built, behind: float = 5.9, beside: float = 0.0, name: str = NAME) -> Built:
    """A straight vein of 0.4 mm radius at T8 behind the sac."""
    course = canal_course(sound.column)
    s = course.at("T8") + np.arange(-2.0, 2.01, 0.5)
    xyz = course.line.place(0.0 * s + beside, s, 0.0 * s + behind)
    at = np.arange(len(s) - 1)
    graph = VesselGraph(
        xyz, np.full(len(s), 0.4), np.stack([at, at + 1], axis=1), np.zeros(len(at), np.int32), (name,)
    )
    return Built(sound.parts, sound.column, graph)


def _measured(build_: Built):
    found = CLAIMS["plexus.fat"].measure(build_)
    assert found is not None
    return found


def test_a_vein_in_the_fat_keeps_the_claim(sound: Built) -> None:
    assert _measured(_with(sound)).passed


@pytest.mark.parametrize("behind", [8.5, 1.0])
def test_a_vein_in_the_lamina_and_one_in_the_sac_are_noticed(sound: Built, behind: float) -> None:
    found = _measured(_with(sound, behind))
    assert not found.passed and found.culprits == (NAME,) and found.measured > OUT_MM


def test_fat_that_is_shrunk_is_noticed(sound: Built) -> None:
    parts = dict(sound.parts)
    part = parts["fat.T8"]
    middle = part.mesh.points.mean(axis=0)
    mesh = TriMesh(middle + 0.7 * (part.mesh.points - middle), part.mesh.triangles)
    parts["fat.T8"] = Part(part.id, mesh, part.pose)
    found = _measured(Built(parts, sound.column, _with(sound).graph))
    assert not found.passed and found.culprits == (NAME,)


def test_what_pierces_the_membranes_below_the_skull_is_not_asked_about(sound: Built) -> None:
    assert _measured(_with(sound, 8.5, name="vein.internal.posterior.C1.left")).passed


def test_what_lies_where_no_fat_was_built_is_not_asked_about(sound: Built) -> None:
    parts = {name: part for name, part in sound.parts.items() if not name.startswith("fat.")}
    assert CLAIMS["plexus.fat"].measure(Built(parts, sound.column, _with(sound).graph)) is None
    parts["fat.T9"] = sound.parts["fat.T9"]
    assert _measured(Built(parts, sound.column, _with(sound, 8.5).graph)).passed
