"""Scenes kept under a name: by keys and clicks, in a list with pictures, and in the session's file."""

import pytest
from PyQt6.QtCore import QEvent, QObject, QPoint, QSettings, Qt
from PyQt6.QtWidgets import QInputDialog, QLineEdit, QToolButton

from meshes.anatomy.catalogue import load_catalogue
from tests.qt import real_mouse
from tests.qt.conftest import press
from viewer.model.written.session import read_session, session_text

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(window):
    """The window that tests share, its list of scenes put away before and after."""
    window.scenes.hide()
    yield window
    window.scenes.hide()


def keep(qtbot, window, name: str | None = None) -> None:
    """Press Ctrl+K, type a name over the one proposed, and Enter."""
    press(window.viewport, "Ctrl+K")
    dialog = window.findChild(QInputDialog)
    field = dialog.findChild(QLineEdit)
    if name is not None:
        field.selectAll()
        qtbot.keyClicks(field, name)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(QInputDialog) is None)


def names(window) -> list[str]:
    return [kept.name for kept in window.scene.state.shelf.scenes]


def three(qtbot, window) -> None:
    """Three scenes, each with something the others lack."""
    press(window.viewport, "A")
    keep(qtbot, window, "From the front")
    press(window.viewport, "P")
    press(window.viewport, "7")
    keep(qtbot, window, "Without bone")
    press(window.viewport, "L")
    keep(qtbot, window)


def test_keys_keep_scenes_and_lead_through_them_and_undo_leads_back(qtbot, desk):
    three(qtbot, desk)
    assert names(desk) == ["From the front", "Without bone", "Scene 1"]
    last = desk.scene.state
    press(desk.viewport, "Ctrl+PgUp")
    assert desk.scene.undo_name == "Scene: Without bone"
    assert desk.scene.state.viewpoint.direction == (0.0, 1.0, 0.0)
    qtbot.keyClick(desk.viewport, Qt.Key.Key_PageUp)
    assert desk.scene.state.viewpoint.direction == (0.0, -1.0, 0.0)
    assert "bone.vertebra.T12" in desk.scene.shown
    press(desk.viewport, "Ctrl+PgUp")
    assert desk.scene.state.shelf.at == 0, "there is none before the first"
    qtbot.keyClick(desk.viewport, Qt.Key.Key_PageDown)
    assert "bone.vertebra.T12" not in desk.scene.shown
    press(desk.viewport, "Ctrl+PgDown")
    assert desk.scene.state == last
    for _ in range(4):
        press(desk.viewport, "Ctrl+Z")
    assert desk.scene.state == last


def test_a_scene_is_gone_to_from_wherever_one_went_meanwhile(qtbot, desk):
    three(qtbot, desk)
    press(desk.viewport, "Ctrl+PgUp")
    press(desk.viewport, "S")
    press(desk.viewport, "Ctrl+1")
    press(desk.viewport, "Home")
    assert len(names(desk)) == 3, "figures and the way back to the start leave the shelf alone"
    press(desk.viewport, "Ctrl+PgDown")
    assert desk.scene.undo_name == "Scene: Scene 1"


def test_a_name_taken_already_stands_for_the_scene_as_it_is_now(qtbot, desk):
    three(qtbot, desk)
    press(desk.viewport, "S")
    keep(qtbot, desk, "Without bone")
    assert names(desk) == ["From the front", "Without bone", "Scene 1"]
    assert desk.scene.state.shelf.scenes[1].state.viewpoint == desk.scene.state.viewpoint


def test_an_impossible_name_is_told_and_nothing_is_kept(qtbot, desk):
    keep(qtbot, desk, "  ")
    assert names(desk) == []
    assert "one line" in desk.messages.text.text()


def test_the_list_shows_a_picture_of_each_scene_and_a_click_goes_there(qtbot, desk):
    three(qtbot, desk)
    press(desk.viewport, "F7")
    listed = desk.scenes.list
    assert listed.isVisible()
    assert [listed.item(row).text() for row in range(3)] == names(desk)
    pictures = [listed.item(row).icon().pixmap(96, 60).toImage() for row in range(3)]
    assert pictures[0] != pictures[1] != pictures[2]
    coloured = {pictures[0].pixelColor(x, y).name() for x in range(96) for y in range(60)}
    assert len(coloured) > 50, "the picture shows the anatomy"
    qtbot.mouseClick(listed.viewport(), LEFT, pos=listed.visualItemRect(listed.item(0)).center())
    assert desk.scene.undo_name == "Scene: From the front"
    assert listed.currentRow() == 0
    press(desk.viewport, "F7")
    assert not listed.isVisible()


def test_a_long_name_is_broken_into_lines_and_wholly_seen(qtbot, desk):
    keep(qtbot, desk, "Short")
    keep(qtbot, desk, "The ring of the second lumbar vertebra from above, with the external plexuses")
    press(desk.viewport, "F7")
    view = desk.scenes.list
    qtbot.waitUntil(lambda: view.viewport().width() > 50)
    assert not view.horizontalScrollBar().isVisible()
    long = view.visualItemRect(view.item(1))
    assert long.right() <= view.viewport().width()
    assert long.height() > 2.5 * view.fontMetrics().lineSpacing()


def test_a_name_is_typed_over_in_the_list_and_two_are_never_the_same(qtbot, desk):
    three(qtbot, desk)
    press(desk.viewport, "F7")
    desk.verbs.by_id["scenes.rename"].trigger()
    field = desk.scenes.list.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "Aside")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(desk)[2] == "Aside")
    assert desk.scene.undo_name == "Rename scene"
    qtbot.waitUntil(lambda: desk.scenes.list.findChild(QLineEdit) is None)
    desk.verbs.by_id["scenes.rename"].trigger()
    field = desk.scenes.list.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "Without bone")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "same name" in desk.messages.text.text())
    assert names(desk) == ["From the front", "Without bone", "Aside"]
    qtbot.waitUntil(lambda: desk.scenes.list.item(2).text() == "Aside")


