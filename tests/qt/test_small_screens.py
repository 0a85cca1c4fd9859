"""Projectors and laptops: whatever the screen and the size of letters, the view has most of the window."""

import pytest
from PyQt6.QtCore import QPoint, QRect, QSettings, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QAbstractButton, QApplication, QDialog, QTabBar, QToolBar, QToolButton

from tests.qt.conftest import place_of, press, settled, shown
from tests.qt.shapes import FakeSource
from viewer.qt.docks.room import Side, room_for
from viewer.qt.docks.switches import LARGE
from viewer.qt.interface import SCALES
from viewer.qt.pictures import screenshot_dialog
from viewer.qt.widgets import screen_room
from viewer.qt.window import FIRST_SIZE, Window
from viewer.scenes import scene_of

SCREENS = [(1024, 768), (1280, 800), (1920, 1080)]
SHOWN, CHOSEN = "Show", "Structure"


@pytest.fixture
def screen(window):
    """The shared window, made as wide and as large in its letters as asked; as it was afterwards."""

    def become(width: int, height: int = 768, scale: float = 1.0):
        window.resize(width, height)
        window.interface.choose_scale(scale)
        QApplication.processEvents()
        return window

    yield become
    window.interface.choose_scale(1.0)
    window.resize(1180, 760)
    for dock in (window.parameters, window.scenes, window.notes.dock):
        dock.hide()
    window.left.show()
    window.right.show()
    QApplication.processEvents()


@pytest.mark.parametrize("size", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_at_every_size_of_letters_the_view_has_most_of_the_width_and_nothing_is_behind_an_arrow(screen, size):
    for scale in SCALES:
        window = screen(*size, scale)
        assert (window.width(), window.height()) == size, f"panels and bars fit at {scale}"
        assert window.viewport.width() > 0.5 * size[0], scale
        for name in ("qt_toolbar_ext_button", "qt_menubar_ext_button"):
            behind = [arrow for arrow in window.findChildren(QToolButton, name) if arrow.isVisible()]
            assert not behind, (scale, name)


def test_there_is_room_for_more_the_wider_the_window_is():
    sides = [room_for(width, 1.0).side for width in (500, 1024, 1280, 1920)]
    assert sides == [Side.AWAY, Side.TOGETHER, Side.BESIDE, Side.BESIDE]
    assert room_for(1920, 1.0).left > room_for(1280, 1.0).left
    assert room_for(1920, 1.5) == room_for(1920, 1.5)
    assert room_for(2560, 2.0).side is room_for(1280, 1.0).side


def tabs(window) -> dict[str, QTabBar]:
    bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]
    return {bar.tabText(number): bar for bar in bars for number in range(bar.count())}


def click_tab(name: str, window) -> None:
    bar = tabs(window)[name]
    (number,) = (number for number in range(bar.count()) if bar.tabText(number) == name)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(number).center())


def is_in_front(dock) -> bool:
    return not dock.visibleRegion().isEmpty()


def test_on_a_narrow_screen_both_panels_are_tabs_and_part_again_on_a_wide_one(qtbot, screen):
    window = screen(1024)
    assert {SHOWN, CHOSEN} <= set(tabs(window))
    assert is_in_front(window.left) and not is_in_front(window.right)
    click_tab(CHOSEN, window)
    assert is_in_front(window.right) and not is_in_front(window.left)
    screen(1500)
    qtbot.waitUntil(lambda: CHOSEN not in tabs(window))
    assert is_in_front(window.right) and is_in_front(window.left)
    assert window.right.x() > window.viewport.width() / 2


def test_tabs_say_all_of_their_names(screen):
    window = screen(1024, scale=1.5)
    bar = tabs(window)[CHOSEN]
    number = next(number for number in range(bar.count()) if bar.tabText(number) == CHOSEN)
    assert bar.tabRect(number).width() > bar.fontMetrics().horizontalAdvance(CHOSEN)
    assert bar.elideMode() == Qt.TextElideMode.ElideNone


