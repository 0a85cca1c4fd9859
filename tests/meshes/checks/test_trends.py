"""Trends along the column, tried on the published sizes and on sizes that break them."""

from types import SimpleNamespace

import numpy as np
import pytest

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.anatomy.measures import load_measures
from meshes.checks.built import Built, built
from meshes.checks.claim import Measurement
from meshes.checks.claims import CLAIMS
from meshes.geometry.pose import Pose
from meshes.geometry.trimesh import TriMesh
from meshes.part import Part

NECK = ("C3", "C4", "C5", "C6", "C7")
# Panjabi's upper endplates shrink by a tenth of a millimetre from T3 to T4: above where the trend begins.
MEASURES = ("EPWu", "EPWl", "SCW", "PDW")


def tried(name: str, **changes: float) -> Measurement:
    table = load_measures()
    sizes = {level: {each: table.value(level, each) for each in MEASURES} for level in (*NECK, *TRUNK_LEVELS)}
    for place, value in changes.items():
        level, _, measure = place.partition("_")
        sizes[level][measure] = value
    measurement = CLAIMS[name].measure(SimpleNamespace(sizes=sizes))  # type: ignore[arg-type]
    assert measurement is not None
    return measurement


@pytest.mark.parametrize("name", ["trend.widening", "trend.canal", "trend.pedicles"])
def test_the_published_sizes_keep_the_trends(name: str) -> None:
    assert tried(name).passed


@pytest.mark.parametrize(
    ("name", "change", "culprit"),
    [
        ("trend.widening", {"C6_EPWu": 17.0}, "bone.vertebra.C6"),
        ("trend.widening", {"T9_EPWl": 30.0}, "bone.vertebra.T9"),
        ("trend.canal", {"T10_SCW": 15.0}, "bone.vertebra.T4"),
        ("trend.canal", {"C6_SCW": 24.0}, "bone.vertebra.C6"),
        ("trend.canal", {"L3_SCW": 28.0}, "bone.vertebra.L5"),
        ("trend.pedicles", {"T9_PDW": 5.0}, "bone.vertebra.T4"),
        ("trend.pedicles", {"L4_PDW": 19.0}, "bone.vertebra.L5"),
    ],
)
def test_a_size_out_of_line_is_found(name: str, change: dict[str, float], culprit: str) -> None:
    measurement = tried(name, **change)
    assert not measurement.passed and culprit in measurement.culprits


def remade(bones: Built, name: str, mesh: TriMesh) -> Built:
    part = bones.parts[name]
    return built({**bones.parts, name: Part(name, mesh, part.pose)}.values(), bones.column)


def fails(name: str, build: Built) -> bool:
    measurement = CLAIMS[name].measure(build)
    assert measurement is not None
    return not measurement.passed


@pytest.mark.parametrize(
    "name", ["trend.wedges", "trend.lordosis", "trend.magnum", "trend.hypoglossal", "curve.coccyx"]
)
def test_the_bones_keep_their_proportions(bones: Built, name: str) -> None:
    assert not fails(name, bones)


def test_a_lowest_lumbar_body_that_is_lower_in_front_is_found(bones: Built) -> None:
    kyphotic = bones.local("T12").transformed(bones.column.poses["L5"])
    assert fails("trend.wedges", remade(bones, "bone.vertebra.L5", kyphotic))


def turned(bones: Built, name: str, level: str, angle_deg: float) -> Built:
    pose = bones.column.poses[level]
    turn = pose.inverse().then(Pose.about_x(np.radians(angle_deg))).then(pose)
    return remade(bones, name, bones.parts[name].mesh.transformed(turn))


def test_a_sacrum_that_lies_flat_makes_too_much_lordosis(bones: Built) -> None:
    assert fails("trend.lordosis", turned(bones, "bone.sacrum", "S1", 15.0))


def test_a_coccyx_in_line_with_the_sacrum_is_found(bones: Built) -> None:
    assert fails("curve.coccyx", turned(bones, "bone.coccyx", "Co1", 10.0))
    assert fails("curve.coccyx", turned(bones, "bone.coccyx", "Co1", -10.0))


@pytest.mark.parametrize(
    ("name", "stretch"), [("trend.magnum", (1.25, 1.0, 1.0)), ("trend.hypoglossal", (1.0, 1.5, 1.0))]
)
def test_a_foramen_magnum_out_of_proportion_is_found(
    bones: Built, name: str, stretch: tuple[float, float, float]
) -> None:
    local = bones.local("C0")
    mesh = TriMesh(local.points * stretch, local.triangles).transformed(bones.column.poses["C0"])
    assert fails(name, remade(bones, "bone.occipital", mesh))
