"""Pencil and pointer by real mouse and keys."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from tests.qt.conftest import press, settled

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot, window):
    yield window
    window.chalk.end()


def red(window) -> int:
    """Pixels of the ink's colour on the sheet over the view."""
    QApplication.processEvents()
    image = window.chalk.grab().toImage()
    colours = [
        image.pixelColor(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    ]
    return int(np.sum([c.red() > 230 and c.green() < 90 and c.alpha() > 200 for c in colours]))


def draw(window) -> None:
    QTest.mousePress(window.chalk, Qt.MouseButton.LeftButton, pos=QPoint(100, 300))
    for step in range(1, 9):
        QTest.mouseMove(window.chalk, QPoint(100 + 20 * step, 300))
    QTest.mouseRelease(window.chalk, Qt.MouseButton.LeftButton, pos=QPoint(260, 300))


def test_the_pencil_draws_without_turning_the_view_and_escape_wipes(qtbot, desk):
    window, before = desk, desk.scene.state
    qtbot.keyClick(window.viewport, Qt.Key.Key_B, SHIFT)
    assert window.verbs.by_id["view.pencil"].isChecked()
    bare = red(window)
    draw(window)
    assert len(window.chalk.strokes) == 1
    assert red(window) > bare + 100
    assert window.scene.state == before
    qtbot.keyClick(window.chalk, Qt.Key.Key_Escape)
    assert not window.chalk.isVisible()
    assert not window.chalk.strokes
    assert not window.verbs.by_id["view.pencil"].isChecked()


def test_strokes_are_taken_back_and_drawn_again_by_name_before_steps_of_the_scene(qtbot, desk):
    desk.scene.select(["bone.vertebra.T12"])
    before, undo = desk.scene.state, desk.verbs.by_id["edit.undo"]
    scene_step = undo.text()
    qtbot.keyClick(desk.viewport, Qt.Key.Key_B, SHIFT)
    bare = red(desk)
    draw(desk)
    draw(desk)
    assert undo.text() == "Undo: Stroke"
    for left in (1, 0):
        press(desk.viewport, "Ctrl+Z")
        assert len(desk.chalk.strokes) == left
    assert (red(desk), desk.scene.state, undo.text()) == (bare, before, scene_step)
    assert desk.verbs.by_id["edit.redo"].text() == "Redo: Stroke"
    press(desk.viewport, "Ctrl+Shift+Z")
    assert len(desk.chalk.strokes) == 1
    assert red(desk) > bare + 100
    press(desk.viewport, "Ctrl+Z")
    press(desk.viewport, "Ctrl+Z")
    assert desk.scene.state != before, "then the scene's own"
    qtbot.keyClick(desk.chalk, Qt.Key.Key_Escape)
    assert "Stroke" not in desk.verbs.by_id["edit.redo"].text()


def test_escape_with_a_pencil_leaves_the_selection(qtbot, desk):
    desk.scene.select(["bone.vertebra.T12"])
    qtbot.keyClick(desk.viewport, Qt.Key.Key_B, SHIFT)
    qtbot.keyClick(desk.viewport, Qt.Key.Key_Escape)
    assert desk.scene.state.selection == ("bone.vertebra.T12",)


def test_the_pointer_follows_the_mouse_and_the_keys_still_work(qtbot, desk):
    qtbot.keyClick(desk.viewport, Qt.Key.Key_L, SHIFT)
    QTest.mouseMove(desk.chalk, QPoint(150, 200))
    QTest.mouseMove(desk.chalk, QPoint(160, 210))
    assert (desk.chalk.spot.x(), desk.chalk.spot.y()) == (160, 210)
    assert red(desk) > 40
    qtbot.keyClick(desk.viewport, "l")
    settled(qtbot, desk)
    assert desk.verbs.by_id["view.left"].isChecked()
    assert desk.chalk.isVisible()


def test_measuring_and_drawing_exclude_each_other(qtbot, desk):
    qtbot.keyClick(desk.viewport, Qt.Key.Key_M, SHIFT)
    qtbot.keyClick(desk.viewport, Qt.Key.Key_B, SHIFT)
    assert desk.measuring.wanted == 0
    qtbot.keyClick(desk.viewport, Qt.Key.Key_M, SHIFT)
    assert desk.chalk.tool is None
    assert desk.measuring.wanted == 2
    desk.measuring.end()


def test_the_wheel_zooms_through_the_sheet(qtbot, desk):
    qtbot.keyClick(desk.viewport, Qt.Key.Key_B, SHIFT)
    before = desk.renderer.viewpoint().height_mm
    place = QPointF(150, 200)
    turn = QWheelEvent(
        place,
        QPointF(desk.chalk.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(desk.chalk, turn)
    assert desk.renderer.viewpoint().height_mm < 0.95 * before
