"""The length along veins by real clicks; the graph is a stand-in, its thread is real."""

import threading

import pytest
from PyQt6.QtCore import QPoint, Qt

from tests.qt.conftest import pixels, place_of, press, settled
from tests.qt.tools.test_measuring import red
from viewer.model.measure import Measurement

POINTS = ((12.0, -34.0, 0.0), (12.0, -40.0, -8.0), (12.0, -34.0, -20.0), (12.0, -34.0, -36.0))


@pytest.fixture
def desk(qtbot, open_on):
    asked = []

    def paths(start, goal):
        asked.append((start, goal, threading.current_thread().name))
        if start[0] == goal[0]:
            raise ValueError("both clicks are at the same place of the vein")
        return Measurement(POINTS, 2.0)

    window = open_on(paths=paths)
    settled(qtbot, window)
    veins = [key for key in window.scene.shown if key.startswith("vein.external.anterior")]
    window.scene.isolate([*veins, "bone.vertebra.T12"])
    window.scene.view_from("anterior")
    settled(qtbot, window)
    window.asked, window.veins = asked, veins
    return window


def click(qtbot, window, place: QPoint) -> None:
    qtbot.mouseClick(window.viewport, Qt.MouseButton.LeftButton, pos=place)


def test_two_clicks_on_veins_measure_along_them_beside_the_window(qtbot, desk):
    before = red(pixels(qtbot, desk))
    one, other = desk.veins[0], desk.veins[-1]
    press(desk.viewport, "Shift+V")
    assert desk.verbs.by_id["view.measure-path"].isChecked()
    click(qtbot, desk, place_of(desk, one))
    assert "ends" in desk.hint.text()
    click(qtbot, desk, place_of(desk, other))
    qtbot.waitUntil(lambda: len(desk.scene.state.measurements) == 1)
    ((start, goal, thread),) = desk.asked
    assert (start[0], goal[0], thread) == (one, other, "retia-trace")
    assert "mm along veins, mean calibre 2.0 mm" in desk.hint.text()
    assert desk.scene.undo_name == "Measure path"
    assert red(pixels(qtbot, desk)) > before + 60
    press(desk.viewport, "Ctrl+Z")
    assert not desk.scene.state.measurements


def test_bone_is_no_vein_and_a_way_that_is_none_is_told(qtbot, desk):
    press(desk.viewport, "Shift+V")
    click(qtbot, desk, place_of(desk, "bone.vertebra.T12"))
    assert "no vein here" in desk.hint.text()
    place = place_of(desk, desk.veins[0])
    click(qtbot, desk, place)
    click(qtbot, desk, place + QPoint(1, 3))
    qtbot.waitUntil(lambda: "same place" in desk.hint.text())
    assert not desk.scene.state.measurements


def test_escape_forgets_the_way_that_is_looked_for(qtbot, desk):
    press(desk.viewport, "Shift+V")
    click(qtbot, desk, place_of(desk, desk.veins[0]))
    click(qtbot, desk, place_of(desk, desk.veins[-1]))
    qtbot.keyClick(desk.viewport, Qt.Key.Key_Escape)
    qtbot.wait(200)
    assert not desk.scene.state.measurements


def test_a_window_without_a_graph_measures_no_ways(window):
    assert not window.verbs.by_id["view.measure-path"].isEnabled()
