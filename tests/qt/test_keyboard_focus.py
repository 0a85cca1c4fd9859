"""One can see where the keyboard is: Tab leads round the window, and nowhere that is out of sight."""

import pytest
from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QSlider

from tests.qt.conftest import press, settled
from viewer.qt.docks.switches import SwitchButton

TAB, BACKTAB = Qt.Key.Key_Tab, Qt.Key.Key_Backtab


@pytest.fixture
def desk(qtbot, window):
    """The shared window with all docks there is, in its list of tabs; they are put away again."""
    for key in ("F7", "F6", "F8"):
        press(window.viewport, key)
    window.scene.select(["vein.basivertebral.T12"])
    settled(qtbot, window)
    window.viewport.setFocus()
    yield window
    for dock in window.panels.others:
        dock.hide()


def tab(key=TAB):
    QTest.keyClick(QApplication.focusWidget(), key)
    return QApplication.focusWidget()


def picture(window, widget):
    corner = widget.mapTo(window, QPoint(0, 0))
    return window.grab(QRect(corner - QPoint(3, 3), widget.size() + QSize(6, 6))).toImage()


def test_tab_leads_round_the_window_and_shows_where_it_is(desk):
    came_by = []
    while not came_by or came_by[-1] is not desk.viewport:
        here = tab()
        came_by.append(here)
        assert not here.visibleRegion().isEmpty(), f"{here} {here.accessibleName()} is out of sight"
        assert desk.focus_ring.around is here and desk.focus_ring.isVisible()
        with_ring = picture(desk, here)
        desk.focus_ring.hide()
        assert picture(desk, here) != with_ring, here.accessibleName()
        assert len(came_by) < 200
    names = {widget.accessibleName() for widget in came_by}
    assert {"Search", "Structures", "Bone opacity", "From level", "Anterior internal plexus"} <= names
    assert desk.left.tree.view in came_by
    front = [slider for slider in desk.parameters.findChildren(QSlider) if slider in came_by]
    assert len(front) > 5, "the dock in front is come by"
    assert desk.scenes.list not in came_by, "those behind it are not"


def test_backtab_leads_back(desk):
    first = tab()
    tab()
    assert tab(BACKTAB) is first
    assert desk.focus_ring.around is first


def test_the_ring_goes_when_the_mouse_is_used(qtbot, desk):
    tab()
    assert desk.focus_ring.isVisible()
    qtbot.mouseClick(desk.left.tree.search, Qt.MouseButton.LeftButton)
    assert desk.focus_ring.around is None and desk.focus_ring.isHidden()


def test_a_switch_come_to_by_tab_tells_its_state_and_is_turned_by_space(desk):
    while not isinstance(QApplication.focusWidget(), SwitchButton):
        tab()
    button = QApplication.focusWidget()
    assert button.isChecked() and button.accessibleDescription() == "all shown"
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert not button.isChecked() and button.accessibleDescription() == "hidden"
    desk.scene.show(button.switch.ids(desk.scene)[:1])
    assert button.isChecked() and button.accessibleDescription() == "partly shown"
