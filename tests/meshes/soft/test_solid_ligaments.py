"""Ligaments as sampled distances, against the surfaces that are drawn."""

import numpy as np
import pytest

from meshes.assembly import Assembly
from meshes.detail import Detail
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.recipe import Recipe
from meshes.sdf.primitives import polygon_distance
from meshes.sdf.sample import Field
from meshes.soft.solid_ligaments import of_band, of_plate
from meshes.surface.nearness import Nearness


@pytest.fixture(scope="module")
def assembly() -> Assembly:
    return Assembly(Recipe(detail=Detail.DRAFT))


def _told(pose: Pose, field: Field, points: Vector) -> Vector:
    return field(pose.inverse().apply(points))


def _about(points: Vector, count: int = 600) -> Vector:
    chance = np.random.default_rng(3)
    some = points[chance.integers(len(points), size=count)]
    return some + chance.normal(0.0, 1.0, some.shape)


@pytest.mark.parametrize("level", ["C4", "T8", "L2"])
def test_before_a_band_its_distance_is_that_from_its_surface(assembly: Assembly, level: str) -> None:
    sheet, pose = assembly.anterior_ligament(level), assembly.column_whole.poses[level]
    points = _about(sheet.mesh().points)
    _, s, v = sheet.line.coordinates(points).T
    half = np.interp(s, sheet.s, sheet.x[:, -1])
    front = np.interp(s, sheet.s, sheet.front.min(axis=1))
    before = (v < front - 0.3) & (np.abs(points[:, 0]) < 0.7 * half)
    before &= (s > sheet.s[0] + 1.0) & (s < sheet.s[-1] - 1.0)
    assert before.sum() > 30
    exact = Nearness(sheet.mesh())(points[before])
    assert _told(pose, of_band(sheet, pose), points[before]) == pytest.approx(exact, abs=0.3)


def test_what_lies_behind_a_band_is_not_free(assembly: Assembly) -> None:
    sheet, pose = assembly.anterior_ligament("L2"), assembly.column_whole.poses["L2"]
    at = len(sheet.s) // 2
    behind = sheet.line.place(0.0, sheet.s[at], sheet.front[at].min() + np.array([0.5, 1.5, 3.0]))
    assert (_told(pose, of_band(sheet, pose), behind) < -0.4).all()


@pytest.mark.parametrize("name", ["interspinous L2", "nuchal C4"])
def test_round_a_plate_its_distance_is_that_from_its_surface(assembly: Assembly, name: str) -> None:
    kind, level = name.split()
    plate = getattr(assembly, kind)(level)
    points = _about(plate.mesh.points)
    # Its edges are drawn a little thinner, and the nuchal one's free border is a cord.
    exact = Nearness(plate.mesh)(points)
    far = exact > 0.2
    told = _told(Pose(), of_plate(plate), points)
    assert np.median(np.abs(told - exact)[far]) < 0.15
    # It is bent, so its middle may lie by its edge: where it is broadest, its faces are what is next.
    sagittal = points[:, 1:][np.argmin(polygon_distance(points[:, 1:], plate.outline))]
    inner = np.array([[0.0, *sagittal]])
    assert _told(Pose(), of_plate(plate), inner)[0] == pytest.approx(-plate.half_mm, rel=0.1)
