"""The dock of the individual by real clicks and keys, and the surfaces that follow."""

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from meshes.anatomy.parameters import load_parameters, load_presets
from tests.qt.conftest import settled, shown
from tests.qt.docks.test_panels import handle
from tests.qt.shapes import FakeSource

BONE = "bone.vertebra.T12"


@pytest.fixture
def dock(window):
    window.parameters.show()
    QTest.qWaitForWindowExposed(window)
    yield window.parameters
    window.parameters.hide()


def width(window) -> float:
    return float(np.ptp(window.building.meshes[BONE].points[:, 0]))


def test_the_dock_has_a_row_for_each_parameter_of_the_table(dock):
    assert list(dock.rows) == list(load_parameters())
    for row in dock.rows.values():
        assert row.number.minimum() == row.parameter.least
        assert row.number.maximum() == row.parameter.largest
        assert row.number.value() == pytest.approx(row.parameter.default, abs=0.05)
        assert not row.back.isEnabled()


def test_f8_shows_the_dock_and_puts_it_away(qtbot, window):
    assert not window.parameters.isVisible()
    qtbot.keyClick(window.viewport, Qt.Key.Key_F8)
    assert window.parameters.isVisible()
    qtbot.keyClick(window.viewport, Qt.Key.Key_F8)
    assert not window.parameters.isVisible()


def test_f9_takes_the_dock_along_and_brings_it_back_only_if_it_was_there(qtbot, window):
    for was_there in (True, False):
        window.parameters.setVisible(was_there)
        qtbot.keyClick(window.viewport, Qt.Key.Key_F9)
        assert not window.parameters.isVisible()
        qtbot.keyClick(window.viewport, Qt.Key.Key_F9)
        assert window.parameters.isVisible() == was_there
    assert window.left.isVisible()


def test_pulling_a_slider_is_one_step_and_rebuilds(qtbot, window, dock):
    row, before, wide = dock.rows["scale"], window.scene.state, width(window)
    start = handle(row.slider)
    QTest.mousePress(row.slider, Qt.MouseButton.LeftButton, pos=start)
    for _ in range(5):
        start.setX(start.x() + 4)
        QTest.mouseMove(row.slider, start)
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton, pos=start)
    scale = window.scene.state.parameters["scale"]
    assert scale > 1.02
    assert row.number.value() == pytest.approx(scale)
    qtbot.waitUntil(lambda: window.building.is_up_to_date, timeout=20_000)
    assert width(window) == pytest.approx(wide * scale)
    window.scene.undo()
    assert window.scene.state == before
    qtbot.waitUntil(lambda: window.building.is_up_to_date, timeout=20_000)
    assert width(window) == pytest.approx(wide)


def test_a_typed_number_counts_at_enter_and_stays_in_range(qtbot, window, dock):
    row = dock.rows["lordosis"]
    row.number.setFocus()
    row.number.selectAll()
    qtbot.keyClicks(row.number, "50")
    assert window.scene.state.parameters == {}
    qtbot.keyClick(row.number, Qt.Key.Key_Return)
    assert window.scene.state.parameters == {"lordosis": 50.0}
    row.number.selectAll()
    qtbot.keyClicks(row.number, "95")
    qtbot.keyClick(row.number, Qt.Key.Key_Return)
    assert window.scene.state.parameters.get("lordosis", 0.0) <= row.parameter.largest


def test_the_arrow_at_a_row_brings_the_published_value_back(qtbot, window, dock):
    window.scene.set_parameters({"lordosis": 50.0, "waist": 1.1})
    qtbot.mouseClick(dock.rows["lordosis"].back, Qt.MouseButton.LeftButton)
    assert window.scene.state.parameters == {"waist": 1.1}
    assert dock.rows["lordosis"].number.value() == pytest.approx(60.2)
    qtbot.mouseClick(dock.reset, Qt.MouseButton.LeftButton)
    assert window.scene.state.parameters == {}
    assert not dock.reset.isEnabled()


def test_a_preset_is_chosen_by_keys_and_shown(qtbot, window, dock):
    assert dock.presets.currentText() == "Adult man"
    dock.presets.setFocus()
    qtbot.keyClick(dock.presets, Qt.Key.Key_Down)
    assert window.scene.state.parameters == dict(load_presets()["woman"].values)
    assert window.scene.undo_name == "Adult woman"
    window.scene.set_parameter("canal_size", 1.05)
    assert dock.presets.currentText() == "Own values"


