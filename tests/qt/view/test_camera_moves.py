from dataclasses import replace

import numpy as np
import pytest

from viewer.model.viewpoint import NAMED_VIEWS, Viewpoint
from viewer.qt.view.camera_moves import panned, point_at, turned, zoomed

POSTERIOR = replace(NAMED_VIEWS["posterior"], centre=(1.0, 2.0, 3.0), height_mm=200.0)
SUPERIOR = replace(NAMED_VIEWS["superior"], centre=(0.0, 0.0, 0.0), height_mm=100.0)


def seen_at(viewpoint: Viewpoint, point) -> tuple[float, float]:
    """Where a parallel projection shows a point, right and up in parts of the height."""
    up = np.array(viewpoint.up)
    right = np.cross(up, viewpoint.direction)
    offset = (np.array(point) - viewpoint.centre) / viewpoint.height_mm
    return float(offset @ right), float(offset @ up)


def test_dragging_right_carries_the_near_side_to_the_right():
    near = np.array(POSTERIOR.centre) + 20.0 * np.array(POSTERIOR.direction)
    right, _ = seen_at(turned(POSTERIOR, 0.3, 0.0), near)
    assert right > 0.01


def test_dragging_up_carries_the_near_side_up():
    near = np.array(POSTERIOR.centre) + 20.0 * np.array(POSTERIOR.direction)
    _, up = seen_at(turned(POSTERIOR, 0.0, 0.3), near)
    assert up > 0.01


@pytest.mark.parametrize("upward", [-9.0, 9.0])
def test_tipping_stops_where_one_looks_straight_down_or_up(upward):
    tipped = turned(POSTERIOR, 0.0, upward)
    np.testing.assert_allclose(tipped.direction, (0.0, 0.0, -np.sign(upward)), atol=1e-9)
    back = turned(tipped, 0.0, -np.sign(upward) * 0.4)
    assert back.up[2] > 0.0


def test_the_column_stays_upright_however_it_is_turned():
    view = POSTERIOR
    for right, up in np.random.default_rng(1).normal(size=(200, 2)):
        view = turned(view, right, up)
        side = np.cross(view.up, view.direction)
        assert abs(side[2]) < 1e-9
        assert view.up[2] > -1e-9
    assert abs(np.linalg.norm(view.direction) - 1.0) < 1e-9
    assert abs(np.dot(view.direction, view.up)) < 1e-9


def test_from_the_superior_view_one_can_turn_on_and_tip_back():
    view = turned(SUPERIOR, 0.5, 0.0)
    np.testing.assert_allclose(view.direction, (0.0, 0.0, 1.0), atol=1e-9)
    assert turned(view, 0.0, 0.5).up[2] > 0.0


def test_panning_keeps_under_the_pointer_what_was_there():
    held = point_at(POSTERIOR, 0.1, -0.2)
    right, up = seen_at(panned(POSTERIOR, 0.25, 0.05), held)
    assert (right, up) == pytest.approx((0.35, -0.15))


@pytest.mark.parametrize("factor", [1.3, 0.6])
def test_zooming_keeps_the_point_under_the_pointer(factor):
    held = point_at(POSTERIOR, 0.4, 0.3)
    view = zoomed(POSTERIOR, factor, 0.4, 0.3)
    assert view.height_mm == pytest.approx(200.0 / factor)
    assert seen_at(view, held) == pytest.approx((0.4, 0.3))


def test_zooming_ends_before_the_column_is_a_point_or_a_pore():
    assert zoomed(POSTERIOR, 1e9).height_mm == 2.0
    assert zoomed(POSTERIOR, 1e-9).height_mm == 4000.0


def test_a_fitted_viewpoint_has_no_points_yet():
    with pytest.raises(ValueError, match="fitted"):
        zoomed(NAMED_VIEWS["left"], 2.0)


def test_a_narrower_picture_shows_as_much_from_side_to_side():
    view = replace(POSTERIOR, aspect=2.0).in_shape(0.5)
    assert view.height_mm * 0.5 == pytest.approx(200.0 * 2.0)
    assert view.aspect is None
    assert replace(POSTERIOR, aspect=1.0).in_shape(3.0) == POSTERIOR
    assert POSTERIOR.in_shape(0.5) == POSTERIOR, "what shape it was seen in nobody knows"
