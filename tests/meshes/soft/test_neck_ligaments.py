"""The nuchal ligament and the membranes round the atlas, on the bones of the neck."""

from __future__ import annotations

import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.parameters import load_presets
from meshes.assembly import Assembly
from meshes.build import build
from meshes.checks.built import Built, built
from meshes.checks.claims import CLAIMS
from meshes.column.frame import column_frame
from meshes.column.segment import segment
from meshes.geometry.axes import Vector
from meshes.recipe import Recipe
from meshes.surface.nearness import Nearness

LEVELS = ("C0", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "T1")
BONES = tuple(load_catalogue().bones[level] for level in LEVELS)
NUCHAL = tuple(name for name in load_catalogue().structures if name.startswith("ligament.nuchal."))
MEMBRANES = ("ligament.membrane.C0-C1", "ligament.membrane.C1-C2")
ROUND = (
    "ligament.supraspinous.C7-T1", "ligament.interspinous.C7-T1", "ligament.flavum.C2-C3.left",
    "dura.C1", "dura.C2", "fat.C1", "fat.C2", "nerve.root.C1.left", "nerve.root.C2.left",
)  # fmt: skip


@pytest.fixture(scope="module")
def neck() -> Built:
    return built(build(Recipe(), ids=(*BONES, *NUCHAL, *MEMBRANES, *ROUND)), column_frame())


def tip(level: str) -> Vector:
    place = segment(level, column_frame())
    return np.asarray(place.pose.apply(place.landmarks.spinous_tip[None])[0], float)


def test_the_nuchal_ligament_has_a_part_below_the_skull_and_every_level_to_the_sixth() -> None:
    assert len(NUCHAL) == 7


@pytest.mark.parametrize("claim", ["soft.overlap", "soft.roots.clear"])
def test_they_reach_neither_into_bone_nor_into_each_other(neck: Built, claim: str) -> None:
    found = CLAIMS[claim].measure(neck)
    assert found is not None and found.passed, (found.measured, found.culprits)


@pytest.mark.parametrize("name", (*NUCHAL, *MEMBRANES))
def test_they_are_their_own_mirror_images(neck: Built, name: str) -> None:
    low, high = neck.parts[name].mesh.bounds
    assert low[0] == pytest.approx(-high[0], abs=1e-6)


def test_the_free_border_runs_straight_from_the_skull_to_the_seventh_vertebra(neck: Built) -> None:
    points = np.concatenate([neck.parts[name].mesh.points for name in NUCHAL])
    top, end = points[points[:, 1].argmax()], tip("C7")
    heights = np.linspace(end[2] + 8.0, top[2] - 4.0, 12)
    border = [points[np.abs(points[:, 2] - z) < 2.0, 1].max() for z in heights]
    taut = np.interp(heights, [end[2], top[2]], [end[1], top[1]])
    assert np.abs(border - taut).max() < 3.0
    assert neck.nearness[LEVELS[0]](top[None])[0] < 3.0


@pytest.mark.parametrize("level", ["C2", "C3", "C4", "C5", "C6"])
def test_the_plate_reaches_the_spinous_processes(neck: Built, level: str) -> None:
    near = min(neck.nearness[level](neck.parts[name].mesh.points).min() for name in NUCHAL)
    assert 0.0 <= near < 1.0


@pytest.mark.parametrize(("name", "upper", "lower"), [(MEMBRANES[0], "C0", "C1"), (MEMBRANES[1], "C1", "C2")])
def test_a_membrane_hangs_between_two_bones_behind_the_dura(
    neck: Built, name: str, upper: str, lower: str
) -> None:
    points = neck.parts[name].mesh.points
    for level in (upper, lower):
        assert neck.nearness[level](points).min() < 1.0
    dura = neck.parts["dura.C1"].mesh.points
    middle = points[np.abs(points[:, 0]) < 2.0]
    for point in middle[:: max(len(middle) // 8, 1)]:
        beside = dura[np.abs(dura[:, 2] - point[2]) < 2.0]
        assert not len(beside) or point[1] > beside[:, 1].max() - 1.0


@pytest.mark.parametrize("preset", ["man", "woman"])
@pytest.mark.parametrize("level", ["C0", "C1"])
def test_the_plate_ends_behind_the_membrane_between_its_stations_too(preset: str, level: str) -> None:
    person = Assembly(Recipe(parameters=load_presets()[preset].values))
    plate, membrane = person.nuchal(level).mesh, Nearness(person.posterior_membrane(level).mesh())
    assert membrane(plate.points).min() > 0.4