def test_n_shows_another_individual_and_undo_the_one_before(qtbot, window, dock):
    qtbot.keyClick(window.viewport, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert (window.scene.state.seed, dock.seed.value()) == (2, 2)
    qtbot.mouseClick(dock.other, Qt.MouseButton.LeftButton)
    assert window.scene.state.seed == 3
    dock.seed.selectAll()
    qtbot.keyClicks(dock.seed, "41")
    qtbot.keyClick(dock.seed, Qt.Key.Key_Return)
    assert window.scene.state.seed == 41
    window.verbs.by_id["edit.undo"].trigger()
    assert (window.scene.state.seed, dock.seed.value()) == (3, 3)


@pytest.fixture(scope="module")
def stage(dressed_app):
    """A window with a source that these tests can slow down and count."""
    source = FakeSource()
    window = shown(source)
    yield window, source
    window.close()
    window.deleteLater()


@pytest.fixture
def counted(qtbot, stage):
    """The same at rest, as it was at first, and how often it has built so far."""
    window, source = stage
    source.pause_s = 0.0
    window.scene.reset()
    qtbot.waitUntil(lambda: window.building.is_up_to_date, timeout=20_000)
    settled(qtbot, window)
    yield window, source, len(source.asked)
    source.pause_s = 0.0


def test_what_is_shown_is_rebuilt_first_and_the_old_stays_meanwhile(qtbot, counted):
    window, source, before = counted
    source.pause_s = 0.02
    window.scene.set_parameter("scale", 0.98)
    qtbot.waitUntil(lambda: len(source.asked) == before + 1, timeout=20_000)
    drawn = window.scene.shown
    assert source.asked[-1][: len(drawn)] == drawn
    assert set(source.asked[-1]) == set(window.scene.catalogue.structures)
    assert window.sync.ids == set(window.scene.catalogue.structures)
    assert not window.building.is_up_to_date
    qtbot.waitUntil(lambda: window.building.is_up_to_date, timeout=20_000)
    assert width(window) == pytest.approx(39.2)


def test_going_back_to_an_individual_builds_nothing(qtbot, counted):
    window, source, before = counted
    window.scene.set_parameter("scale", 0.95)
    qtbot.waitUntil(lambda: len(source.asked) == before + 1, timeout=20_000)
    settled(qtbot, window)
    window.scene.undo()
    qtbot.waitUntil(lambda: window.building.is_up_to_date, timeout=20_000)
    assert width(window) == pytest.approx(40.0)
    window.scene.redo()
    qtbot.waitUntil(lambda: window.building.is_up_to_date, timeout=20_000)
    assert width(window) == pytest.approx(38.0)
    assert len(source.asked) == before + 1


def test_changes_in_quick_succession_build_the_last_only(qtbot, counted):
    window, source, before = counted
    for value in (0.99, 0.96, 0.94):
        window.scene.set_parameter("scale", value, is_drag=True)
    qtbot.waitUntil(lambda: window.building.is_up_to_date, timeout=20_000)
    assert len(source.asked) == before + 1
    assert width(window) == pytest.approx(37.6)


def test_what_another_individual_lacks_goes_and_comes_back(qtbot, counted, monkeypatch):
    window, source, _ = counted
    monkeypatch.setitem(source.lacking, 7, "disc.T12-L1")
    window.scene.set_seed(7)
    qtbot.waitUntil(lambda: window.building.is_up_to_date, timeout=20_000)
    settled(qtbot, window)
    everything = set(window.scene.catalogue.structures)
    assert window.sync.ids == everything - {"disc.T12-L1"} == set(window.building.meshes)
    window.scene.undo()
    qtbot.waitUntil(lambda: window.building.is_up_to_date and window.sync.ids == everything, timeout=20_000)


def test_a_stopped_rebuild_is_not_taken_for_done(qtbot, counted):
    window, source, _ = counted
    source.pause_s = 0.02
    window.scene.set_parameter("scale", 0.97)
    qtbot.waitUntil(window.status.isVisible, timeout=20_000)
    qtbot.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)
    assert not window.building.is_up_to_date
    source.pause_s = 0.0
    window.scene.hide(["disc.T12-L1"])
    qtbot.waitUntil(lambda: window.building.is_up_to_date, timeout=20_000)
    assert width(window) == pytest.approx(38.8)
