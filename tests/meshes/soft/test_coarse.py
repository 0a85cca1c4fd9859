"""Soft tissue drawn coarsely shares no more space than drawn finely: chords are allowed for."""

from __future__ import annotations

import numpy as np
import pytest

from meshes.build import build
from meshes.checks.overlaps import OVERLAP_MM, overlap_mm
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.frame import column_frame
from meshes.detail import Detail
from meshes.part import Part
from meshes.recipe import Recipe
from meshes.soft.dura import corners_of
from meshes.soft.fat import _round_sac, _sac_radius
from meshes.surface.nearness import Nearness

PAIRS = (("dura.C6", "fat.C6"), ("ligament.supraspinous.C7-T1", "bone.vertebra.T1"))


@pytest.fixture(scope="module")
def parts() -> dict[str, Part]:
    """A few structures at draft detail."""
    names = [name for pair in PAIRS for name in pair]
    return {part.id: part for part in build(Recipe(detail=Detail.DRAFT), names)}


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_neighbours_at_draft_detail_share_no_space(parts, one, other):
    for a, b in ((one, other), (other, one)):
        assert overlap_mm(parts[a].mesh, parts[b].mesh, Nearness(parts[a].mesh)) < OVERLAP_MM


def test_chords_of_the_bore_of_the_fat_lie_outside_the_sac():
    sac = dural_sac(column_frame())
    s = np.linspace(sac.start + 5.0, sac.end - 30.0, 40)
    count = corners_of(1.5 * Detail.DRAFT.bone_step_mm)
    angle = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
    corner, half = _round_sac(sac, s, angle), np.pi / count
    beside = np.roll(corner, -1, axis=1)
    chord = 2.0 * corner * beside * np.cos(half) / (corner + beside)
    clear = chord - _sac_radius(sac, s, angle + half)
    assert clear.min() > -0.01
    assert np.median(clear) < 0.1
