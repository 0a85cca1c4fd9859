import numpy as np
import pytest

from meshes.checks.morphometry import MEASURERS, morphometry
from meshes.checks.vertebra_cuts import NotMeasurable, VertebraCuts
from meshes.geometry.pose import Pose
from meshes.geometry.trimesh import TriMesh
from meshes.part import Part
from tests.meshes.checks.small import ball

ALONG = {"x": ("EPWu", "EPWl", "SCW", "TPW"), "y": ("EPDu", "EPDl", "SCD"), "z": ("VBHp",)}


@pytest.fixture(scope="module")
def vertebra(parts: dict[str, Part]) -> TriMesh:
    return parts["bone.vertebra.T7"].local


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
