"""Geometry follows the parameters: on the landmarks at every corner of the ranges, and on meshes."""

from itertools import product
from math import degrees

import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.parameters import load_parameters
from meshes.build import Recipe, build
from meshes.checks.bones.curves import cobb_of_meshes_deg
from meshes.checks.bones.sizes import deviation
from meshes.checks.built import Built, built
from meshes.checks.measures.vertebra_cuts import VertebraCuts
from meshes.column.frame import column_frame
from meshes.column.parameters import measures_with
from meshes.column.posture import cobb
from meshes.detail import Detail
from meshes.geometry.mensuration import signed_volume_mm3

ASKED = {"lordosis": 52.0, "disc_height": 1.07, "canal_size": 1.04, "waist": 0.8}
LEVELS = ("L1", "L2", "L5")


def test_no_corner_of_the_ranges_closes_a_disc():
    names = ("kyphosis", "lordosis", "slope", "cervical_lordosis", "disc_height")
    ends = [(load_parameters()[name].least, load_parameters()[name].largest) for name in names]
    for values in product(*ends):
        column = column_frame(None, dict(zip(names, values, strict=True)))
        assert len(column.poses) == 27


def _built(parameters: dict[str, float]) -> Built:
    bones = load_catalogue().bones
    parts = list(build(Recipe(parameters=parameters), [bones[each] for each in LEVELS]))
    return built(parts, column_frame(LEVELS, parameters), None, parameters)


@pytest.fixture(scope="module")
def usual() -> Built:
    return _built({})


@pytest.fixture(scope="module")
def asked() -> Built:
    return _built(ASKED)


def gap_mm(those: Built) -> float:
    """Space between the bodies of L1 and L2 in the middle of their faces, from their meshes."""
    upper_bone = those.bones["L1"].transformed(those.column.poses["L2"].inverse())
    lower_bone = those.bones["L2"].transformed(those.column.poses["L2"].inverse())
    y = -those.column.landmarks["L2"].body.depth_upper / 2
    edge = those.column.landmarks["L2"].body.height_posterior

    def heights(points: np.ndarray) -> np.ndarray:
        near = np.hypot(points[:, 0], points[:, 1] - y) < 2.5
        return points[near, 2]

    over = heights(upper_bone.points)
    under = heights(lower_bone.points)
    return float(over[over > 0].min() - under[under < edge].max())


def waist_mm(those: Built, level: str) -> float:
    """Least width of a body between its endplates, from its mesh."""
    points = those.bones[level].transformed(those.column.poses[level].inverse()).points
    middle = np.abs(points[:, 2]) < 1.5
    body = points[middle & (points[:, 1] < -0.4 * those.column.landmarks[level].body.depth_waist)]
    return float(np.ptp(body[:, 0]))


def test_lordosis_of_the_meshes_is_the_parameter(asked):
    expected = degrees(cobb("L1", "L5", ASKED))
    assert cobb_of_meshes_deg(asked, "L1", "L5") == pytest.approx(expected, abs=1.0)
    assert expected - degrees(cobb("L1", "L5")) == pytest.approx(8.2 * _share_above_s1(), abs=0.5)


def _share_above_s1() -> float:
    """How much of a change of the lordosis lies above L5: its disc takes the rest."""
    measures = measures_with({})
    names = ("L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-S1")
    shares = [measures.value(name, "lordosis_share") for name in names]
    return 1.0 - shares[-1] / sum(shares)


def test_discs_are_as_much_higher_as_asked(usual, asked):
    row = measures_with({}).value("L1-L2", "height")
    grown = gap_mm(asked) - gap_mm(usual)
    assert grown == pytest.approx(0.07 * row, abs=0.25)


def test_the_neck_keeps_its_discs_and_its_canal():
    for level, ratio in (("C5", 1.0), ("C1", 1.0), ("T1", 1.04), ("L5", 1.04)):
        changed = measures_with({"canal_size": 1.04}).value(level, "SCW")
        assert changed == pytest.approx(ratio * measures_with({}).value(level, "SCW")), level
    for disc, ratio in (("C3-C4", 1.0), ("C7-T1", 1.0), ("T1-T2", 1.05), ("L5-S1", 1.05)):
        changed = measures_with({"disc_height": 1.05}).value(disc, "height")
        assert changed == pytest.approx(ratio * measures_with({}).value(disc, "height")), disc


def canal_widths_mm(those: Built, level: str, heights: np.ndarray) -> np.ndarray:
    """Widths of the canal where bone closes round it, at given heights."""
    rings = VertebraCuts(those.parts[load_catalogue().bones[level]].local).rings
    found = [ring.height for ring in rings], [np.ptp(ring.wall[:, 0]) for ring in rings]
    return np.interp(heights, *found, left=np.nan, right=np.nan)


def test_the_canal_is_as_much_larger_as_asked(usual, asked):
    # At like heights: a wider canal is closed by bone over another stretch, which shifts the mean of all.
    heights = np.arange(-8.0, 8.0, 0.5)
    for level in LEVELS:
        wider = canal_widths_mm(asked, level, heights) / canal_widths_mm(usual, level, heights)
        assert np.isfinite(wider).sum() >= 5
        assert np.nanmedian(wider) == pytest.approx(1.04, abs=0.02), level
        assert asked.sizes[level]["SCD"] / usual.sizes[level]["SCD"] == pytest.approx(1.04, abs=0.02), level
        assert all(deviation(asked, level, measure) < 1.0 for measure in ("SCW", "SCD")), level


def test_a_smaller_waist_number_leaves_the_body_wider(usual, asked):
    for level in LEVELS:
        assert waist_mm(asked, level) > waist_mm(usual, level) + 0.5, level


def test_scale_scales_a_whole_vertebra():
    small, usual = _one(0.95), _one(1.0)
    ratio = np.ptp(small.points, axis=0) / np.ptp(usual.points, axis=0)
    assert ratio == pytest.approx([0.95] * 3, abs=0.004)
    assert signed_volume_mm3(small) / signed_volume_mm3(usual) == pytest.approx(0.95**3, abs=0.006)


def _one(scale: float):
    parameters = {"scale": scale} if scale != 1.0 else {}
    (part,) = build(Recipe(detail=Detail.NORMAL, parameters=parameters), ["bone.vertebra.L2"])
    return part.mesh.transformed(part.pose.inverse())


def test_a_waist_ratio_is_over_what_is_drawn_in_not_over_what_is_left():
    for ratio in (0.8, 1.2):
        for measure in ("waist_width_ratio", "waist_depth_ratio"):
            row, asked = (measures_with(those).value("L3", measure) for those in ({}, {"waist": ratio}))
            assert 1.0 - asked == pytest.approx(ratio * (1.0 - row))
