"""Distances and angles by real clicks."""

import math

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt

from tests.qt.conftest import pixels, place_of, settled
from tests.qt.shapes import level_z
from viewer.export.still import render_still
from viewer.export.still_spec import StillSpec
from viewer.model.viewpoint import Viewpoint
from viewer.render.rulers import DOT_POINTS, LINE

BONE = "bone.vertebra.T12"


@pytest.fixture
def facing(qtbot, window):
    """Square to the front of T12, in parallel projection, with nothing but bone, which is flat there."""
    window.scene.isolate([BONE, "bone.vertebra.L1"])
    window.scene.set_opacity([BONE, "bone.vertebra.L1"], 1.0)
    centre = (0.0, -15.0, level_z("T12"))
    window.scene.set_viewpoint(Viewpoint((0, -1, 0), (0, 0, 1), centre, 60.0, is_parallel=True))
    settled(qtbot, window)
    yield window, place_of(window, BONE)
    window.measuring.end()


def click(qtbot, window, place: QPoint) -> None:
    qtbot.mouseClick(window.viewport, Qt.MouseButton.LeftButton, pos=place)


def begin(qtbot, window, key: Qt.Key) -> None:
    qtbot.keyClick(window.viewport, key, Qt.KeyboardModifier.ShiftModifier)


def red(picture: np.ndarray) -> int:
    return int((np.abs(picture[..., :3].astype(int) - np.array(LINE[:3])).sum(axis=2) < 60).sum())


def test_one_measurement_too_many_is_told(qtbot, facing, monkeypatch):
    monkeypatch.setattr("viewer.model.measure.MOST_MEASUREMENTS", 0)
    window, middle = facing
    begin(qtbot, window, Qt.Key.Key_M)
    click(qtbot, window, middle - QPoint(60, 0))
    click(qtbot, window, middle + QPoint(60, 0))
    assert not window.scene.state.measurements
    assert "too many; clear them first" in window.hint.text()


def test_two_clicks_measure_a_distance_that_is_drawn_and_undone(qtbot, facing):
    window, middle = facing
    before = red(pixels(qtbot, window))
    begin(qtbot, window, Qt.Key.Key_M)
    assert window.verbs.by_id["view.measure-distance"].isChecked()
    mm = 60.0 / window.viewport.height()
    click(qtbot, window, middle - QPoint(60, 0))
    assert "ends" in window.hint.text()
    assert not window.scene.state.measurements
    click(qtbot, window, middle + QPoint(60, 0))
    (measured,) = window.scene.state.measurements
    assert measured.value == pytest.approx(120 * mm, rel=0.02)
    assert not window.scene.state.selection
    assert window.scene.undo_name == "Measure distance"
    assert red(pixels(qtbot, window)) > before + 100
    window.scene.undo()
    assert abs(red(pixels(qtbot, window)) - before) < 30


def test_three_clicks_measure_the_angle_at_the_second(qtbot, facing):
    window, middle = facing
    begin(qtbot, window, Qt.Key.Key_A)
    for step in (QPoint(80, 0), QPoint(0, 0), QPoint(0, -80)):
        click(qtbot, window, middle + step)
    (measured,) = window.scene.state.measurements
    assert measured.value == pytest.approx(90.0, abs=1.0)


def test_escape_ends_measuring_and_clicks_choose_again(qtbot, facing):
    window, middle = facing
    window.scene.select([BONE])
    begin(qtbot, window, Qt.Key.Key_M)
    click(qtbot, window, middle)
    qtbot.keyClick(window.viewport, Qt.Key.Key_Escape)
    assert window.measuring.wanted == 0
    assert window.scene.state.selection == (BONE,)
    assert not window.scene.state.measurements
    qtbot.keyClick(window.viewport, Qt.Key.Key_Escape)
    assert window.scene.state.selection == ()
    click(qtbot, window, middle)
    assert window.scene.state.selection == (BONE,)


def test_a_click_beside_everything_says_so_and_measures_nothing(qtbot, facing):
    window, _ = facing
    begin(qtbot, window, Qt.Key.Key_M)
    click(qtbot, window, QPoint(window.viewport.width() // 2, 4))
    assert "no surface" in window.hint.text()
    assert not window.scene.state.measurements


def test_a_column_taken_apart_is_not_measured(qtbot, facing):
    window, _ = facing
    window.scene.explode(0.5)
    begin(qtbot, window, Qt.Key.Key_M)
    assert window.measuring.wanted == 0
    assert "together" in window.hint.text()


def test_a_picture_on_disk_has_the_ruler_too(qtbot, facing):
    window, middle = facing
    begin(qtbot, window, Qt.Key.Key_M)
    click(qtbot, window, middle - QPoint(60, 0))
    click(qtbot, window, middle + QPoint(60, 0))
    (measured,) = window.scene.state.measurements
    spec = StillSpec(400, 300)
    meshes = window.building.meshes
    drawn = render_still(window.scene.catalogue, window.scene.state, meshes, spec)
    mask = np.abs(drawn[..., :3].astype(int) - np.array(LINE[:3])).sum(axis=2) < 90
    # The line is level and in the middle; its value stands above. At both ends a point reaches over it.
    columns = np.nonzero(mask[148:153].any(axis=0))[0]
    over = 2 * DOT_POINTS * spec.scale * 60.0 / 300
    long = (columns[-1] - columns[0] + 1) * 60.0 / 300
    assert long == pytest.approx(math.dist(*measured.points) + over, abs=0.5)
    window.verbs.by_id["view.clear-measurements"].trigger()
    bare = render_still(window.scene.catalogue, window.scene.state, meshes, spec)
    assert red(bare) < red(drawn) - 50
