"""A person of another size is the same one enlarged, and is held against the same rows."""

import numpy as np
import pytest

from meshes.build import Recipe, build
from meshes.checks.bones.contact import dens_gap_mm, disc_gaps, half_facet_gap_mm
from meshes.checks.bones.curves import endplate_lean_deg
from meshes.checks.bones.intervertebral_room import intervertebral_room_mm
from meshes.checks.bones.openings import bore_mm
from meshes.checks.built import Built, built
from meshes.column.frame import column_frame
from meshes.detail import Detail

LEVELS = ("C1", "C2", "C3", "C7", "T1")
IDS = (*(f"bone.vertebra.{level}" for level in LEVELS), "disc.C2-C3", "disc.C7-T1")
SCALE = 1.12


def _built(parameters: dict[str, float]) -> Built:
    parts = build(Recipe(detail=Detail.DRAFT, parameters=parameters), IDS)
    return built(parts, column_frame(None, parameters), None, parameters)


@pytest.fixture(scope="module")
def usual() -> Built:
    return _built({})


@pytest.fixture(scope="module")
def larger() -> Built:
    return _built({"scale": SCALE})


@pytest.mark.parametrize("name", IDS)
def test_bones_and_discs_of_a_larger_person_are_the_usual_ones_enlarged(
    usual: Built, larger: Built, name: str
) -> None:
    """Else what is near a limit keeps it at one size and not at another, as the cells happen to lie."""
    one, other = usual.parts[name].local, larger.parts[name].local
    assert len(one.points) == len(other.points)
    assert np.abs(other.points / SCALE - one.points).max() < 0.01


def test_what_claims_find_on_bones_does_not_depend_on_the_size(usual: Built, larger: Built) -> None:
    way = np.array([[0.0, 6.0, 0.0], [0.0, 8.0, 0.0]])
    for found in (
        lambda each: half_facet_gap_mm(each, "C2", "C3", "left"),
        lambda each: half_facet_gap_mm(each, "C7", "T1", "right"),
        lambda each: intervertebral_room_mm(each, "C2", "C3"),
        lambda each: dens_gap_mm(each),
        lambda each: disc_gaps(each, each.parts["disc.C2-C3"]).max() / each.scale,
        lambda each: bore_mm(each, "C7", way),
        lambda each: endplate_lean_deg(each, "T1", is_upper=True),
        lambda each: each.sizes["C7"]["PDW"] / each.scale,
    ):
        assert found(larger) == pytest.approx(found(usual), abs=0.01)
