"""The fat fills the canal round and below the sac, on both sides of the posterior longitudinal ligament."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from meshes.build import build
from meshes.checks.soft.overlaps import OVERLAP_MM, overlap_mm
from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.frame import column_frame
from meshes.detail import Detail
from meshes.geometry.topology import is_closed
from meshes.part import Part
from meshes.recipe import Recipe
from meshes.soft.fat_cells import without_touching_corners
from meshes.soft.hollows import in_order
from meshes.surface.nearness import Nearness

LIGAMENT = "ligament.longitudinal.posterior.T12"
OTHERS = {
    "fat.S1": ("dura.S1", "bone.sacrum", "nerve.root.S3.left", "nerve.root.Co1.right", "nerve.filum.S1"),
    "fat.T12": (LIGAMENT, "nerve.root.T12.left", "dura.T12", "ligament.flavum.T11-T12.left"),
}
PAIRS = [(fat, other) for fat, others in OTHERS.items() for other in others]
DETAILS = (Detail.DRAFT, Detail.NORMAL)


@pytest.fixture(scope="module", params=DETAILS, ids=lambda each: each.value)
def parts(request) -> dict[str, Part]:
    ids = [*OTHERS, *(other for _, other in PAIRS)]
    return {part.id: part for part in build(Recipe(detail=request.param), ids)}


@pytest.mark.parametrize(("fat", "other"), PAIRS)
def test_it_shares_no_space(parts: dict[str, Part], fat: str, other: str) -> None:
    assert overlap_mm(*(Nearness(parts[name].mesh) for name in (fat, other))) < OVERLAP_MM


def test_below_the_end_of_the_sac_it_goes_on_to_the_hiatus(parts: dict[str, Part]) -> None:
    mesh, column = parts["fat.S1"].mesh, column_frame()
    course, sac = canal_course(column), dural_sac(column)
    s = np.linspace(sac.end + 3.0, course.at("S5") + 6.0, 16)
    assert Nearness(mesh)(course.line.place(0.0 * s, s, 0.0 * s + 1.8)).max() < 0.0
    assert is_closed(mesh)


def test_it_lies_before_the_ligament_that_bows_away_from_the_body(parts: dict[str, Part]) -> None:
    place, mesh = column_frame().poses["T12"], parts["fat.T12"].mesh
    points = place.inverse().apply(parts[LIGAMENT].mesh.points)
    front = points[(np.abs(points[:, 2]) < 2.0) & (np.abs(points[:, 0]) < 1.5)].min(axis=0)[1]
    assert Nearness(mesh)(place.apply(np.array([[0.0, front - 1.0, 0.0]])))[0] < 0.0


def test_all_fat_of_the_column_is_a_modest_mesh(parts: dict[str, Part]) -> None:
    low, high = canal_course(column_frame()).span("T12")
    assert len(parts["fat.T12"].mesh.triangles) < 180.0 * (high - low)


def test_cells_that_touch_in_a_corner_are_joined() -> None:
    cells = np.zeros((4, 6), bool)
    cells[1, 2] = cells[2, 3] = True
    assert without_touching_corners(cells)[1:3, 2:4].all()


def test_walls_are_kept_in_order() -> None:
    inner, outer = np.zeros((2, 3)), np.full((2, 3), 5.0)
    told = [np.full((2, 3), each) for each in (3.0, 2.0, 7.0, 1.0)]
    found = [inner, *in_order(inner, outer, told), outer]
    assert all((high > low).all() for low, high in pairwise(found))