def test_buttons_move_and_delete_the_current_scene(qtbot, desk):
    three(qtbot, desk)
    press(desk.viewport, "F7")
    buttons = {button.text(): button for button in desk.scenes.findChildren(QToolButton) if button.text()}
    assert not buttons["Down"].isEnabled()
    qtbot.mouseClick(buttons["Up"], LEFT)
    assert names(desk) == ["From the front", "Scene 1", "Without bone"]
    assert desk.scene.state.shelf.current.name == "Scene 1"
    qtbot.mouseClick(buttons["Delete"], LEFT)
    assert names(desk) == ["From the front", "Without bone"]
    assert desk.scene.state.shelf.current.name == "From the front"
    press(desk.viewport, "Ctrl+Z")
    assert names(desk) == ["From the front", "Scene 1", "Without bone"]


def test_a_scene_dropped_elsewhere_stands_there(qtbot, desk):
    three(qtbot, desk)
    press(desk.viewport, "F7")
    rows = desk.scenes.list.model()
    root = desk.scenes.list.rootIndex()
    assert rows.moveRow(root, 2, root, 0), "what the list does when an item is let go of"
    qtbot.waitUntil(lambda: names(desk) == ["Scene 1", "From the front", "Without bone"])
    assert desk.scene.undo_name == "Move scene"
    assert rows.moveRow(desk.scenes.list.rootIndex(), 0, desk.scenes.list.rootIndex(), 3)
    qtbot.waitUntil(lambda: names(desk) == ["From the front", "Without bone", "Scene 1"])


def test_the_session_carries_the_scenes(qtbot, desk):
    three(qtbot, desk)
    opened = read_session(session_text(desk.scene.state), load_catalogue())
    assert opened.state == desk.scene.state
    assert all(len(kept.thumbnail) > 1000 for kept in opened.state.shelf.scenes)


def test_the_list_is_where_it_was_when_the_window_opens_again(qtbot, open_on, tmp_path):
    settings = QSettings(str(tmp_path / "retia.ini"), QSettings.Format.IniFormat)
    first = open_on(settings=settings)
    press(first.viewport, "F7")
    assert first.scenes.isVisible()
    first.close()
    assert open_on(settings=settings).scenes.isVisible()


def test_paging_in_a_list_pages_there(qtbot, desk):
    three(qtbot, desk)
    before = desk.scene.state.shelf.at
    qtbot.keyClick(desk.left.apart.slider, Qt.Key.Key_PageUp)
    assert desk.scene.state.shelf.at == before
    assert desk.scene.state.explosion > 0.0


def wait_until_it_stands(qtbot, rows) -> None:
    """A dock that was brought is given its place and its height a moment later."""
    seen = []

    def stands() -> bool:
        last = rows.visualItemRect(rows.item(rows.count() - 1))
        seen.append((rows.mapToGlobal(QPoint(0, 0)), rows.viewport().height(), last))
        return seen[-1][1] > last.bottom() and len(seen) > 20 and seen[-20:] == [seen[-1]] * 20

    qtbot.waitUntil(stands, timeout=20_000)


class Heard(QObject):
    """Tells a hand to go on once a widget has heard of its press, and that something is dragged over it.

    While something is dragged the toolkit has a loop of its own, which a test hears of by events alone.
    """

    def __init__(self, widget, hand, height: int) -> None:
        super().__init__(widget)
        self.stages = [QEvent.Type.MouseButtonPress, QEvent.Type.DragMove]
        self._hand, self._height = hand, height
        widget.installEventFilter(self)

    def eventFilter(self, _widget, event) -> bool:
        if self.stages and event.type() == self.stages[0]:
            is_there = event.type() != QEvent.Type.DragMove or abs(event.position().y() - self._height) < 1
            if is_there:
                del self.stages[0]
                real_mouse.go_on(self._hand)
        return False


@pytest.mark.skipif(not real_mouse.is_there(), reason="nothing moves the pointer here (Debian: libxtst6)")
@pytest.mark.parametrize(("taken", "onto", "wanted"), [(2, 0, (2, 0, 1)), (0, 2, (1, 2, 0))])
def test_a_scene_is_dragged_to_another_place_by_the_mouse(qtbot, desk, taken, onto, wanted):
    three(qtbot, desk)
    before = names(desk)
    press(desk.viewport, "F7")
    rows = desk.scenes.list
    qtbot.waitUntil(rows.isVisible)
    wait_until_it_stands(qtbot, rows)
    boxes = [rows.visualItemRect(rows.item(row)) for row in (taken, onto)]
    # Above the upper third of a row, or below the lower: between rows, not onto one.
    edge = boxes[1].top() + 2 if onto < taken else boxes[1].bottom() - 2
    view = rows.viewport()
    start, end = (view.mapToGlobal(QPoint(40, y)) for y in (boxes[0].center().y(), edge))
    hand = real_mouse.drag([(start.x(), start.y()), (end.x(), end.y())], is_told=True)
    heard = Heard(view, hand, edge)
    qtbot.waitUntil(lambda: hand.poll() is not None, timeout=60_000)
    assert heard.stages == []
    qtbot.waitUntil(lambda: names(desk) == [before[number] for number in wanted], timeout=20_000)
    assert [rows.item(row).text() for row in range(rows.count())] == names(desk)
    press(desk.viewport, "Ctrl+Z")
    assert names(desk) == before
