"""Pencil and pointer by real mouse and keys."""

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QInputDevice, QPointingDevice, QTabletEvent, QWheelEvent
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
    assert len(window.chalk.slate.strokes) == 1
    assert red(window) > bare + 100
    assert window.scene.state == before
    qtbot.keyClick(window.chalk, Qt.Key.Key_Escape)
    assert not window.chalk.isVisible()
    assert not window.chalk.slate.strokes
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
        assert len(desk.chalk.slate.strokes) == left
    assert (red(desk), desk.scene.state, undo.text()) == (bare, before, scene_step)
    assert desk.verbs.by_id["edit.redo"].text() == "Redo: Stroke"
    press(desk.viewport, "Ctrl+Shift+Z")
    assert len(desk.chalk.slate.strokes) == 1
    assert red(desk) > bare + 100
    press(desk.viewport, "Ctrl+Z")
    press(desk.viewport, "Ctrl+Z")
    assert desk.scene.state != before, "then the scene's own"
    qtbot.keyClick(desk.chalk, Qt.Key.Key_Escape)
    assert "Stroke" not in desk.verbs.by_id["edit.redo"].text()


NONE, LEFT, RIGHT = (getattr(Qt.MouseButton, f"{name}Button") for name in ("No", "Left", "Right"))
PRESS, MOVE, RELEASE = QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease
PEN, ERASER = QPointingDevice.PointerType.Pen, QPointingDevice.PointerType.Eraser


def pen(window, kind, at: tuple[int, int], pressure: float = 0.0, end=PEN, button=LEFT) -> bool:
    """What a pen tells, as Qt does; whether the sheet took it."""
    able = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
    device = QPointingDevice("pen", 7, QInputDevice.DeviceType.Stylus, end, able, 1, 2)
    place = QPointF(*at)
    over = QPointF(window.chalk.mapToGlobal(place.toPoint()))
    pressed = NONE if kind == MOVE else button
    held = NONE if kind == RELEASE else button
    told = QTabletEvent(
        kind, device, place, over, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, pressed, held
    )
    told.ignore()
    QApplication.sendEvent(window.chalk, told)
    return told.isAccepted()


def sweep(window, y: int, pressure: float, end=PEN) -> None:
    pen(window, PRESS, (100, y), pressure, end)
    for x in range(120, 280, 20):
        pen(window, MOVE, (x, y), pressure, end)
    pen(window, RELEASE, (260, y), 0.0, end)


def breadth(window, x: int, y: int) -> int:
    """Pixels of ink above each other at a place."""
    QApplication.processEvents()
    image = window.chalk.grab().toImage()
    column = [image.pixelColor(x, row) for row in range(y - 12, y + 12)]
    return sum(each.red() > 230 and each.green() < 110 and each.alpha() > 200 for each in column)


def test_a_pen_draws_the_broader_the_harder_it_is_pressed(qtbot, desk):
    before = desk.scene.state
    qtbot.keyClick(desk.viewport, Qt.Key.Key_B, SHIFT)
    bare = [breadth(desk, 180, y) for y in (200, 260, 320)]
    for y, pressure in ((200, 0.1), (260, 0.5), (320, 1.0)):
        sweep(desk, y, pressure)
    light, usual, heavy = np.subtract([breadth(desk, 180, y) for y in (200, 260, 320)], bare)
    assert 1 <= light < usual < heavy
    assert usual == pytest.approx(4, abs=1), "as broad as the mouse draws"
    pen(desk, PRESS, (100, 380), 0.1)
    for x, pressure in ((150, 0.1), (200, 1.0), (250, 1.0)):
        pen(desk, MOVE, (x, 380), pressure)
    assert breadth(desk, 120, 380) < breadth(desk, 240, 380), "also within a stroke"
    assert desk.scene.state == before


def test_the_other_end_of_a_pen_takes_strokes_away_in_one_step_that_is_undone(qtbot, desk):
    qtbot.keyClick(desk.viewport, Qt.Key.Key_B, SHIFT)
    bare, undo = red(desk), desk.verbs.by_id["edit.undo"]
    for y in (200, 206, 320):
        sweep(desk, y, 0.5)
    assert len(desk.chalk.slate.strokes) == 3
    pen(desk, PRESS, (400, 190), 0.5, ERASER)
    assert len(desk.chalk.slate.strokes) == 3, "there is nothing to erase there"
    for place in ((170, 194), (170, 203), (171, 210)):
        pen(desk, MOVE, place, 0.5, ERASER)
    pen(desk, RELEASE, (171, 210), 0.0, ERASER)
    assert [stroke.places[0].y() for stroke in desk.chalk.slate.strokes] == [320]
    assert undo.text() == "Undo: Erase stroke"
    press(desk.viewport, "Ctrl+Z")
    assert len(desk.chalk.slate.strokes) == 3
    assert desk.verbs.by_id["edit.redo"].text() == "Redo: Erase stroke"
    press(desk.viewport, "Ctrl+Shift+Z")
    assert len(desk.chalk.slate.strokes) == 1
    sweep(desk, 320, 0.5, ERASER)
    assert red(desk) == bare
    assert undo.text() == "Undo: Erase stroke"


def test_a_touch_of_pen_or_mouse_is_a_dot(qtbot, desk):
    qtbot.keyClick(desk.viewport, Qt.Key.Key_B, SHIFT)
    bare = [breadth(desk, x, 240) for x in (150, 250)]
    pen(desk, PRESS, (150, 240), 0.5)
    pen(desk, RELEASE, (150, 240))
    QTest.mouseClick(desk.chalk, LEFT, pos=QPoint(250, 240))
    dots = np.subtract([breadth(desk, x, 240) for x in (150, 250)], bare)
    assert dots.min() >= 3


def test_what_the_sheet_has_no_use_for_is_left_to_the_mouse(qtbot, desk):
    qtbot.keyClick(desk.viewport, Qt.Key.Key_B, SHIFT)
    assert pen(desk, PRESS, (150, 240), 0.5)
    assert pen(desk, RELEASE, (150, 240))
    assert not pen(desk, PRESS, (150, 240), 0.5, button=RIGHT), "the button on its shaft"
    assert not pen(desk, MOVE, (150, 240), button=NONE), "held over the sheet"
    qtbot.keyClick(desk.viewport, Qt.Key.Key_L, SHIFT)
    assert not pen(desk, PRESS, (150, 240), 0.5), "the dot follows the mouse that Qt makes of it"
    assert len(desk.chalk.slate.strokes) == 1


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
