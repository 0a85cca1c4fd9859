"""The view is a window of its own within the window: what lies over it is looked for on the screen itself."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtGui import QGuiApplication, QImage
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QDialog

from tests.qt.conftest import pixels, press, settled
from viewer.qt.tools.chalk import INK

SHIFT = Qt.KeyboardModifier.ShiftModifier


def on_screen(widget, rect: QRect | None = None) -> np.ndarray:
    """What the X server shows where a widget is, (height, width, 3): grabbed from the root window."""
    QApplication.processEvents()
    rect = rect or widget.rect()
    corner = widget.mapToGlobal(rect.topLeft())
    screen = QGuiApplication.primaryScreen()
    grabbed = screen.grabWindow(0, corner.x(), corner.y(), rect.width(), rect.height())
    image = grabbed.toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    picture = np.frombuffer(bytes(bits), np.uint8).reshape(image.height(), image.width(), 4)
    return picture[..., :3].astype(int)


def like(picture: np.ndarray, colour: tuple[int, int, int], tolerance: int = 12) -> int:
    return int((np.abs(picture - np.array(colour)).max(axis=2) <= tolerance).sum())


@pytest.fixture
def desk(qtbot, window):
    if QGuiApplication.platformName() != "xcb":
        pytest.skip("the view has no window of its own here")
    # What another test left open lies over it: nobody but the server arranges windows here.
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()
    window.raise_()
    settled(qtbot, window)
    yield window
    window.chalk.end()
    window.right.setFloating(False)
    window.right.show()


def test_the_view_is_a_window_and_the_screen_shows_the_anatomy_in_it(qtbot, desk):
    assert desk.viewport.windowHandle() is not None
    drawn = pixels(qtbot, desk)[..., :3].astype(int)
    assert len(np.unique(drawn[::4, ::4].reshape(-1, 3), axis=0)) > 200, "there is something to see"
    desk.hint.hide()

    def is_seen() -> None:
        # What is drawn while the server arranges windows may be lost: it is drawn anew, as by any change.
        desk.renderer.draw()
        settled(qtbot, desk)
        shown = on_screen(desk.viewport)
        others = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        assert shown.shape == drawn.shape
        assert differing(shown, drawn) == 0, (shown.min(), shown.max(), desk.geometry(), others)

    # Two such windows on two cores are drawn by software: a picture may take seconds to come to the screen.
    qtbot.waitUntil(is_seen, timeout=60_000)


def test_pencil_pointer_and_hint_are_seen_over_the_view(qtbot, desk):
    qtbot.keyClick(desk.viewport, Qt.Key.Key_B, SHIFT)
    QTest.mousePress(desk.chalk, Qt.MouseButton.LeftButton, pos=QPoint(60, 300))
    QTest.mouseMove(desk.chalk, QPoint(220, 300))
    QTest.mouseRelease(desk.chalk, Qt.MouseButton.LeftButton, pos=QPoint(220, 300))
    ink = (INK.red(), INK.green(), INK.blue())
    qtbot.waitUntil(lambda: like(on_screen(desk.viewport), ink) > 300)
    paper = desk.hint.grab().toImage().pixelColor(desk.hint.width() // 2, 3)
    hint = on_screen(desk.hint)
    assert like(hint, (paper.red(), paper.green(), paper.blue())) > 0.4 * hint.shape[0] * hint.shape[1]
    qtbot.keyClick(desk.chalk, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: like(on_screen(desk.viewport), ink) == 0)


def test_a_menu_and_a_floating_panel_lie_over_the_view_even_when_it_is_drawn_anew(qtbot, desk):
    desk.right.setFloating(True)
    desk.right.move(desk.viewport.mapToGlobal(QPoint(120, 120)))
    desk.right.resize(220, 260)
    QTest.qWaitForWindowExposed(desk.right)
    inside = QRect(20, 200, 180, 40)
    before = on_screen(desk.right, inside)
    press(desk.viewport, "P")
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: np.array_equal(on_screen(desk.right, inside), before))


@pytest.mark.parametrize("place", [QPoint(40, 160), QPoint(300, 220), QPoint(600, 300)])
def test_nothing_of_a_dialog_stays_on_the_screen_once_it_has_closed(qtbot, desk, place):
    desk.statusBar().clearMessage()
    QTest.qWait(300)
    before = on_screen(desk)
    dialog = QDialog(desk)
    dialog.setGeometry(QRect(desk.mapToGlobal(place), QSize(360, 130)))
    dialog.open()
    qtbot.waitUntil(lambda: differing(on_screen(desk), before) > 5000)
    dialog.close()
    qtbot.waitUntil(lambda: differing(on_screen(desk), before) == 0)


def differing(one: np.ndarray, other: np.ndarray) -> int:
    return int((np.abs(one - other).sum(axis=2) > 30).sum())


def test_a_view_too_narrow_for_its_names_still_shows_all_the_anatomy(qtbot, desk):
    press(desk.viewport, "N")
    size = desk.size()
    desk.resize(600, 640)
    qtbot.waitUntil(lambda: desk.viewport.width() < 320)
    settled(qtbot, desk)
    seen = desk.sync.resolved_viewpoint()
    wide = seen.height_mm * desk.renderer.aspect()
    desk.resize(size)
    # The boxes of two levels are 72 mm wide at least from behind aslant.
    assert wide > 72.0
