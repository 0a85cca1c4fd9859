from math import degrees

import numpy as np
import pytest

from meshes.anatomy.levels import BUILT_LEVELS, TRUNK_LEVELS, below
from meshes.anatomy.measures import load_measures
from meshes.anatomy.parameters import OutsideRange
from meshes.column.frame import column_frame
from meshes.column.parameters import UnknownParameter, measures_with, published_with, scale_of
from meshes.column.posture import body_wedge, cobb, disc_name, disc_wedges, lean_of, level_poses, rim_lean


@pytest.mark.parametrize("asked", [25.0, 40.6, 55.0])
def test_kyphosis_is_what_is_asked_for(asked: float) -> None:
    assert degrees(cobb("T4", "T12", {"kyphosis": asked})) == pytest.approx(asked, abs=1e-6)


def test_lordosis_to_the_sacrum_is_what_the_table_says() -> None:
    measures = measures_with({})
    lumbosacral = degrees(disc_wedges(measures)["L5-S1"])
    below_l5 = degrees(rim_lean("L5", measures, False) - body_wedge("L5", measures) / 2)
    assert degrees(cobb("L1", "L5")) + lumbosacral - below_l5 == pytest.approx(-60.2, abs=1e-6)


def test_a_raised_hind_rim_leans_an_endplate_forwards() -> None:
    measures = measures_with({})
    for level in ("T4", "T12"):
        assert rim_lean(level, measures, True) > body_wedge(level, measures) / 2
        assert degrees(rim_lean(level, measures, True)) < 5.0


def test_the_thorax_leans_forward_above_and_back_below() -> None:
    poses = level_poses()
    assert degrees(lean_of(poses["T1"])) > 15
    assert degrees(lean_of(poses["L1"])) < -10
    # Forward lean: the upper end of the vertebra's own axis points to the front.
    assert poses["T1"].apply_direction(np.array([[0.0, 0.0, 1.0]]))[0, 1] < 0


def test_the_lumbar_column_stands_in_front_of_the_thoracic_hump() -> None:
    poses = level_poses()
    depth = {level: poses[level].translation[1] for level in TRUNK_LEVELS}
    assert min(depth, key=depth.__getitem__) in ("L3", "L4")
    assert max(depth, key=depth.__getitem__) in ("T6", "T7", "T8", "T9")


def test_each_vertebra_stands_above_the_next() -> None:
    heights = [level_poses()[level].translation[2] for level in BUILT_LEVELS]
    assert heights == sorted(heights, reverse=True)


def test_a_vertebra_stands_in_the_same_place_whichever_levels_are_asked_for() -> None:
    alone = level_poses(("T5",))["T5"]
    assert np.array_equal(alone.matrix, level_poses()["T5"].matrix)


@pytest.mark.parametrize("upper", TRUNK_LEVELS[:-1])
def test_the_middle_of_a_disc_is_as_high_as_its_row(upper: str) -> None:
    column = column_frame()
    lower = str(below(upper))
    above, under = column.landmarks[upper].body, column.landmarks[lower].body
    depth = (above.depth_lower + under.depth_upper) / 2
    # In the frame of the lower vertebra: the lower rim plane of the upper body over its own upper rim plane.
    relative = column.relative(upper, lower)
    feet = relative.apply(np.array([[0.0, y, above.bottom(y)] for y in (0.0, -depth)]))
    gap = [foot[2] - under.top(foot[1]) for foot in feet]
    height = load_measures().value(disc_name(upper), "height")
    assert np.mean(gap) == pytest.approx(height, rel=0.06)


def test_the_discs_of_the_lordosis_open_forwards() -> None:
    for name, disc in column_frame(("L1", "L2", "L3", "L4", "L5")).discs.items():
        assert disc.wedge < 0, name


def test_a_curve_that_would_close_a_disc_is_refused() -> None:
    with pytest.raises(ValueError, match="closes the disc"):
        level_poses(None, {"lordosis": 160.0})


def test_scale_makes_the_column_longer_and_leaves_its_angles() -> None:
    small, large = level_poses(), level_poses(None, {"scale": 1.1})
    assert np.allclose(large["T1"].translation, 1.1 * small["T1"].translation)
    assert np.allclose(large["T1"].rotation, small["T1"].rotation)


def test_a_parameter_replaces_one_measure() -> None:
    assert measures_with({"L3.EPWu": 50.0}).value("L3", "EPWu") == 50.0
    assert published_with({"l3.EPWu": 50.0}).value("L3", "EPWu") == 50.0
    assert published_with({}).value("L3", "EPWu") == 44.1


def test_an_unknown_parameter_offers_near_ones() -> None:
    with pytest.raises(UnknownParameter, match="kyphosis"):
        measures_with({"kyphos": 30.0})
    with pytest.raises(OutsideRange, match=r"scale is -1; it must lie between 0\.2 and 5"):
        scale_of({"scale": -1.0})
