"""A window on boxes instead of bones, so that every test has its own within a second."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QImage, QKeySequence
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QDialog, QWidget
from vtkmodules.vtkRenderingCore import vtkCoordinate

from tests.qt.shapes import FakeSource, middle_of
from viewer.model.state import NO_SCENES, SceneState
from viewer.qt.application import dressed
from viewer.qt.window import Window
from viewer.scenes import scene_of

SIZE = (1180, 760)
PANELS = [316, 216]
"""Widths of the panels left and right of the view, in pixels, as they are at first."""


@pytest.fixture(scope="session")
def dressed_app(qapp):
    """The application with Retia's style."""
    return dressed(qapp)


@pytest.fixture
def open_on(dressed_app) -> Iterator[Callable[..., Window]]:
    """Opens windows on a source and closes them after the test."""
    opened: list[Window] = []

    def open_window(source=None, settings=None, tracer=None, vessels=None, paths=None) -> Window:
        opened.append(shown(source, settings, tracer=tracer, vessels=vessels, paths=paths))
        return opened[-1]

    yield open_window
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def fresh_window(qtbot, open_on) -> Window:
    """A window of the test's own, everything built and drawn, nothing to undo."""
    window = open_on()
    settled(qtbot, window)
    return window


@pytest.fixture(scope="session")
def shared_window(dressed_app) -> Iterator[Window]:
    """The window that tests share, as the last one left it: for what no test changes, as its verbs."""
    window = shown()
    _FIRST.append(window.scene.state)
    yield window
    window.close()
    window.deleteLater()


_FIRST: list[SceneState] = []
"""What the shared window showed at first: a session that a test opened is where a reset leads."""


@pytest.fixture
def window(qtbot, shared_window) -> Window:
    """The window that tests share, as it was at first; only its history is longer."""
    for dialog in shared_window.findChildren(QDialog):
        dialog.close()
    shared_window.messages.clear()
    shared_window.left.tree.search.clear()
    shared_window.left.switches.more.button.setChecked(False)
    shared_window.scene.end_drag()
    shared_window.scene.hover(None)
    shared_window.scene.set_shelf(NO_SCENES, "Clear")
    shared_window.scene.start_over(_FIRST[-1])
    shared_window.scene.reset()
    # Letters of another size change the panels and so the view, in which more or fewer names have room.
    shared_window.resize(*SIZE)
    shared_window.resizeDocks([shared_window.left, shared_window.right], PANELS, Qt.Orientation.Horizontal)
    shared_window.viewport.setFocus()
    shared_window.activateWindow()
    qtbot.waitActive(shared_window)
    # What the test before did last may still come to rest, and what was taken back is built anew in a moment.
    qtbot.waitUntil(lambda: not shared_window.navigation.is_moving)
    qtbot.waitUntil(lambda: shared_window.building.is_up_to_date, timeout=60_000)
    settled(qtbot, shared_window)
    return shared_window


def shown(source=None, settings=None, levels=("T12", "L1"), tracer=None, vessels=None, paths=None) -> Window:
    """A window on a few levels, active, its build under way."""
    window = Window(
        scene_of("default", levels),
        source or FakeSource(),
        settings,
        tracer=tracer,
        vessels=vessels,
        paths=paths,
    )
    if settings is None:
        window.resize(*SIZE)
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    return window


def over(running: QApplication, window: Window) -> None:
    """End a process of its own: at its end Python lets objects of Qt go in an order that Qt does not bear."""
    window.close()
    running.processEvents()
    running.quit()
    sys.stdout.flush()
    os._exit(0)


def settled(qtbot, window: Window) -> None:
    """Wait until everything is built and the picture is the one that stays.

    Who waits for that lets nothing else happen: the moment in which nothing must happen is taken as over.
    """
    qtbot.waitUntil(lambda: not window.building.worker.is_running, timeout=60_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("viewer.render.finishing.POLISH_AFTER_S", 0.0)
        if not (window.renderer.finishing.closing.left or window.renderer.finishing.ringing.left):
            # At once, the picture that is still to be painted is the one that stays, not the one before it.
            window.renderer.finishing.prepare(1.0)
        qtbot.waitUntil(lambda: not window.spare_time.is_used, timeout=60_000)
    QApplication.processEvents()


def pixels(qtbot, window: Window) -> np.ndarray:
    """What the view shows once it rests, (height, width, 4)."""
    settled(qtbot, window)
    image = window.viewport.grabFramebuffer().convertToFormat(QImage.Format.Format_RGBA8888)
    bits = image.constBits()
    assert bits is not None
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bytes(bits), np.uint8).reshape(image.height(), image.width(), 4)


def place_of(window: Window, structure_id: str) -> QPoint:
    """Where the middle of a structure's box is seen, in logical pixels from the upper left."""
    coordinate = vtkCoordinate()
    coordinate.SetCoordinateSystemToWorld()
    coordinate.SetValue(*middle_of(window.scene.catalogue.structures[structure_id]))
    x, y = coordinate.GetComputedDisplayValue(window.viewport.renderer)
    # While things move the picture may have fewer pixels than the view.
    scale = window.viewport.render_window.GetSize()[0] / window.viewport.width()
    return QPoint(round(x / scale), round(window.viewport.height() - 1 - y / scale))


def press(widget: QWidget, keys: str) -> None:
    """Press keys written as in the menus, for instance ``Alt+1``."""
    QTest.keySequence(widget, QKeySequence(keys))
