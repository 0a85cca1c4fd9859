"""The fat fills the canal before, beside and below the sac."""

from __future__ import annotations

import numpy as np
import pytest

from meshes.build import build
from meshes.checks.overlaps import OVERLAP_MM, overlap_mm
from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.frame import column_frame
from meshes.geometry.topology import genus, is_closed
from meshes.part import Part
from meshes.recipe import Recipe
from meshes.surface.nearness import Nearness

NAMES = ("fat.S1", "fat.T8", "dura.S1", "bone.sacrum")


@pytest.fixture(scope="module")
def parts() -> dict[str, Part]:
    return {part.id: part for part in build(Recipe(), NAMES)}


def test_below_the_end_of_the_sac_it_goes_on_to_the_hiatus(parts: dict[str, Part]) -> None:
    mesh, column = parts["fat.S1"].mesh, column_frame()
    course, sac = canal_course(column), dural_sac(column)
    s = np.linspace(sac.end + 3.0, course.at("S4"), 12)
    middle = course.line.place(0.0 * s, s, 0.0 * s)
    assert Nearness(mesh)(middle).max() < 0.0
    assert is_closed(mesh) and genus(mesh) == 0


@pytest.mark.parametrize("other", ["dura.S1", "bone.sacrum"])
def test_in_the_sacrum_it_shares_no_space(parts: dict[str, Part], other: str) -> None:
    fat, beside = parts["fat.S1"].mesh, parts[other].mesh
    assert overlap_mm(fat, beside, Nearness(fat)) < OVERLAP_MM
    assert overlap_mm(beside, fat, Nearness(beside)) < OVERLAP_MM


def test_beside_the_ligament_it_comes_near_the_body(parts: dict[str, Part]) -> None:
    place = column_frame().poses["T8"]
    local = place.inverse().apply(parts["fat.T8"].mesh.points)
    beside = (np.abs(local[:, 2]) < 3.0) & (np.abs(np.abs(local[:, 0]) - 6.0) < 1.0)
    assert local[beside, 1].min() < 2.0
