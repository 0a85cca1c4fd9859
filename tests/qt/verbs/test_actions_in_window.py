import time
from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QApplication, QDialog, QToolBar

from tests.qt.conftest import press
from tests.qt.verbs.hand import do_by_hand
from viewer.actions.fuzzy import ranked
from viewer.actions.table import ACTIONS
from viewer.model.section import NAMED_SECTIONS
from viewer.qt.dialogs.help_dialogs import key_columns
from viewer.qt.verbs.window_actions import ALL_MENUS, CONTEXT_MENU, TOOL_BAR

SCENE_IDS = [action.id for action in ACTIONS]


def held(menu, known):
    """Ids of the actions of a menu and of the menus in it, without those that come and go."""
    for action in menu.actions():
        if action.menu() is not None:
            yield from held(action.menu(), known)
        elif action.objectName() in known:
            yield action.objectName()


def test_the_menus_hold_every_action_once_in_the_order_of_the_table(shared_window):
    window = shared_window
    shown = [key for menu in window.menuBar().actions() for key in held(menu.menu(), window.verbs.by_id)]
    table = window.verbs.table()
    assert shown == [action.id for menu in ALL_MENUS for action in table if action.menu == menu]
    assert set(shown) == {action.id for action in table}


def test_tool_bar_and_context_menu_name_actions_that_exist(window):
    wanted = [key for group in TOOL_BAR for key in group]
    bar = window.findChild(QToolBar, "tools")
    assert [action.objectName() for action in bar.actions() if not action.isSeparator()] == wanted
    assert set(CONTEXT_MENU) <= set(window.verbs.by_id)


def test_no_two_actions_share_a_key(shared_window):
    keys = [key.toString() for action in shared_window.verbs.by_id.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def make_possible(scene, key: str) -> None:
    """Bring the scene where an action has something to do."""
    scene.reset()
    scene.select(["disc.T12-L1"])
    scene.set_parameter("scale", 0.95)
    scene.set_palette("print" if key == "palette.atlas" else "atlas")
    if key in ("show.all", "show.restore", "edit.redo"):
        scene.put_aside(["vein.basivertebral.T12"])
    if key in ("show.kind", "show.only-of-kind"):
        scene.select(["vein.basivertebral.T12"])
    if key == "show.kind":
        scene.hide(["vein.basivertebral.L1"])
    if key == "apart.less":
        scene.explode(0.5)
    if key == "look.palette-colour":
        scene.set_colour(["disc.T12-L1"], "#102030")
    if key == "edit.redo":
        scene.undo()
    if key.startswith("section."):
        scene.set_section(NAMED_SECTIONS["coronal" if key == "section.median" else "median"])
    if key == "figure.default":
        scene.set_levels("T1", "T2")
    if key.startswith("view."):
        scene.view_from("left" if key != "view.left" else "right")
        scene.set_viewpoint(replace(scene.state.viewpoint, zoom=2.0))


def keep_scenes(scene) -> None:
    for number in range(3):
        scene.keep(f"Scene {number}")
    scene.go_to(1)


@pytest.mark.parametrize("key", SCENE_IDS)
def test_every_verb_of_the_scene_is_done_by_keys_told_and_taken_back(qtbot, window, key):
    make_possible(window.scene, key)
    if key.startswith("scenes."):
        keep_scenes(window.scene)
    assert window.verbs.by_id[key].isEnabled()
    before, undo_before = window.scene.state, window.scene.undo_name
    window.foot.clear()
    do_by_hand(qtbot, window, key)
    assert window.scene.state != before
    told = window.statusBar().currentMessage()
    assert told, "the status bar says what was done"
    if key == "edit.undo":
        assert told == f"Undo {undo_before}"
        return
    if key != "edit.redo":
        assert window.verbs.by_id["edit.undo"].text() == f"Undo: {told}"
    press(window.viewport, "Ctrl+Z")
    assert window.scene.state == before


def test_every_verb_is_the_first_that_its_name_finds_in_the_palette(shared_window):
    table = shared_window.verbs.table()
    found = {action.id: ranked(table, action.text)[0].id for action in table}
    assert found == {key: key for key in found}


def test_every_verb_has_words_and_a_sentence(shared_window):
    for action in shared_window.verbs.table():
        assert action.text and action.status.endswith((".", "!", "?")), action.id
        assert shared_window.verbs.by_id[action.id].statusTip() == action.status


@pytest.mark.parametrize("key", ["file.screenshot", "help.keys", "help.about"])
def test_every_dialog_opens_and_closes_with_escape(qtbot, window, key):
    window.verbs.by_id[key].trigger()
    (dialog,) = (found for found in window.findChildren(QDialog) if found.isVisible())
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not any(found.isVisible() for found in window.findChildren(QDialog)))