def test_a_click_in_the_view_brings_up_the_card_and_one_beside_everything_the_switches(qtbot, screen):
    window = screen(1024)
    window.scene.view_from("posterior")
    settled(qtbot, window)
    key = "vein.external.posterior.T12"
    QTest.mouseClick(window.viewport, Qt.MouseButton.LeftButton, pos=place_of(window, key))
    assert window.scene.state.selection == (key,)
    assert is_in_front(window.right)
    QTest.mouseClick(window.viewport, Qt.MouseButton.LeftButton, pos=QPoint(4, window.viewport.height() // 2))
    assert window.scene.state.selection == ()
    assert is_in_front(window.left)


def test_choosing_in_the_tree_does_not_take_the_tree_away(qtbot, screen):
    window = screen(1024)
    view = window.left.tree.view
    window.left.column.ensureWidgetVisible(view)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert window.scene.state.selection
    assert is_in_front(window.left)


def test_a_dock_comes_before_the_other_tabs_by_its_key_and_goes_by_it(qtbot, screen):
    window = screen(1024)
    press(window.viewport, "F8")
    press(window.viewport, "F7")
    QApplication.processEvents()
    assert is_in_front(window.scenes) and not is_in_front(window.parameters)
    press(window.viewport, "F8")
    QApplication.processEvents()
    assert is_in_front(window.parameters), "it was there, behind the others"
    press(window.viewport, "F8")
    QApplication.processEvents()
    assert window.parameters.isHidden()


def test_a_dock_below_the_card_has_room_for_several_lines(qtbot, open_on):
    window = open_on()
    press(window.viewport, "F7")
    qtbot.waitUntil(lambda: window.scenes.list.viewport().height() > 200)


def test_letters_too_large_for_both_put_the_panels_away_until_f9(screen):
    window = screen(1024, scale=2.0)
    assert window.left.isHidden() and window.right.isHidden()
    assert window.viewport.width() == 1024
    press(window.viewport, "F9")
    QApplication.processEvents()
    assert is_in_front(window.left)
    press(window.viewport, "F9")
    screen(1024, scale=1.0)
    assert not window.left.isHidden()


def test_views_are_written_out_or_with_their_keys_and_every_tool_can_be_reached(screen):
    window = screen(1024)
    bar = window.findChild(QToolBar, "tools")
    anterior = window.verbs.by_id["view.anterior"]
    assert anterior.iconText() == "A"
    assert anterior.text() == "Anterior", "the menu always spells it out"
    assert bar.sizeHint().width() <= 1024
    screen(1280)
    assert anterior.iconText() == "Anterior"
    assert bar.sizeHint().width() <= 1280


def test_the_plexuses_are_all_called_by_their_long_names_or_all_by_the_short_ones(screen):
    for width in (1024, 1280, 1600):
        window = screen(width)
        for group in LARGE:
            button = window.left.switches.buttons[group]
            words = button._short if button._is_short else button.text()
            assert button._width_for(words) <= button.width(), "no name is cut"
        assert len({window.left.switches.buttons[group]._is_short for group in LARGE}) == 1


def test_regions_are_written_out_or_with_their_letters(screen):
    window = screen(1024)
    buttons = window.left.levels.spans
    assert [button.text() for button in buttons.values()] == ["C", "T", "L", "S", "All"]
    assert buttons["Thoracic"].toolTip() == "Thoracic: T1 to T12"
    screen(1600)
    window.resizeDocks([window.left], [430], Qt.Orientation.Horizontal)
    QApplication.processEvents()
    assert [button.text() for button in buttons.values()] == list(buttons)
    for button in buttons.values():
        words = button.fontMetrics().horizontalAdvance(button.text())
        assert button.width() > words, "no name is cut"


def test_bars_look_the_same_again_once_there_is_room(screen):
    bar = screen(1280).findChild(QToolBar, "tools")
    roomy = bar.height(), _places(bar)
    screen(1280, scale=2.0)
    screen(1280)
    assert (bar.height(), _places(bar)) == roomy


def _places(bar) -> list[QRect]:
    return [child.geometry() for child in bar.findChildren(QToolButton) if child.isVisible()]


DIALOGS = ["file.screenshot", "file.movie", "help.keys", "help.commands", "scenes.keep"]


@pytest.mark.parametrize("key", DIALOGS)
def test_dialogs_are_no_larger_than_a_small_screen(monkeypatch, screen, key):
    """The screen of the tests is larger: its size is told to be that of a projector."""
    window = screen(1024, scale=2.0)
    room = QRect(0, 0, 1024, 768)
    for module in (screen_room, screenshot_dialog):
        monkeypatch.setattr(module, "screen_room", lambda _: room)
    window.verbs.by_id[key].trigger()
    QTest.qWait(50)
    (dialog,) = (each for each in window.findChildren(QDialog) if each.isVisible())
    size, least = dialog.size(), dialog.minimumSizeHint()
    dialog.reject()
    assert size.width() <= 1024 and size.height() <= 768
    assert least.width() <= 1024 and least.height() <= 768


def test_a_floating_panel_is_left_alone_and_panels_come_back_as_they_were(qtbot, open_on, tmp_path):
    settings = QSettings(str(tmp_path / "retia.ini"), QSettings.Format.IniFormat)
    first = open_on(settings=settings)
    first.resize(1500, 760)
    first.right.setFloating(True)
    first.resize(1000, 760)
    QApplication.processEvents()
    assert first.right.isFloating()
    first.close()
    again = open_on(settings=settings)
    assert again.right.isFloating()
    assert (again.left.width(), again.panels.is_together) == (first.left.width(), True)


def test_the_button_that_makes_a_panel_float_is_seen_to_do_so_and_brings_it_back(qtbot, screen):
    window = screen(1500)
    panel = window.left
    where = panel.mapToGlobal(QPoint(0, 0))
    button = panel.findChild(QAbstractButton, "qt_dockwidget_floatbutton")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.isFloating)
    qtbot.waitUntil(lambda: panel.mapToGlobal(QPoint(0, 0)) != where)
    assert (panel.mapToGlobal(QPoint(0, 0)) - where).manhattanLength() > 20
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.isFloating())
    qtbot.waitUntil(lambda: panel.mapToGlobal(QPoint(0, 0)) == where)


