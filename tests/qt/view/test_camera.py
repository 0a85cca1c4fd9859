"""Smooth transitions, the tilt lock, and the double click."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QSettings, Qt
from PyQt6.QtTest import QTest

from tests.qt.conftest import place_of, settled
from tests.qt.shapes import BOXES, level_z
from viewer.qt.view import glide


@pytest.fixture
def free(qtbot, window, monkeypatch):
    """The shared window, its switches as they are at first when the test is over; transitions take long."""
    monkeypatch.setattr(glide, "GLIDE_S", 2.5)
    yield window
    window.glide.finish()
    if window.camera.is_smooth:
        window.verbs.by_id["view.smooth"].trigger()
    if not window.camera.is_upright:
        window.verbs.by_id["view.upright"].trigger()


def drag(window, step: QPoint) -> None:
    start = QPoint(window.viewport.width() // 2, window.viewport.height() // 2)
    QTest.mousePress(window.viewport, Qt.MouseButton.LeftButton, pos=start)
    for part in (1, 2, 3):
        QTest.mouseMove(window.viewport, start + step * part / 3)
    QTest.mouseRelease(window.viewport, Qt.MouseButton.LeftButton, pos=start + step)


def test_a_view_is_come_to_smoothly_in_one_undo_step(qtbot, free):
    window = free
    window.scene.view_from("anterior")
    settled(qtbot, window)
    window.verbs.by_id["view.smooth"].trigger()
    seen = []
    draw = window.renderer.set_viewpoint
    window.renderer.set_viewpoint = lambda viewpoint: (seen.append(viewpoint.direction), draw(viewpoint))
    try:
        qtbot.keyClick(window.viewport, "l")
        assert window.glide.is_running
        assert window.scene.undo_name == "Left view"
        qtbot.waitUntil(lambda: not window.glide.is_running, timeout=15000)
    finally:
        del window.renderer.set_viewpoint
    assert len(seen) >= 3
    assert any(0.1 < direction[0] < 0.95 for direction in seen)
    np.testing.assert_allclose(window.renderer.viewpoint().direction, (1, 0, 0), atol=1e-6)
    window.scene.undo()
    qtbot.waitUntil(lambda: not window.glide.is_running, timeout=15000)
    np.testing.assert_allclose(window.renderer.viewpoint().direction, (0, -1, 0), atol=1e-6)


def test_a_drag_during_the_transition_starts_from_its_end(qtbot, free):
    window = free
    window.scene.view_from("anterior")
    window.verbs.by_id["view.smooth"].trigger()
    qtbot.keyClick(window.viewport, "p")
    assert window.glide.is_running
    drag(window, QPoint(30, 0))
    assert not window.glide.is_running
    assert window.renderer.viewpoint().direction[1] > 0.9


def test_without_it_views_change_at_once(free):
    free.scene.view_from("anterior")
    free.scene.view_from("left")
    assert not free.glide.is_running
    np.testing.assert_allclose(free.renderer.viewpoint().direction, (1, 0, 0), atol=1e-6)


def test_the_column_stays_upright_until_it_is_let_go(qtbot, free):
    window = free
    window.scene.view_from("anterior")
    drag(window, QPoint(0, -60))
    drag(window, QPoint(90, 0))
    direction, up = (
        np.array(v) for v in (window.renderer.viewpoint().direction, window.renderer.viewpoint().up)
    )
    assert abs(np.cross(up, direction)[2]) < 1e-6
    window.verbs.by_id["view.upright"].trigger()
    drag(window, QPoint(90, 60))
    direction, up = (
        np.array(v) for v in (window.renderer.viewpoint().direction, window.renderer.viewpoint().up)
    )
    assert abs(np.cross(up, direction)[2]) > 0.02
    assert abs(up @ direction) < 1e-6


def test_a_double_click_centres_on_the_surface_under_the_pointer(qtbot, free):
    window = free
    window.scene.set_opacity(["bone.vertebra.T12", "bone.vertebra.L1"], 1.0)
    window.scene.view_from("posterior")
    settled(qtbot, window)
    place = place_of(window, "vein.external.posterior.T12")
    qtbot.mouseDClick(window.viewport, Qt.MouseButton.LeftButton, pos=place)
    (_, y, z), (_, deep, _) = BOXES["posterior-external"]
    centre = window.renderer.viewpoint().centre
    np.testing.assert_allclose(centre, (0.0, y + deep, z + level_z("T12")), atol=1.5)
    assert window.scene.undo_name == "Centre"


def test_the_switches_are_remembered(open_on, tmp_path):
    settings = QSettings(str(tmp_path / "retia.ini"), QSettings.Format.IniFormat)
    first = open_on(settings=settings)
    assert (first.camera.is_smooth, first.camera.is_upright) == (True, True)
    first.verbs.by_id["view.smooth"].trigger()
    first.verbs.by_id["view.upright"].trigger()
    first.close()
    settings.sync()
    second = open_on(settings=QSettings(str(tmp_path / "retia.ini"), QSettings.Format.IniFormat))
    assert (second.camera.is_smooth, second.camera.is_upright) == (False, False)
