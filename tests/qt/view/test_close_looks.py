"""Framing the selection, and letting the column turn by itself."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest

from tests.qt.conftest import place_of, press, settled
from viewer.qt.view.spin import EVERY_MS
from viewer.render.protocol import Quality


def test_a_key_brings_the_selection_close_without_turning(qtbot, window):
    before = window.renderer.viewpoint()
    window.scene.select(["vein.basivertebral.L1"])
    qtbot.keyClick(window.viewport, "f", Qt.KeyboardModifier.ShiftModifier)
    settled(qtbot, window)
    after = window.renderer.viewpoint()
    assert after.direction == pytest.approx(before.direction)
    assert after.height_mm < before.height_mm / 2
    place = place_of(window, "vein.basivertebral.L1")
    assert (place - window.viewport.rect().center()).manhattanLength() < 0.35 * window.viewport.width()
    assert window.scene.undo_name == "Frame the selection"
    window.scene.undo()
    assert window.renderer.viewpoint().height_mm == pytest.approx(before.height_mm)


def test_without_a_selection_it_says_what_to_do(qtbot, window):
    before = window.scene.state
    qtbot.keyClick(window.viewport, "f", Qt.KeyboardModifier.ShiftModifier)
    assert window.scene.state == before
    assert "Select" in window.statusBar().currentMessage()


def test_the_space_bar_turns_the_column_and_stops_it_in_one_step(qtbot, fresh_window):
    # A window of its own: sliders that tests before have moved may still come to rest, which ends any step.
    window = fresh_window
    before, eye = window.scene.state, window.renderer.viewpoint()
    qtbot.keyClick(window.viewport, Qt.Key.Key_Space)
    assert window.renderer._quality is Quality.MOVING
    qtbot.waitUntil(lambda: window.renderer.viewpoint().direction[:2] != eye.direction[:2])
    QTest.qWait(150)
    qtbot.keyClick(window.viewport, Qt.Key.Key_Space)
    after = window.renderer.viewpoint()
    assert not window.spin.is_on
    assert window.renderer._quality is Quality.REST
    assert after.direction[2] == pytest.approx(eye.direction[2], abs=1e-6)
    assert after.height_mm == pytest.approx(eye.height_mm)
    window.scene.undo()
    assert window.scene.state == before


def test_undo_takes_a_spin_back_and_then_what_was_before_it(qtbot, window):
    first = window.scene.state
    press(window.viewport, "E")
    before = window.scene.state
    qtbot.keyClick(window.viewport, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.scene.undo_name == "Spin")
    press(window.viewport, "Ctrl+Z")
    assert window.scene.state == before and not window.spin.is_on
    qtbot.wait(3 * EVERY_MS)
    press(window.viewport, "Ctrl+Z")
    assert window.scene.state == first


def test_taking_hold_of_the_column_stops_the_spin(qtbot, window):
    qtbot.keyClick(window.viewport, Qt.Key.Key_Space)
    start = window.viewport.rect().center()
    QTest.mousePress(window.viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(window.viewport, start + QPoint(40, 0))
    assert not window.spin.is_on
    QTest.mouseRelease(window.viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 0))
