"""Rings of many vessels, each of which takes a while: the window answers all the time; one may give up."""

import time
from collections.abc import Iterator

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from tests.qt.conftest import pixels, settled, shown
from tests.qt.view.test_cut_in_pieces import ANSWERS_WITHIN_S, Clock
from viewer.qt.window import Window
from viewer.render import versions
from viewer.render.course import course_mm

LAY_S = 0.02
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def laborious(qtbot, dressed_app, monkeypatch) -> Iterator[Window]:
    """A window of many veins, for which rings take seconds in all."""
    window = shown(levels=("T6", "L3"))

    def slowly(surface):
        until = time.thread_time() + LAY_S
        while time.thread_time() < until:
            pass
        return course_mm(surface)

    settled(qtbot, window)
    monkeypatch.setattr(versions, "course_mm", slowly)
    yield window
    window.close()
    window.deleteLater()


def print_it(window: Window) -> None:
    window.verbs.by_id["palette.print"].trigger()


def test_the_window_answers_while_rings_are_painted_and_shows_in_the_end_what_a_picture_shows(
    qtbot, laborious
):
    window, clock = laborious, Clock()
    print_it(window)
    clock.tick()
    assert window.renderer.finishing.ringing.left * LAY_S > ANSWERS_WITHIN_S, "it would be noticed"
    qtbot.waitUntil(window.ring_status.isVisible, timeout=10_000)
    assert window.ring_status.label.text() == "Painting rings …"
    assert 0 < window.ring_status.bar.value() < window.ring_status.bar.maximum()
    settled(qtbot, window)
    clock._timer.stop()
    assert clock.longest_s < ANSWERS_WITHIN_S
    assert not window.ring_status.isVisible()
    in_pieces = pixels(qtbot, window)
    window.scene.undo()
    settled(qtbot, window)
    began = time.thread_time()
    print_it(window)
    assert not window.renderer.finishing.ringing.left, "they were kept"
    assert time.thread_time() - began < ANSWERS_WITHIN_S
    assert np.array_equal(pixels(qtbot, window), in_pieces)


def test_cancel_leaves_the_others_plain_until_the_palette_is_taken_again(qtbot, laborious):
    window = laborious
    print_it(window)
    qtbot.waitUntil(window.ring_status.isVisible, timeout=10_000)
    qtbot.mouseClick(window.ring_status.cancel, LEFT)
    settled(qtbot, window)
    assert not window.ring_status.isVisible()
    plain = [one for one in window.renderer.bodies.visible if one.lacks_course]
    assert plain
    partly = pixels(qtbot, window)
    window.scene.undo()
    settled(qtbot, window)
    print_it(window)
    assert window.renderer.finishing.ringing.left == len(plain)
    settled(qtbot, window)
    assert not any(one.lacks_course for one in window.renderer.bodies.visible)
    assert not np.array_equal(pixels(qtbot, window), partly)