def test_what_floated_opens_after_the_window_where_it_was_and_not_behind_it(qtbot, dressed_app, tmp_path):
    settings = QSettings(str(tmp_path / "retia.ini"), QSettings.Format.IniFormat)
    first = shown(FakeSource(), settings)
    first.left.setFloating(True)
    first.left.move(300, 200)
    QApplication.processEvents()
    place = first.left.pos()
    first.close()
    again = Window(scene_of("default", ("T12", "L1")), FakeSource(), settings)
    assert not again.left.isVisible(), "a window manager would put it behind what comes later"
    again.show()
    qtbot.waitUntil(again.left.isVisible)
    assert again.left.isFloating() and again.left.pos() == place
    again.close()


def test_tabs_below_the_card_say_all_of_their_names_also_when_they_come_back(qtbot, open_on, tmp_path):
    settings = QSettings(str(tmp_path / "retia.ini"), QSettings.Format.IniFormat)
    window = open_on(settings=settings)
    window.resize(1500, 760)
    for keys in ("F8", "F6"):
        press(window.viewport, keys)
    qtbot.waitUntil(lambda: "Notes" in tabs(window))
    qtbot.waitUntil(lambda: all(is_spelt_out(bar) for bar in tabs(window).values()))
    window.close()
    again = open_on(settings=settings)
    qtbot.waitUntil(lambda: "Notes" in tabs(again))
    qtbot.waitUntil(lambda: all(is_spelt_out(bar) for bar in tabs(again).values()))


def is_spelt_out(bar: QTabBar) -> bool:
    return bar.elideMode() == Qt.TextElideMode.ElideNone


def test_the_first_window_is_on_a_small_screen_with_all_it_has(monkeypatch, open_on, tmp_path):
    room = QRect(0, 0, 1280, 800)
    monkeypatch.setattr(screen_room, "screen_room", lambda _: room)
    window = open_on(settings=QSettings(str(tmp_path / "retia.ini"), QSettings.Format.IniFormat))
    assert window.width() <= 1280 and window.height() <= 800
    assert window.isMaximized()


def test_the_first_window_on_a_large_screen_leaves_some_of_it(open_on, tmp_path):
    window = open_on(settings=QSettings(str(tmp_path / "retia.ini"), QSettings.Format.IniFormat))
    assert (window.width(), window.height()) == FIRST_SIZE
    assert not window.isMaximized()
