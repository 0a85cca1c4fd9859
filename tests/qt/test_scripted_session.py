"""A lecture's worth of real mouse and key events, one after the other, and where they have to lead."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QInputDialog, QLineEdit

from tests.qt.conftest import place_of, press, settled
from tests.qt.view.test_viewport_events import drag, wheel
from viewer.actions.visibility import bone_opacity

LEFT = Qt.MouseButton.LeftButton
BEHIND = "vein.external.posterior.T12"


class Hand:
    """Does one thing after the other and counts them; each waits until the window has answered."""

    def __init__(self, qtbot, window) -> None:
        self.qtbot, self.window, self.done = qtbot, window, 0

    def keys(self, *keys: str) -> None:
        for each in keys:
            press(self.window.viewport, each)
            self._did()

    def click(self, widget, place: QPoint | None = None) -> None:
        self.qtbot.mouseClick(widget, LEFT, pos=place or widget.rect().center())
        self._did()

    def pick(self, structure_id: str, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        settled(self.qtbot, self.window)
        view = self.window.viewport
        self.qtbot.mouseClick(view, LEFT, modifier, place_of(self.window, structure_id))
        self._did()

    def drag(self, *places: QPoint) -> None:
        drag(self.window, *places)
        self._did()

    def wheel(self, angle: int) -> None:
        wheel(self.window, QPoint(200, 200), angle)
        self.qtbot.waitUntil(lambda: not self.window.navigation.is_moving)
        self._did()

    def type(self, widget, text: str) -> None:
        self.qtbot.keyClicks(widget, text)
        self.qtbot.keyClick(widget, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.window.findChild(QInputDialog) is None)
        # Without a window manager nobody hands the keyboard back.
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self._did()

    def _did(self) -> None:
        QApplication.processEvents()
        self.done += 1


def test_fifty_events_end_in_the_scene_they_describe(qtbot, window):
    hand, scene, start = Hand(qtbot, window), window.scene, window.scene.state
    switches, levels = window.left.switches, window.left.levels

    hand.keys("P")  # from behind
    hand.pick(BEHIND)
    assert scene.state.selection == (BEHIND,)
    hand.keys("H")  # the posterior external plexus of T12 goes
    assert BEHIND not in scene.shown
    hand.keys("Shift+H", "Esc")  # and comes back, nothing selected
    hand.click(switches.buttons["posterior-external"])
    hand.click(switches.buttons["disc"])
    hand.keys("4", "8", "4")  # both back on, then the plexus off
    hand.click(switches.more.button)
    hand.click(switches.buttons["dura"])
    hand.keys("U", "U")
    hand.click(switches.more.button)
    hand.keys("]", "]", "[")  # bone one step denser
    hand.click(levels.spans["Lumbar"])
    assert scene.state.levels == ("L1", "L5")
    hand.keys("Ctrl+Z")  # back to T12 and L1
    hand.drag(QPoint(200, 200), QPoint(230, 205), QPoint(260, 210))
    turned = scene.state.viewpoint
    hand.wheel(240)
    hand.keys("Ctrl+Z")
    assert scene.state.viewpoint == turned, "a run of the wheel is one step"
    hand.keys("Ctrl+Z", "Ctrl+Shift+Z")
    hand.keys("G", "B", "G")  # legend off and on, scale bar on
    hand.keys("X", ".", ".", ",")  # a section, deeper twice, back once
    hand.keys("Ctrl+K")
    hand.type(window.findChild(QInputDialog).findChild(QLineEdit), "")  # as proposed: Scene 1
    kept = scene.state
    hand.keys("X", "A", "E")  # whole again, from the front, taken apart
    hand.keys("F", "Shift+D", "Ctrl+Z")  # framed; everything solid, and not
    assert scene.state.explosion > 0.0
    hand.keys("Ctrl+K")
    hand.type(window.findChild(QInputDialog).findChild(QLineEdit), "")
    hand.keys("Ctrl+PgUp")  # the first scene
    hand.keys("Ctrl+F")
    hand.type(window.left.tree.search, "basivertebral L1")
    hand.keys("Esc", "Shift+P", "Shift+P")  # deselected; parallel and back
    hand.keys("M", "M")
    assert hand.done == 50

    end = scene.state
    assert [each.name for each in end.shelf.scenes] == ["Scene 1", "Scene 2"]
    assert end.shelf.at == 0
    assert end.viewpoint == turned == kept.viewpoint
    assert end.section == kept.section is not None
    assert (end.levels, end.explosion, end.selection) == (start.levels, 0.0, ())
    assert end.overlays.legend and end.overlays.scale_bar
    off = {key for key, look in end.looks.items() if not look.visible}
    before = {key for key, look in start.looks.items() if not look.visible}
    dura = set(switches.buttons["dura"].switch.ids(scene))
    assert off == (before - dura) | set(switches.buttons["posterior-external"].switch.ids(scene))
    assert bone_opacity(scene) == pytest.approx(start.looks["bone.vertebra.T12"].opacity + 0.1)
    assert np.linalg.norm(np.subtract(turned.direction, start.viewpoint.direction)) > 0.1
    assert window.messages.isHidden(), "nothing went wrong on the way"
