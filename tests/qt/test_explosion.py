"""The column taken apart in the window."""

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from tests.qt.conftest import pixels, place_of, settled
from viewer.export.exposure import expose
from viewer.model.explosion import LEVEL_APART_MM


def bounds(window, key: str) -> np.ndarray:
    return np.array(window.renderer.bodies.by_id[key].surface.GetBounds()).reshape(3, 2)


def test_a_key_takes_the_column_apart_and_puts_it_together(qtbot, window):
    # The shared window may still smooth its surfaces from the test before: there and back once first.
    for _ in range(2):
        qtbot.keyClick(window.viewport, "e")
        settled(qtbot, window)
    before, height = pixels(qtbot, window), window.renderer.viewpoint().height_mm
    upper, lower = bounds(window, "bone.vertebra.T12"), bounds(window, "bone.vertebra.L1")
    qtbot.keyClick(window.viewport, "e")
    settled(qtbot, window)
    gap = bounds(window, "bone.vertebra.T12")[2] - bounds(window, "bone.vertebra.L1")[2]
    np.testing.assert_allclose(gap - (upper[2] - lower[2]), LEVEL_APART_MM)
    assert window.renderer.viewpoint().height_mm > height, "a fitted view frames what is apart"
    assert window.left.apart.number.text() == "100 %"
    qtbot.keyClick(window.viewport, "e")
    assert np.abs(pixels(qtbot, window).astype(int) - before).max() <= 2


def test_what_is_apart_is_picked_where_it_is_drawn(qtbot, window):
    qtbot.keyClick(window.viewport, "e")
    settled(qtbot, window)
    key = "vein.external.posterior.L1"
    assert window.renderer.pick(*window.viewport.in_device_pixels(place_of(window, key).toPointF())) != key
    moved = np.mean(bounds(window, key), axis=1)
    window.renderer._plotter.renderer.SetWorldPoint(*moved, 1.0)
    window.renderer._plotter.renderer.WorldToDisplay()
    x, y, _ = window.renderer._plotter.renderer.GetDisplayPoint()
    assert window.renderer.pick(x, y) == key


def test_the_slider_takes_apart_in_one_step(qtbot, window):
    before = window.scene.state
    window.left.apart.slider.setFocus()
    for _ in range(3):
        qtbot.keyClick(window.left.apart.slider, Qt.Key.Key_PageUp)
    assert window.scene.state.explosion == pytest.approx(0.3)
    window.scene.undo()
    assert window.scene.state == before


def test_each_structure_shows_the_cut_it_has_where_it_belongs(qtbot, window):
    qtbot.keyClick(window.viewport, "x")
    qtbot.keyClick(window.viewport, "e")
    settled(qtbot, window)
    assert bounds(window, "bone.vertebra.T12")[0].max() == pytest.approx(0.0, abs=1e-3)
    bridge = bounds(window, "vein.internal.bridge.T12")
    assert bridge[0].max() == pytest.approx(80.0, abs=1e-3)


def test_a_still_shows_it_apart_too(qtbot, window):
    catalogue, state = window.scene.catalogue, window.scene.state
    together = expose(catalogue, state, window.building.meshes, (160, 120))
    window.scene.explode(1.0)
    apart = expose(catalogue, window.scene.state, window.building.meshes, (160, 120))
    assert apart.viewpoint.height_mm > 1.1 * together.viewpoint.height_mm
