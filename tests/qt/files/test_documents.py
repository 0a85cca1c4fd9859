"""Sessions in the window: keys, dialogs, drops, recovery, and what is asked before something is lost."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
from PyQt6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QTimer, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox

from meshes.anatomy.catalogue import load_catalogue
from tests.qt import logged_out
from tests.qt.conftest import SIZE
from tests.qt.shapes import FakeSource
from viewer.model.written.figure_file import figure_of, load_figure
from viewer.model.written.session import ENDING, read_session, session_text
from viewer.qt.pictures.screenshot_dialog import ScreenshotDialog
from viewer.qt.window import Window
from viewer.scenes import scene_of

CATALOGUE = load_catalogue()
GRAY = load_figure("gray-579").state(CATALOGUE)


@pytest.fixture
def chosen(monkeypatch, tmp_path):
    """The file that the next dialog is told; the dialogs themselves are the system's."""
    path = tmp_path / "lecture.retia.json"
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (str(chosen_path[0]), ""))
    chosen_path = [path]
    return chosen_path


@pytest.fixture
def desk(qtbot, window):
    """The window that tests share, without a file, nothing to undo, and afterwards as it was."""
    start = window.scene.state
    window.documents._begin(start, None)
    yield window
    window.documents._begin(start, None)
    window.documents.recents.clear()


def press(qtbot, window, key, shift=False) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier
    if shift:
        modifiers |= Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.viewport, key, modifiers)


def answer(text: str, asked: list[str]) -> None:
    """Click a button of the question that comes up next."""

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(button for button in box.buttons() if text in button.text()).click()

    QTimer.singleShot(300, click)


