"""The knob of a section, pulled and swung with the mouse."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest

from tests.qt.conftest import pixels, settled
from viewer.render.cuts.section_handle import handle_of
from viewer.render.protocol import Quality


@pytest.fixture
def cut_window(qtbot, window):
    qtbot.keyClick(window.viewport, "x")
    settled(qtbot, window)
    return window


def ends(window) -> tuple[QPoint, QPoint]:
    """Foot and knob of the handle in pixels of the view."""
    handle, view = handle_of(window.renderer.cut, window.renderer.viewpoint()), window.viewport
    width, height = view.width(), view.height()
    return tuple(
        QPoint(round(width / 2 + right * height), round(height / 2 - up * height))
        for right, up in (handle.foot, handle.tip)
    )


def knob(window) -> QPoint:
    return ends(window)[1]


def drag(window, start: QPoint, step: QPoint, button=Qt.MouseButton.LeftButton) -> None:
    view = window.viewport
    QTest.mousePress(view, button, pos=start)
    for part in (1, 2, 3, 4):
        QTest.mouseMove(view, start + step * part / 4)
    QTest.mouseRelease(view, button, pos=start + step)


def test_pulling_the_knob_moves_the_plane_and_not_the_eye_in_one_step(qtbot, cut_window):
    window = cut_window
    before, eye, picture = window.scene.state, window.renderer.viewpoint(), pixels(qtbot, window)
    foot, start = ends(window)
    drag(window, start, (foot - start) / 2)
    assert window.scene.state.section.offset_mm < before.section.offset_mm - 1.0
    assert window.scene.state.section.normal == before.section.normal
    assert window.renderer.viewpoint() == eye
    assert np.any(pixels(qtbot, window) != picture)
    window.scene.undo()
    assert window.scene.state == before


def test_the_picture_is_a_light_one_while_the_knob_is_held(qtbot, cut_window):
    view, start = cut_window.viewport, knob(cut_window)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start + QPoint(30, 10))
    assert cut_window.renderer._quality is Quality.MOVING
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(30, 10))
    assert cut_window.renderer._quality is Quality.REST


def test_with_the_right_button_the_knob_tilts_the_plane(qtbot, cut_window):
    before = cut_window.scene.state
    drag(cut_window, knob(cut_window), QPoint(0, -40), Qt.MouseButton.RightButton)
    normal = cut_window.scene.state.section.normal
    assert normal[2] > 0.1
    assert np.linalg.norm(normal) == pytest.approx(1.0)
    cut_window.scene.undo()
    assert cut_window.scene.state == before


def test_beside_the_knob_a_drag_turns_the_view_as_ever(qtbot, cut_window):
    before = cut_window.scene.state.section
    drag(cut_window, knob(cut_window) + QPoint(0, 120), QPoint(60, 0))
    assert cut_window.scene.state.section == before
    assert cut_window.scene.undo_name == "Turn the view"


def test_the_knob_is_drawn_and_goes_with_the_section(qtbot, cut_window):
    place = knob(cut_window)
    r, g, b = pixels(qtbot, cut_window)[place.y(), place.x(), :3].astype(int)
    assert (r, g, b) == (23, 90, 158)
    qtbot.keyClick(cut_window.viewport, "x")
    assert tuple(pixels(qtbot, cut_window)[place.y(), place.x(), :3]) != (23, 90, 158)


def test_keys_cut_across_the_line_of_sight_and_leave_veins_whole(qtbot, cut_window):
    window = cut_window
    qtbot.keyClick(window.viewport, "v")
    assert window.renderer.cut.spared >= set(window.scene.catalogue.under("vein"))
    qtbot.keyClick(window.viewport, "x", Qt.KeyboardModifier.ControlModifier)
    assert window.scene.state.section.normal == pytest.approx(window.scene.state.viewpoint.direction)
    assert window.renderer.cut.spared >= set(window.scene.catalogue.under("vein"))
    qtbot.keyClick(window.viewport, "v")
    assert not window.renderer.cut.spared
