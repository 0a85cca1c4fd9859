"""A section or a box of many bodies, each of which takes a while to cut: the window answers all the time."""

import time
from collections.abc import Iterator

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt, QTimer
from PyQt6.QtTest import QTest

from tests.qt.conftest import pixels, press, settled, shown
from viewer.qt.window import Window
from viewer.render import closing
from viewer.render.cuts import opened
from viewer.render.cuts.box_cut import cut_all
from viewer.render.cuts.section_cut import met_by

ANSWERS_WITHIN_S = 0.3
CUT_S = 0.02
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def column(dressed_app) -> Iterator[Window]:
    """A window on all there is from T6 to L3."""
    window = shown(levels=("T6", "L3"))
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def laborious(request, qtbot, column, monkeypatch):
    """That window, where cutting what shows takes seconds in all."""
    window, cut_s = column, getattr(request, "param", CUT_S)

    def slowly(surface, cuts):
        until = time.thread_time() + (cut_s if met_by(surface, cuts) else 0.0)
        while time.thread_time() < until:
            pass
        return cut_all(surface, cuts)

    window.scene.set_visible(list(window.scene.catalogue.structures), True)
    settled(qtbot, window)
    # Its dock takes the view a part of its width, and a moment.
    window.panels.bring(window.box)
    settled(qtbot, window)
    monkeypatch.setattr(opened, "cut_all", slowly)
    yield window
    window.scene.set_section(None)
    window.scene.set_box(None)


class Clock:
    """Notes the longest time for which the window hears nothing; what other processes take does not count."""

    def __init__(self) -> None:
        self.longest_s, self._heard_at = 0.0, time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self.tick)
        self._timer.start(5)

    def tick(self) -> None:
        now = time.thread_time()
        self.longest_s, self._heard_at = max(self.longest_s, now - self._heard_at), now


@pytest.fixture
def clock(laborious) -> Iterator[Clock]:
    clock = Clock()
    yield clock
    clock._timer.stop()


def at_once(monkeypatch) -> None:
    """Cut everything before the first picture."""
    monkeypatch.setattr(closing, "MANY", 10**6)
    monkeypatch.setattr(closing, "AT_ONCE_S", float("inf"))


@pytest.mark.parametrize(("keys", "laborious"), [("X", CUT_S), ("Alt+X", 0.05)], indirect=["laborious"])
def test_the_window_answers_while_it_cuts_and_shows_in_the_end_what_cutting_at_once_shows(
    qtbot, laborious, clock, monkeypatch, keys
):
    window = laborious
    press(window.viewport, keys)
    clock.tick()
    assert window.renderer.finishing.closing.left * CUT_S > ANSWERS_WITHIN_S, "it would be noticed"
    qtbot.waitUntil(window.cut_status.isVisible, timeout=10_000)
    assert window.cut_status.label.text() == "Closing cut faces …"
    assert 0 < window.cut_status.bar.value() < window.cut_status.bar.maximum()
    settled(qtbot, window)
    assert clock.longest_s < ANSWERS_WITHIN_S
    assert not window.cut_status.isVisible()
    in_pieces = pixels(qtbot, window)
    window.scene.set_section(None)
    window.scene.set_box(None)
    at_once(monkeypatch)
    for one in window.renderer.bodies.visible:
        one._show_anew()
    press(window.viewport, keys)
    assert not window.renderer.finishing.closing.left
    assert np.array_equal(pixels(qtbot, window), in_pieces)


def test_each_key_step_begins_anew_and_none_waits_for_the_last(qtbot, laborious, clock):
    window = laborious
    press(window.viewport, "X")
    deeper = window.verbs.by_id["section.deeper"].shortcut().toString()
    for _ in range(3):
        QTest.qWait(60)
        press(window.viewport, deeper)
        clock.tick()
        assert window.renderer.finishing.closing.left == window.renderer.finishing.closing.total > 10
    assert clock.longest_s < ANSWERS_WITHIN_S
    settled(qtbot, window)
    assert not window.renderer.finishing.closing.left


def test_cancel_leaves_the_cut_rough_and_the_next_one_is_closed(qtbot, laborious):
    window = laborious
    whole = pixels(qtbot, window)
    press(window.viewport, "X")
    qtbot.waitUntil(window.cut_status.isVisible, timeout=10_000)
    qtbot.mouseClick(window.cut_status.cancel, LEFT)
    settled(qtbot, window)
    assert not window.cut_status.isVisible()
    rough = [one for one in window.renderer.bodies.visible if one.rough_cuts]
    assert rough
    press(window.viewport, "X")
    assert np.array_equal(pixels(qtbot, window), whole)
    press(window.viewport, window.verbs.by_id["section.axial"].shortcut().toString() or "X")
    settled(qtbot, window)
    window.scene.set_section(window.scene.state.section.moved_to(1.0))
    settled(qtbot, window)
    assert not [one for one in window.renderer.bodies.visible if one.rough_cuts]


def test_a_drag_in_the_middle_of_it_moves_the_picture_and_the_rest_is_cut_afterwards(qtbot, laborious, clock):
    window = laborious
    press(window.viewport, "X")
    QTest.qWait(50)
    before = window.renderer.viewpoint()
    middle = window.viewport.rect().center()
    QTest.mousePress(window.viewport, LEFT, pos=middle)
    for step in range(1, 6):
        QTest.mouseMove(window.viewport, middle + QPoint(12 * step, 0))
        QTest.qWait(30)
    assert window.renderer.finishing.closing.left > 10
    assert window.renderer.viewpoint() != before
    QTest.mouseRelease(window.viewport, LEFT, pos=middle + QPoint(60, 0))
    assert clock.longest_s < ANSWERS_WITHIN_S
    settled(qtbot, window)
    assert not window.renderer.finishing.closing.left
