import numpy as np
import pytest

from meshes.checks.measures.morphometry import MEASURERS, morphometry
from meshes.checks.measures.vertebra_cuts import NotMeasurable, VertebraCuts
from meshes.geometry.pose import Pose
from meshes.geometry.trimesh import TriMesh
from meshes.part import Part
from meshes.sdf.solid import Solid
from meshes.surface.extract import extract
from tests.meshes.checks.small import ball

ALONG = {"x": ("EPWu", "EPWl", "SCW", "TPW"), "y": ("EPDu", "EPDl", "SCD"), "z": ("VBHp",)}


@pytest.fixture(scope="module")
def vertebra(parts: dict[str, Part]) -> TriMesh:
    return parts["bone.vertebra.T7"].local


def _blocks() -> TriMesh:
    """A vertebra of five blocks: body 30 x 25 x 18, pedicles 7 x 10, canal 18 x 15, transverse span 60."""
    boxes = np.array([
        [[-15, -25, -9], [15, 0, 9]],
        [[9, -2, -2], [16, 16, 8]],
        [[-16, -2, -2], [-9, 16, 8]],
        [[-16, 15, -6], [16, 20, 6]],
        [[-30, 17, -2], [30, 20, 2]],
    ], float)  # fmt: skip
    # Off the grid, as a real surface is: corners on the planes that are cut would decide the outcome.
    low, high = boxes[:, 0] + 1e-3, boxes[:, 1] + 1e-3

    def distance(p: np.ndarray) -> np.ndarray:
        outside = np.maximum(low[:, None] - p, p - high[:, None])
        return outside.max(axis=2).min(axis=0)

    return extract(Solid(distance, np.array([low.min(axis=0), high.max(axis=0)])), 0.45)


@pytest.mark.parametrize(
    ("measure", "size"),
    [
        ("EPWu", 30), ("EPWl", 30), ("EPDu", 25), ("EPDl", 25), ("VBHp", 18),
        ("SCW", 18), ("SCD", 15), ("PDW", 7), ("PDH", 10), ("TPW", 60),
    ],
)  # fmt: skip
def test_blocks_of_known_size_measure_what_they_are(blocks: TriMesh, measure: str, size: float) -> None:
    assert MEASURERS[measure](VertebraCuts(blocks)) == pytest.approx(size, abs=0.5)


@pytest.fixture(scope="module")
def blocks() -> TriMesh:
    return _blocks()


def _stretched(mesh: TriMesh, axis: str) -> TriMesh:
    factor = np.ones(3)
    factor["xyz".index(axis)] = 1.25
    return TriMesh(mesh.points * factor, mesh.triangles)


@pytest.mark.parametrize("axis", ["x", "y", "z"])
def test_each_measure_grows_along_its_own_axis_only(vertebra: TriMesh, axis: str) -> None:
    before, after = morphometry(vertebra), morphometry(_stretched(vertebra, axis))
    for other, names in ALONG.items():
        for name in names:
            wanted = 1.25 if other == axis else 1.0
            assert after[name] / before[name] == pytest.approx(wanted, abs=0.06), name


def test_a_mirrored_vertebra_measures_the_same(vertebra: TriMesh) -> None:
    mirrored = TriMesh(vertebra.points * (-1, 1, 1), vertebra.triangles[:, ::-1])
    one, other = morphometry(vertebra), morphometry(mirrored)
    assert {name: other[name] for name in one} == pytest.approx(one, abs=0.2)


def test_a_shifted_vertebra_keeps_its_body(vertebra: TriMesh) -> None:
    shifted = vertebra.transformed(Pose(translation=np.array([0.0, 0.7, 1.3])))
    one, other = morphometry(vertebra), morphometry(shifted)
    for name in ("EPWu", "EPDl", "VBHp", "SCD", "TPW"):
        assert other[name] == pytest.approx(one[name], abs=0.15), name


def test_endplate_lines_rest_on_the_rims_and_not_in_the_hollow(vertebra: TriMesh) -> None:
    cuts = VertebraCuts(vertebra)
    slope, height = cuts.upper_endplate
    rest = height + slope * cuts.body[:, 0] - cuts.body[:, 1]
    touched = cuts.body[rest < 0.02]
    assert rest.min() > -1e-3
    assert np.ptp(touched[:, 0]) > 0.5 * np.ptp(cuts.body[:, 0])


def test_what_is_no_vertebra_cannot_be_measured() -> None:
    mesh = ball(np.zeros(3), 10.0)
    with pytest.raises(NotMeasurable):
        MEASURERS["SCW"](VertebraCuts(mesh))
    assert np.isnan(morphometry(mesh)["SCW"])