def drop(window, path) -> bool:
    """What Qt sends when a file is dragged onto the window and let go; whether it was taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(400, 300), Qt.DropAction.CopyAction, mime, buttons, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(
        window, QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, mime, buttons, none)
    )
    return True


def test_a_session_is_saved_by_key_and_opened_by_key(qtbot, desk, chosen):
    scene = desk.scene
    scene.set_parameters({"lordosis": 50.0})
    scene.set_seed(9)
    scene.hide(["disc.T12-L1"])
    scene.select(["bone.vertebra.L1"])
    kept = scene.state
    press(qtbot, desk, Qt.Key.Key_S)
    assert read_session(chosen[0].read_bytes(), CATALOGUE).state == desk.viewport.with_shape(kept)
    assert desk.windowTitle() == "lecture[*] – Retia"
    assert not desk.isWindowModified()
    press(qtbot, desk, Qt.Key.Key_N)
    assert scene.state != kept and desk.windowTitle() == "Retia"
    press(qtbot, desk, Qt.Key.Key_O)
    assert scene.state == kept
    assert scene.undo_name is None
    assert desk.statusBar().currentMessage() == "Opened lecture.retia.json"
    qtbot.waitUntil(lambda: desk.building.is_up_to_date, timeout=20_000)


def test_save_as_puts_the_ending_to_a_name_without(qtbot, desk, chosen, tmp_path):
    chosen[0] = tmp_path / "two words"
    press(qtbot, desk, Qt.Key.Key_S, shift=True)
    assert (tmp_path / "two words.retia.json").is_file()
    assert desk.documents.path == tmp_path / "two words.retia.json"


def test_home_returns_to_the_session_that_was_opened(qtbot, desk, chosen):
    chosen[0].write_text(session_text(GRAY), "utf-8")
    press(qtbot, desk, Qt.Key.Key_O)
    desk.scene.view_from("left")
    desk.scene.hide(["bone.vertebra.T8"])
    qtbot.keyClick(desk.viewport, Qt.Key.Key_Home)
    assert desk.scene.state == GRAY


def test_turning_the_view_loses_nothing_and_asks_nothing(qtbot, desk, chosen, monkeypatch):
    press(qtbot, desk, Qt.Key.Key_S)
    told: list[bool] = []
    monkeypatch.setattr(desk, "setWindowModified", told.append)
    desk.scene.view_from("right")
    assert told == []
    monkeypatch.undo()
    desk.scene.view_from("left")
    desk.scene.select(["bone.vertebra.L1"])
    assert not desk.documents.is_changed and not desk.isWindowModified()
    desk.scene.hide(["bone.vertebra.L1"])
    assert desk.documents.is_changed and desk.isWindowModified()
    desk.scene.undo()
    assert not desk.isWindowModified()
    press(qtbot, desk, Qt.Key.Key_N)
    assert desk.documents.path is None


@pytest.mark.parametrize(
    ("button", "is_left", "is_saved"),
    [("Save", True, True), ("iscard", True, False), ("Cancel", False, False)],
)
def test_changes_to_a_session_are_asked_about_before_they_are_lost(
    qtbot, desk, chosen, button, is_left, is_saved
):
    press(qtbot, desk, Qt.Key.Key_S)
    desk.scene.hide(["bone.vertebra.L1"])
    changed, asked = desk.scene.state, []
    answer(button, asked)
    press(qtbot, desk, Qt.Key.Key_N)
    assert asked == ["Save the changes to lecture.retia.json?"]
    assert (desk.documents.path is None) == is_left
    assert (desk.scene.state == changed) != is_left
    kept = read_session(chosen[0].read_bytes(), CATALOGUE).state
    assert (kept == desk.viewport.with_shape(changed)) == is_saved


def test_closing_asks_too_and_can_be_called_off(qtbot, desk, chosen):
    press(qtbot, desk, Qt.Key.Key_S)
    desk.scene.hide(["bone.vertebra.L1"])
    asked: list[str] = []
    answer("Cancel", asked)
    assert not desk.close()
    assert desk.isVisible() and asked


def test_a_scene_that_was_never_saved_is_given_up_without_a_question(qtbot, desk):
    desk.scene.hide(["bone.vertebra.L1"])
    press(qtbot, desk, Qt.Key.Key_N)
    assert desk.scene.state.looks["bone.vertebra.L1"].visible


def test_a_damaged_file_is_refused_in_the_message_bar_and_the_scene_stays(qtbot, desk, chosen):
    table = json.loads(session_text(GRAY))
    table["scene"]["viewpoint"]["zoom"] = "near"
    chosen[0].write_text(json.dumps(table), "utf-8")
    before = desk.scene.state
    press(qtbot, desk, Qt.Key.Key_O)
    assert desk.scene.state == before
    assert "scene.viewpoint.zoom: is 'near', not a number" in desk.messages.text.text()
    assert desk.documents.recents.paths == ()


def test_a_file_that_is_no_session_is_told_in_one_line_that_names_it_once(qtbot, desk, chosen):
    chosen[0].write_text('{"format": "retia-sess\n', "utf-8")
    press(qtbot, desk, "o")
    told = desk.messages.text.text()
    assert told.count(chosen[0].name) == 1
    assert "at line 1" in told
    assert not told.endswith(" at")
    desk.messages.clear()
    photo = chosen[0].with_name("photo.png")
    photo.write_bytes(b"\xff\xd8no picture")
    assert not desk.documents.open_file(photo)
    assert "damaged picture" in desk.messages.text.text()
    desk.messages.clear()


def test_a_folder_that_is_not_there_is_told_with_what_to_do_until_the_file_is_saved(qtbot, desk, chosen):
    there = chosen[0]
    chosen[0] = there.parent / "gone" / there.name
    press(qtbot, desk, "s")
    told = desk.messages.text.text()
    assert str(chosen[0]) in told
    assert "look whether the name is right" in told
    assert not any(odd in told for odd in ("Errno", "None", "->"))
    assert desk.messages.isVisible()
    chosen[0] = there
    press(qtbot, desk, "s")
    assert there.is_file()
    assert desk.messages.isHidden()


def test_what_was_left_out_is_told(qtbot, desk, chosen):
    table = json.loads(session_text(GRAY))
    table["scene"]["selection"] = ["bone.tail"]
    chosen[0].write_text(json.dumps(table), "utf-8")
    press(qtbot, desk, Qt.Key.Key_O)
    assert desk.scene.state == GRAY
    assert "left out: bone.tail" in desk.messages.text.text()


def test_a_session_that_is_dropped_is_opened_and_a_letter_is_not(desk, tmp_path):
    session, letter = tmp_path / "a.retia.json", tmp_path / "letter.txt"
    session.write_text(session_text(GRAY), "utf-8")
    letter.write_text("Dear reader", "utf-8")
    assert not drop(desk, letter)
    assert drop(desk, session)
    assert desk.scene.state == GRAY


def test_a_picture_saved_here_and_dropped_here_restores_the_scene(qtbot, desk, tmp_path):
    desk.scene.set_parameters({"scale": 0.95})
    desk.scene.view_from("left")
    kept, path = desk.scene.state, tmp_path / "picture.png"
    press(qtbot, desk, Qt.Key.Key_P)
    dialog = next(each for each in desk.findChildren(ScreenshotDialog) if each.isVisible())
    dialog.form.width_px.setValue(160)
    dialog.form.height_px.setValue(120)
    assert dialog.save_to(path)
    kept = replace(kept, overlays=replace(kept.overlays, scale_bar=not kept.overlays.scale_bar))
    qtbot.mouseClick(dialog.form.scale_bar, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert dialog.save_to(path), "with the aids of the picture"
    qtbot.mouseClick(dialog.form.memory, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert dialog.save_to(tmp_path / "plain.png")
    dialog.reject()
    desk.scene.reset()
    assert drop(desk, path)
    assert desk.scene.state == kept
    assert desk.documents.path is None
    assert drop(desk, tmp_path / "plain.png")
    assert "carries no scene" in desk.messages.text.text()


def test_a_scene_is_saved_as_a_figure_that_shows_the_same(qtbot, desk, chosen, tmp_path):
    desk.scene.hide(["bone.vertebra.L1"])
    desk.scene.set_seed(5)
    chosen[0] = tmp_path / "my figure"
    press(qtbot, desk, Qt.Key.Key_E, shift=True)
    figure = figure_of(str(tmp_path / "my figure.toml"))
    assert figure.state(CATALOGUE) == desk.viewport.with_shape(desk.scene.state)
    assert figure.title == "my figure"


def test_a_figure_keeps_the_whole_name_it_was_given(qtbot, desk, chosen, tmp_path):
    (tmp_path / "canal of L1.toml").write_text("other")
    chosen[0] = tmp_path / "canal of L1.5"
    press(qtbot, desk, Qt.Key.Key_E, shift=True)
    assert (tmp_path / "canal of L1.toml").read_text() == "other"
    assert figure_of(str(tmp_path / "canal of L1.5.toml")).title == "canal of L1.5"


def test_recent_files_are_offered_survive_the_window_and_are_opened_by_a_click(qtbot, open_on, tmp_path):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = open_on(FakeSource(), settings)
    for name in ("one", "two"):
        assert window.documents.save_to(tmp_path / f"{name}.retia.json")
    os.remove(tmp_path / "one.retia.json")
    window.close()
    window = open_on(FakeSource(), settings)
    menu = window.documents.menu
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    entry = next(action for action in menu.actions() if "two.retia.json" in action.text())
    assert not any("one.retia.json" in action.text() for action in menu.actions())
    window.scene.hide(["bone.vertebra.L1"])
    entry.trigger()
    assert window.documents.path == tmp_path / "two.retia.json"
    assert window.scene.state.looks["bone.vertebra.L1"].visible


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_lost(desk, tmp_path):
    assert not desk.documents.save_to(tmp_path / "nowhere" / "x.retia.json")
    assert "was not saved" in desk.messages.text.text()
    assert desk.documents.path is None


def started(folder) -> Window:
    window = Window(scene_of("default", ("T12", "L1")), FakeSource(), None, folder)
    window.resize(*SIZE)
    window.show()
    return window


def test_after_a_crash_the_scene_is_offered_and_brought_back(qtbot, dressed_app, tmp_path):
    crashed = started(tmp_path)
    crashed.scene.hide(["bone.vertebra.L1"])
    crashed.documents.autosave.write()
    kept = crashed.scene.state
    second = started(tmp_path)
    assert second.documents.offer_recovery() is None, "the first window still lives"
    # A crash: the lock goes with the process, the file stays.
    crashed.documents.autosave._lock.unlock()
    box = second.documents.offer_recovery()
    assert box is not None
    next(button for button in box.buttons() if button.text() == "Bring back").click()
    assert second.scene.state == kept
    assert second.scene.undo_name == "Bring back the scene"
    assert second.documents.offer_recovery() is None
    for window in (second, crashed):
        window.close()
        window.deleteLater()


@pytest.mark.skipif(os.name == "nt", reason="Windows kills otherwise")
def test_a_process_that_was_killed_leaves_its_scene_for_the_next(qtbot, dressed_app, tmp_path):
    command = [sys.executable, "-m", "tests.qt.logged_out"]
    scratch, scenes = tmp_path / "scratch", tmp_path / "scenes"
    scratch.mkdir()
    environment = {**os.environ, "RETIA_HOME": str(tmp_path), "TMPDIR": str(scratch)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "changed\n"
            qtbot.waitUntil(lambda: bool([*scenes.glob(f"scene-*{ENDING}")]), timeout=30_000)
            living = started(scenes)
            assert living.documents.offer_recovery() is None, "it still runs"
        finally:
            process.send_signal(signal.SIGKILL)
    assert not [*scratch.iterdir()], "nothing is left that nobody will ever use"
    next_one = started(scenes)
    box = next_one.documents.offer_recovery()
    assert box is not None and "unexpectedly" in box.text()
    (back,) = [each for each in box.buttons() if each.text() == "Bring back"]
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert logged_out.HIDDEN not in next_one.scene.shown
    assert "bone.vertebra.T12" in next_one.scene.shown
    for window in (living, next_one):
        window.close()
        window.deleteLater()


def crashed_with(folder, hidden) -> Window:
    """A window whose lock went, as with its process, and whose file stayed."""
    window = started(folder)
    window.scene.hide([hidden])
    window.documents.autosave.write()
    window.documents.autosave._lock.unlock()
    return window


def choose(box, text) -> None:
    next(button for button in box.buttons() if button.text() == text).click()


def test_of_two_windows_that_crashed_neither_scene_is_lost(qtbot, dressed_app, tmp_path):
    crashed = [crashed_with(tmp_path, bone) for bone in ("bone.vertebra.T12", "bone.vertebra.L1")]
    brought = set()
    for _ in crashed:
        window = started(tmp_path)
        choose(window.documents.offer_recovery(), "Bring back")
        assert window.documents.autosave.path.is_file(), "kept at once, not a while later"
        brought |= {key for key, look in window.scene.state.looks.items() if not look.visible}
        window.close()
        window.deleteLater()
    assert {"bone.vertebra.T12", "bone.vertebra.L1"} <= brought
    assert not list(tmp_path.glob("scene-*.json"))
    for window in crashed:
        window.deleteLater()


def test_a_scene_that_cannot_be_brought_back_is_kept_and_not_asked_about_again(qtbot, dressed_app, tmp_path):
    crashed = crashed_with(tmp_path, "bone.vertebra.L1")
    newer = crashed.documents.autosave.path.read_text("utf-8").replace('"version": 2', '"version": 99')
    crashed.documents.autosave.path.write_text(newer, "utf-8")
    window = started(tmp_path)
    choose(window.documents.offer_recovery(), "Bring back")
    (kept,) = tmp_path.glob("unread-*.json")
    assert kept.read_text("utf-8") == newer
    assert kept.name in window.messages.text.text()
    assert window.documents.offer_recovery() is None
    for each in (window, crashed):
        each.close()
        each.deleteLater()


def test_closed_in_order_the_scene_is_the_one_of_last_time(qtbot, dressed_app, tmp_path):
    first = started(tmp_path)
    first.scene.hide(["bone.vertebra.L1"])
    kept = first.scene.state
    first.close()
    first.deleteLater()
    second = started(tmp_path)
    assert second.documents.offer_recovery() is None
    second.documents.menu.aboutToShow.emit()
    entry = second.documents.menu.actions()[0]
    assert entry.text() == "Scene of last time"
    entry.trigger()
    assert second.scene.state == kept
    second.close()
    second.deleteLater()


def test_the_scene_is_written_a_while_after_a_change(qtbot, dressed_app, tmp_path, monkeypatch):
    window = started(tmp_path)
    window.documents.autosave._timer.setInterval(50)
    window.scene.hide(["bone.vertebra.L1"])
    path = window.documents.autosave.path
    qtbot.waitUntil(path.is_file, timeout=3000)
    assert read_session(path.read_bytes(), CATALOGUE).state == window.scene.state
    window.close()
    window.deleteLater()