def test_panels_give_way_and_come_back(qtbot, window):
    width = window.viewport.width()
    window.verbs.by_id["view.panels"].trigger()
    qtbot.waitUntil(lambda: window.viewport.width() > width + 300)
    window.verbs.by_id["view.panels"].trigger()
    qtbot.waitUntil(lambda: window.left.isVisible() and window.right.isVisible())


def test_full_screen_turns_on_and_off(qtbot, window):
    action = window.verbs.by_id["view.full-screen"]
    action.trigger()
    assert window.isFullScreen()
    action.trigger()
    assert not window.isFullScreen()


def test_undo_and_redo_say_what_they_would_do(fresh_window):
    window = fresh_window
    undo, redo = window.verbs.by_id["edit.undo"], window.verbs.by_id["edit.redo"]
    assert not undo.isEnabled()
    window.verbs.by_id["switch.disc"].trigger()
    assert undo.text() == "Undo: Discs"
    undo.trigger()
    assert (undo.text(), redo.text()) == ("Undo", "Redo: Discs")
    redo.trigger()
    assert "disc.T12-L1" not in window.scene.shown


def test_a_checked_action_follows_the_scene(qtbot, window):
    action = window.verbs.by_id["overlay.legend"]
    assert action.isChecked()
    action.trigger()
    assert not action.isChecked()
    window.scene.undo()
    assert action.isChecked()


@pytest.mark.parametrize(
    ("key", "view"),
    [
        ("A", "anterior"),
        ("P", "posterior"),
        ("L", "left"),
        ("R", "right"),
        ("S", "superior"),
        ("I", "inferior"),
    ],
)
def test_a_letter_turns_to_its_side(qtbot, window, key, view):
    qtbot.keyClick(window.viewport, key.lower())
    assert window.verbs.by_id[f"view.{view}"].isChecked()


def test_the_cheat_sheet_has_every_key(shared_window):
    table = shared_window.verbs.table()
    left, right = key_columns(table)
    native = QKeySequence.SequenceFormat.NativeText
    for action in table:
        for key in action.keys:
            assert f"{QKeySequence(key).toString(native)}" in left + right
    assert abs(left.count("<tr>") - right.count("<tr>")) < 15


def test_copying_that_takes_long_shows_progress_and_can_be_given_up(qtbot, window, monkeypatch):
    def slowly(_spec):
        until = time.monotonic() + 30.0
        while time.monotonic() < until:
            time.sleep(0.01)
            yield
        raise AssertionError("nobody gave it up")

    monkeypatch.setattr(window.pictures, "composing", slowly)
    QApplication.clipboard().setText("as it was")
    shown = []

    def give_up() -> None:
        shown.append(window.studio.copying.isVisible())
        qtbot.mouseClick(window.studio.copying.cancel, Qt.MouseButton.LeftButton)

    QTimer.singleShot(900, give_up)
    press(window.viewport, "Ctrl+C")
    assert shown == [True]
    assert not window.studio.copying.isVisible()
    assert QApplication.clipboard().text() == "as it was"


def test_copying_puts_the_view_into_the_clipboard(qtbot, window):
    window.verbs.by_id["file.copy"].trigger()
    image = QApplication.clipboard().image()
    assert image.size() == window.viewport.device_size()
