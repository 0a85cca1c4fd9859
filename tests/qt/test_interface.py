"""Theme, palette and size: chosen by menu and keys, seen in the window and in the view, remembered."""

import numpy as np
import pytest
from PyQt6.QtCore import QSettings, Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QApplication

from tests.qt.conftest import pixels, settled
from viewer.actions.palettes import ORDER
from viewer.model.palette import load_palette, palettes
from viewer.qt import interface, style
from viewer.qt.interface import SCALES


@pytest.fixture
def plain_look(window):
    """The window as it is at first, and so again afterwards."""
    yield window
    window.interface.choose_theme("light")
    window.interface.choose_scale(1.0)
    window.interface.choose_theme("system")


def corner(qtbot, window) -> np.ndarray:
    """What the view shows beside the anatomy and the aids."""
    return pixels(qtbot, window)[4, -4, :3]


def channels(colour: str) -> list[int]:
    return [QColor(colour).red(), QColor(colour).green(), QColor(colour).blue()]


def test_the_dark_theme_reaches_window_view_icons_and_letters(qtbot, plain_look):
    window = plain_look
    palette = load_palette("atlas")
    np.testing.assert_allclose(corner(qtbot, window), channels(palette.background[1]), atol=2)
    undo = window.verbs.by_id["edit.undo"].icon().pixmap(20, 20).toImage()
    ink, step = pixels(qtbot, window)[:120, :160, :3].min(), window.scene.undo_name
    window.verbs.by_id["view.theme-dark"].trigger()
    np.testing.assert_allclose(corner(qtbot, window), channels(palette.dark_background[1]), atol=2)
    assert window.menuBar().grab().toImage().pixelColor(2, 2) == QColor(style.DARK.panel)
    assert window.verbs.by_id["edit.undo"].icon().pixmap(20, 20).toImage() != undo
    # The legend in the upper left corner: dark letters before, light ones now.
    assert ink < 90
    assert pixels(qtbot, window)[:120, :160, :3].max() > 200
    assert window.verbs.by_id["view.theme-dark"].isChecked()
    assert window.scene.undo_name == step, "a theme is no step"


def test_veins_that_would_sink_into_a_dark_view_are_brighter_there_and_nowhere_else(qtbot, plain_look):
    window, key = plain_look, "vein.internal.anterior.T12.left"
    group = window.scene.catalogue.structures[key].group
    light, dark = load_palette("atlas"), load_palette("atlas-dark")
    state, step = window.scene.state, window.scene.undo_name
    switch = window.left.switches.buttons[group]
    before = switch.grab().toImage()
    assert window.scene.colour(key) == light.colour(group)
    window.verbs.by_id["view.theme-dark"].trigger()
    assert window.scene.colour(key) == dark.colour(group) != light.colour(group)
    named = {row.colour for row in window.renderer._margin._legend_rows}
    assert dark.colour(group) in named and light.colour(group) not in named
    assert switch.grab().toImage() != before
    assert (window.scene.state, window.scene.undo_name) == (state, step)
    window.verbs.by_id["view.theme-light"].trigger()
    assert window.scene.colour(key) == light.colour(group)


def test_the_theme_follows_the_system_until_one_is_chosen(plain_look, monkeypatch):
    """A bare X server has no colour scheme to change: the answer is given for it, the news is Qt's own."""
    window = plain_look

    def system_turns(scheme: Qt.ColorScheme) -> None:
        monkeypatch.setattr(interface, "system_is_dark", lambda: scheme == Qt.ColorScheme.Dark)
        QApplication.styleHints().colorSchemeChanged.emit(scheme)

    system_turns(Qt.ColorScheme.Dark)
    assert window.interface.is_dark
    window.verbs.by_id["view.theme-light"].trigger()
    system_turns(Qt.ColorScheme.Dark)
    assert not window.interface.is_dark
    window.verbs.by_id["view.theme-system"].trigger()
    assert window.interface.is_dark
    system_turns(Qt.ColorScheme.Light)
    assert not window.interface.is_dark


def test_keys_make_everything_written_larger_and_smaller_within_bounds(qtbot, plain_look):
    window = plain_look
    # In a narrow view a legend would keep smaller letters.
    window.resize(1900, 760)
    switch = window.left.switches.buttons["disc"]
    before = switch.sizeHint()
    legend = legend_height(qtbot, window)
    for _ in SCALES:
        qtbot.keyClick(window.viewport, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert window.interface.scale == 2.0
    assert window.statusBar().font().pointSizeF() > 0
    assert switch.sizeHint().height() == pytest.approx(2 * before.height(), abs=2)
    assert legend_height(qtbot, window) == pytest.approx(2 * legend, rel=0.1)
    for _ in SCALES:
        qtbot.keyClick(window.viewport, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert window.interface.scale == 0.8
    qtbot.keyClick(window.viewport, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert window.interface.scale == 1.0
    assert switch.sizeHint() == before


def test_the_legend_leaves_most_of_a_narrow_view_to_the_anatomy(qtbot, plain_look):
    window = plain_look
    window.interface.choose_scale(2.0)
    settled(qtbot, window)
    view, legend = window.viewport.device_size(), window.renderer._margin._legend
    assert 0.1 * view.width() < legend.width <= 0.45 * view.width()
    assert legend_height(qtbot, window) > 1.1 * 9 * 11, "nine rows that can still be read"


def legend_height(qtbot, window) -> int:
    """Rows of the picture that the legend's panel takes in the upper left corner."""
    picture = pixels(qtbot, window).astype(int)
    is_panel = (np.abs(picture[:, 26:40, :3] - picture[4, -4, :3]).sum(axis=2) > 20).any(axis=1)
    first = int(np.argmax(is_panel))
    return int(np.argmin(is_panel[first:]))


def test_the_look_is_remembered_and_a_damaged_one_is_not_believed(open_on, plain_look, tmp_path):
    settings = QSettings(str(tmp_path / "retia.ini"), QSettings.Format.IniFormat)
    first = open_on(settings=settings)
    first.verbs.by_id["view.theme-dark"].trigger()
    first.verbs.by_id["view.larger"].trigger()
    first.close()
    second = open_on(settings=settings)
    assert (second.interface.theme, second.interface.scale) == ("dark", 1.1)
    second.close()
    settings.setValue("interface/theme", "purple")
    settings.setValue("interface/scale", "huge")
    third = open_on(settings=settings)
    assert (third.interface.theme, third.interface.scale) == ("system", 1.0)


def test_every_palette_is_in_the_menu_and_repaints_the_view_in_one_step(qtbot, window):
    assert sorted(ORDER) == sorted(palettes())
    for name in ORDER[1:]:
        window.verbs.by_id[f"palette.{name}"].trigger()
        assert window.scene.undo_name == window.verbs.by_id[f"palette.{name}"].text()
        wanted = channels(load_palette(name).background[1])
        np.testing.assert_allclose(corner(qtbot, window), wanted, atol=2)
        assert window.verbs.by_id[f"palette.{name}"].isChecked()
    window.scene.undo()
    assert window.scene.state.palette == ORDER[-2]


def test_the_picture_in_the_clipboard_is_as_dark_as_the_view(qtbot, plain_look):
    window = plain_look
    window.verbs.by_id["view.theme-dark"].trigger()
    settled(qtbot, window)
    window.verbs.by_id["file.copy"].trigger()
    image = QApplication.clipboard().image()
    behind = image.pixelColor(image.width() - 4, 4)
    assert behind.name() == load_palette("atlas").dark_background[1]
