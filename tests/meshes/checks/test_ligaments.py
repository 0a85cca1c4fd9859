"""Veins and ligaments: one led into a ligament is found, one that lies on it is not."""

import numpy as np
import pytest

from meshes.build import build
from meshes.checks.built import built
from meshes.checks.claims import tried
from meshes.column.frame import column_frame
from meshes.detail import Detail
from meshes.network.graph import VesselGraph
from meshes.part import Part
from meshes.recipe import Recipe

BAND, PLATE, CORD = (
    "ligament.longitudinal.anterior.L2",
    "ligament.interspinous.L2-L3",
    "ligament.supraspinous.L2-L3",
)


@pytest.fixture(scope="module")
def ligaments() -> dict[str, Part]:
    parts = build(Recipe(detail=Detail.DRAFT), ids=[BAND, PLATE, CORD])
    return {part.id: part for part in parts}


def _vein(name: str, at: np.ndarray) -> VesselGraph:
    """A short upright vein of half a millimetre's radius."""
    xyz = at + np.linspace(-1.0, 1.0, 3)[:, None] * np.array([0.0, 0.0, 1.0])
    return VesselGraph(xyz, np.full(3, 0.5), np.array([[0, 1], [1, 2]]), np.zeros(2, int), (name,))


def _foremost(part: Part) -> np.ndarray:
    """The point half-way down a ligament that lies farthest forwards."""
    points = part.mesh.points
    height = points[:, 2]
    middle = np.abs(height - np.median(height)) < 3.0
    return points[middle][points[middle][:, 1].argmin()]


def _within(part: Part) -> np.ndarray:
    """The middle of a plate in the median plane."""
    return part.mesh.points.mean(axis=0) * [0.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("ligament", "vein", "inwards"),
    [
        (BAND, "vein.external.anterior.L2", (0.0, 1.0, 0.0)),
        (PLATE, "vein.external.posterior.L2", (-1.0, 0.0, 0.0)),
        (CORD, "vein.external.posterior.L2", (-1.0, 0.0, 0.0)),
    ],
)
def test_a_vein_led_into_a_ligament_is_found(
    ligaments: dict[str, Part], ligament: str, vein: str, inwards: tuple[float, float, float]
) -> None:
    part, way = ligaments[ligament], np.array(inwards)
    face = _foremost(part) if ligament == BAND else _within(part)
    if ligament != BAND:
        face[0] = part.mesh.points[:, 0].max()
    for depth, is_kept in ((-1.0, True), (0.6, False)):
        build_of = built([part], column_frame(), _vein(vein, face + depth * way))
        (verdict,) = tried(build_of, ("ligaments.external",))
        assert verdict.measurement.passed is is_kept
        assert verdict.measurement.culprits == (() if is_kept else (vein,))


def test_only_external_veins_are_asked(ligaments: dict[str, Part]) -> None:
    within = _vein("vein.basivertebral.L2", _foremost(ligaments[BAND]))
    assert not list(tried(built(ligaments.values(), column_frame(), within), ("ligaments.external",)))


def test_a_vein_behind_a_membrane_of_the_canal_is_found() -> None:
    (membrane,) = build(Recipe(detail=Detail.DRAFT), ids=["ligament.membrane.C1-C2"])
    name = "vein.internal.posterior.C2.left"
    for depth, is_kept in ((-1.5, True), (2.0, False)):
        graph = _vein(name, _foremost(membrane) + [0.0, depth, 0.0])
        (verdict,) = tried(built([membrane], column_frame(), graph), ("ligaments.membranes",))
        assert verdict.measurement.passed is is_kept
        assert verdict.measurement.culprits == (() if is_kept else (name,))
