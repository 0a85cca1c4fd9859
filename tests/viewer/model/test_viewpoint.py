import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from viewer.model.viewpoint import (
    LEAST_FREE,
    NAMED_VIEWS,
    VIEW_ANGLE_DEG,
    framing,
    framing_points,
    looking_from,
    require_sound,
)

BOX = np.array([[-20.0, -35.0, -60.0], [25.0, 40.0, 70.0]])


def in_picture(viewpoint, points, aspect):
    """Places in the picture, -1 to 1 in both directions, by the eye's own geometry."""
    away = np.asarray(points, float) - np.array(viewpoint.eye)
    up, toward = np.array(viewpoint.up), np.array(viewpoint.direction)
    depth = -away @ toward
    if viewpoint.is_parallel:
        reach = np.full(len(away), viewpoint.height_mm / 2.0)
    else:
        reach = depth * math.tan(math.radians(VIEW_ANGLE_DEG) / 2.0)
    return np.stack([away @ np.cross(up, toward) / (reach * aspect), away @ up / reach], axis=1)


@pytest.mark.parametrize("name", NAMED_VIEWS)
@pytest.mark.parametrize("aspect", [0.5, 1.6])
@pytest.mark.parametrize("is_parallel", [False, True])
def test_a_framed_box_is_wholly_in_sight_and_fills_the_picture(name, aspect, is_parallel):
    view = framing(replace(NAMED_VIEWS[name], is_parallel=is_parallel), BOX, aspect)
    corners = np.array([[x, y, z] for x in BOX[:, 0] for y in BOX[:, 1] for z in BOX[:, 2]])
    places = in_picture(view, corners, aspect)
    assert np.abs(places).max() <= 1.0
    assert np.abs(places).max() > 0.75


def test_patient_left_is_on_the_right_seen_from_the_front_and_on_the_left_from_behind():
    left_ear = [[50.0, 0.0, 0.0]]
    for name, sign in (("anterior", 1.0), ("posterior", -1.0), ("inferior", 1.0), ("superior", -1.0)):
        view = framing(NAMED_VIEWS[name], BOX, 1.0)
        assert np.sign(in_picture(view, left_ear, 1.0)[0, 0]) == sign, name


def test_axial_views_show_the_front_on_top():
    nose = [[0.0, -100.0, 0.0]]
    for name in ("superior", "inferior"):
        assert in_picture(framing(NAMED_VIEWS[name], BOX, 1.0), nose, 1.0)[0, 1] > 0.0


def test_zoom_comes_closer_than_all_in_sight():
    wide = framing_points(looking_from((0, 1, 0)), BOX, 1.0)
    close = framing_points(looking_from((0, 1, 0), zoom=2.0), BOX, 1.0)
    assert close.height_mm == pytest.approx(wide.height_mm / 2.0)


@pytest.mark.parametrize("is_parallel", [False, True])
def test_the_legend_s_share_of_the_width_stays_clear(is_parallel):
    view = replace(looking_from((1, 0, 0)), is_parallel=is_parallel)
    corners = np.array(list(itertools.product(*np.transpose(BOX))))
    seen = in_picture(framing_points(view, corners, 1.0, taken_left=0.3), corners, 1.0)
    assert seen[:, 0].min() >= -1.0 + 2 * 0.3
    assert seen[:, 0].max() <= 1.0


def test_names_that_would_take_the_whole_width_lie_over_the_anatomy_instead():
    view = looking_from((0, 1, 0))
    bare = framing_points(view, BOX, 0.1)
    crowded = framing_points(view, BOX, 0.1, taken_left=0.7, taken_right=0.7)
    assert crowded.height_mm is not None
    assert bare.height_mm is not None
    assert bare.height_mm <= crowded.height_mm <= bare.height_mm / 0.4 + 1e-6


def test_a_legend_beside_enough_room_moves_nothing():
    view = looking_from((1, 0, 0))
    assert framing_points(view, BOX, 6.0, taken_left=0.1) == framing_points(view, BOX, 6.0)


def test_up_is_made_square_to_the_direction():
    view = looking_from((0.0, 1.0, 1.0), up=(0.0, 0.0, 5.0))
    assert np.dot(view.up, view.direction) == pytest.approx(0.0, abs=1e-8)
    assert np.linalg.norm(view.up) == pytest.approx(1.0)


def test_looking_along_up_is_refused():
    with pytest.raises(ValueError, match="two different directions"):
        looking_from((0.0, 0.0, 2.0), up=(0.0, 0.0, 1.0))


@pytest.mark.parametrize("direction", [(1, 0.5, 0.3), (0.2, -1, -0.5), (0, 1, 2)])
def test_the_column_stands_upright_unless_told_otherwise(direction):
    view = looking_from(direction)
    rightward = np.cross(view.up, view.direction)
    assert rightward @ [0.0, 0.0, 1.0] == pytest.approx(0.0, abs=1e-8)
    assert view.up[2] > 0.0


def test_nearly_axial_views_show_the_front_on_top_too():
    assert looking_from((0.05, 0.0, 1.0)).up[1] < -0.99


def test_a_fitted_viewpoint_has_no_eye():
    with pytest.raises(ValueError, match="fitted"):
        _ = NAMED_VIEWS["left"].eye


def test_what_a_caption_stands_on_is_kept_clear_and_no_more():
    view = replace(NAMED_VIEWS["anterior"], is_parallel=True)
    for aspect in (0.5, 1.0, 3.0):
        seen = in_picture(framing_points(view, BOX, aspect, taken_below=0.25), BOX, aspect)
        assert np.abs(seen).max() <= 1.0
        assert seen[:, 1].min() >= -0.5 - 1e-9
    tall = in_picture(framing_points(view, BOX, 6.0, taken_below=0.9), BOX, 6.0)
    assert np.ptp(tall[:, 1]) > 2 * LEAST_FREE * 0.8
    wide = framing_points(view, BOX, 0.1, taken_below=0.1)
    assert wide == framing_points(view, BOX, 0.1)


@pytest.mark.parametrize("lean", [-0.5, 0.5])
def test_an_up_that_leans_to_either_side_is_refused(lean):
    up = (lean, 0.0, math.sqrt(1.0 - lean * lean))
    with pytest.raises(ValueError, match="not square"):
        require_sound(replace(NAMED_VIEWS["left"], up=up))
