"""Soft tissue drawn coarsely shares no more space than drawn finely: chords are allowed for."""

from __future__ import annotations

import numpy as np
import pytest

from meshes.build import build
from meshes.checks.soft.overlaps import OVERLAP_MM, overlap_mm
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.frame import column_frame
from meshes.detail import Detail
from meshes.part import Part
from meshes.recipe import Recipe
from meshes.soft.fat_net import coarse_chords, fat_net
from meshes.soft.fat_walls import sac_wall
from meshes.surface.nearness import Nearness

PAIRS = (("dura.C6", "fat.C6"), ("ligament.supraspinous.C7-T1", "bone.vertebra.T1"))


@pytest.fixture(scope="module")
def parts() -> dict[str, Part]:
    """A few structures at draft detail."""
    names = [name for pair in PAIRS for name in pair]
    return {part.id: part for part in build(Recipe(detail=Detail.DRAFT), names)}


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_neighbours_at_draft_detail_share_no_space(parts, one, other):
    assert overlap_mm(*(Nearness(parts[name].mesh) for name in (one, other))) < OVERLAP_MM


def test_chords_of_the_bore_of_the_fat_lie_outside_the_sac():
    sac = dural_sac(column_frame())
    net = fat_net(sac, (sac.start + 5.0, sac.end - 30.0), 2.4, 32)
    wall = sac_wall(net, 0.3)
    chords = coarse_chords(wall, net.angle)
    assert chords == pytest.approx(wall, abs=0.05)
    x, v = (chords * each(net.angle) for each in (np.cos, np.sin))
    s = np.broadcast_to(net.s[:, None], x.shape)
    clear = sac.distance_at(np.stack([x.ravel(), s.ravel(), v.ravel()], axis=1))
    assert clear.min() > 0.0
    assert np.median(clear) < 0.15
