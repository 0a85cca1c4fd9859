"""The claims on the sizes of atlas, axis and cervical pedicles hold and notice a bone out of its row."""

from collections.abc import Callable
from functools import cache, partial

import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.build import build
from meshes.checks.built import Built, built
from meshes.checks.claims import CLAIMS
from meshes.checks.measures.upper_neck_sizes import MEASURERS
from meshes.column.frame import column_frame
from meshes.geometry.trimesh import TriMesh
from meshes.part import Part
from meshes.recipe import Recipe

LEVELS = ("C1", "C2", "C4")
FAULTS = [
    *((level, measure) for level, measurers in MEASURERS.items() for measure in measurers),
    *(("C4", measure) for measure in ("PDW", "PDH")),
]


@pytest.fixture(scope="module")
def neck() -> Built:
    ids = load_catalogue().bones
    return built(build(Recipe(), [ids[level] for level in LEVELS]), column_frame(LEVELS))


@pytest.fixture(scope="module")
def grown(neck: Built) -> Callable[[str, float], Built]:
    """The neck with one bone larger or smaller, gauged once."""
    return cache(partial(_grown, neck))


def _grown(neck: Built, level: str, share: float) -> Built:
    name = load_catalogue().bones[level]
    part = neck.parts[name]
    mesh = TriMesh(neck.local(level).points * share, part.mesh.triangles).transformed(part.pose)
    return Built({name: Part(name, mesh, part.pose)}, neck.column)


@pytest.mark.parametrize("measure", sorted({measure for _, measure in FAULTS}))
def test_a_sound_neck_keeps_the_claim(neck: Built, measure: str) -> None:
    found = CLAIMS[f"size.{measure}"].measure(neck)
    assert found is not None and found.passed, (found.measured, found.culprits)


@pytest.mark.parametrize(("level", "measure"), FAULTS)
@pytest.mark.parametrize("share", [0.6, 1.5])
def test_a_bone_too_small_or_too_large_is_noticed(
    grown: Callable[[str, float], Built], level: str, measure: str, share: float
) -> None:
    found = CLAIMS[f"size.{measure}"].measure(grown(level, share))
    assert found is not None and not found.passed
    assert load_catalogue().bones[level] in found.culprits


def test_a_hair_more_or_less_of_bone_changes_no_gauge_of_the_neck(neck: Built) -> None:
    mesh = neck.local("C4")
    wave = 0.03 * np.sin(7.0 * mesh.points[:, [1, 2, 0]])
    shaken = TriMesh(mesh.points + wave, mesh.triangles).transformed(neck.column.poses["C4"])
    name = load_catalogue().bones["C4"]
    other = Built({name: Part(name, shaken, neck.parts[name].pose)}, neck.column)
    assert other.sizes["C4"] == pytest.approx(neck.sizes["C4"], rel=0.02)
