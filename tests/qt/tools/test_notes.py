"""Notes of one's own by real clicks and keys, in the window, in pictures and in files."""

import re

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QInputMethodEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QInputDialog, QLineEdit

from meshes.anatomy.catalogue import load_catalogue
from tests.qt.conftest import pixels, place_of, press, settled
from tests.qt.shapes import level_z
from viewer.export.pdf import pdf
from viewer.export.png import png
from viewer.export.still import compose, render_still
from viewer.export.still_spec import StillSpec
from viewer.export.svg import svg
from viewer.model.pin import MOST_PINS, Pin
from viewer.model.viewpoint import Viewpoint
from viewer.model.written.figure_file import read_figure
from viewer.model.written.figure_text import figure_text
from viewer.model.written.session import read_session, session_text
from viewer.qt.pictures.screenshot_dialog import ScreenshotDialog
from viewer.render.labels.page import NOTE

LEFT = Qt.MouseButton.LeftButton
BONE, OTHER = "bone.vertebra.T12", "bone.vertebra.L1"


@pytest.fixture
def facing(qtbot, window):
    """Square to the front of T12, in parallel projection, with nothing but bone, which is flat there."""
    window.scene.isolate([BONE, OTHER])
    window.scene.set_opacity([BONE, OTHER], 1.0)
    centre = (0.0, -15.0, level_z("T12"))
    window.scene.set_viewpoint(Viewpoint((0, -1, 0), (0, 0, 1), centre, 90.0, is_parallel=True))
    settled(qtbot, window)
    yield window, place_of(window, BONE)
    window.notes.end()
    window.notes.dock.hide()


def typed(qtbot, window, text: str) -> None:
    """Type over what the dialog proposes, and press Enter."""
    dialog = window.findChild(QInputDialog)
    field = dialog.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(QInputDialog) is None)


def pin(qtbot, window, place: QPoint, text: str) -> None:
    press(window.viewport, "Shift+N")
    qtbot.mouseClick(window.viewport, LEFT, pos=place)
    typed(qtbot, window, text)


def note_ink(picture: np.ndarray) -> int:
    return int((np.abs(picture[..., :3].astype(int) - np.array(NOTE[:3])).sum(axis=2) < 40).sum())


def box_middle(window, number: int) -> QPoint:
    """Where the words of a note stand in the view."""
    (label,) = (each for each in window.renderer.labels if each.id == f"note.{number}")
    left, top, right, bottom = label.placed.box
    scale = window.viewport.height() / window.renderer.picture_height
    return QPoint(round((left + right) / 2 * scale), round((top + bottom) / 2 * scale))


def test_a_click_and_a_text_make_a_note_that_is_drawn_named_and_undone(qtbot, facing):
    window, middle = facing
    before = note_ink(pixels(qtbot, window))
    press(window.viewport, "Shift+N")
    assert window.verbs.by_id["view.note-add"].isChecked()
    assert "surface" in window.hint.text()
    qtbot.mouseClick(window.viewport, LEFT, pos=middle + QPoint(40, 20))
    assert not window.scene.state.pins
    typed(qtbot, window, "  Here the vein opens ")
    (made,) = window.scene.state.pins
    assert (made.text, made.structure) == ("Here the vein opens", BONE)
    mm = 90.0 / window.viewport.height()
    assert made.point == pytest.approx((40 * mm, -29.0, level_z("T12") - 20 * mm), abs=0.5)
    assert window.scene.undo_name == "New note"
    assert not window.verbs.by_id["view.note-add"].isChecked()
    assert not window.scene.state.selection
    assert note_ink(pixels(qtbot, window)) > before + 60
    press(window.viewport, "Ctrl+Z")
    assert not window.scene.state.pins
    assert note_ink(pixels(qtbot, window)) <= before


def test_a_double_click_on_its_words_types_a_note_over_and_keys_edit_and_delete(qtbot, facing):
    window, middle = facing
    pin(qtbot, window, middle, "First")
    pin(qtbot, window, middle + QPoint(0, 60), "Second")
    settled(qtbot, window)
    before = window.scene.state.viewpoint
    place = box_middle(window, 0)
    qtbot.mouseClick(window.viewport, LEFT, pos=place)
    assert window.notes.current == 0
    QTest.mouseDClick(window.viewport, LEFT, pos=place)
    typed(qtbot, window, "Other words")
    assert [each.text for each in window.scene.state.pins] == ["Other words", "Second"]
    assert window.scene.undo_name == "Edit note"
    assert window.scene.state.viewpoint == before, "the view is not centred on a note"
    press(window.viewport, "Ctrl+Shift+N")
    typed(qtbot, window, "By key")
    press(window.viewport, "Del")
    assert [each.text for each in window.scene.state.pins] == ["Second"]
    assert window.scene.undo_name == "Delete note"


def test_pulling_the_point_moves_a_note_over_surfaces_in_one_step(qtbot, facing):
    window, middle = facing
    pin(qtbot, window, middle, "Here")
    settled(qtbot, window)
    before, view = window.scene.state.pins, window.scene.state.viewpoint
    QTest.mousePress(window.viewport, LEFT, pos=middle)
    for step in range(1, 7):
        QTest.mouseMove(window.viewport, middle + QPoint(10 * step, 0))
    QTest.mouseRelease(window.viewport, LEFT, pos=middle + QPoint(60, 0))
    (moved,) = window.scene.state.pins
    mm = 90.0 / window.viewport.height()
    assert moved.point[0] - before[0].point[0] == pytest.approx(60 * mm, abs=0.5)
    assert window.scene.undo_name == "Move note"
    assert window.scene.state.viewpoint == view, "the column did not turn"
    press(window.viewport, "Ctrl+Z")
    assert window.scene.state.pins == before


def test_a_note_is_moved_by_its_verb_and_the_next_click(qtbot, facing):
    window, middle = facing
    pin(qtbot, window, middle, "Here")
    window.verbs.by_id["view.note-move"].trigger()
    qtbot.mouseClick(window.viewport, LEFT, pos=place_of(window, OTHER))
    (moved,) = window.scene.state.pins
    assert (moved.text, moved.structure) == ("Here", OTHER)
    window.verbs.by_id["view.note-clear"].trigger()
    assert not window.scene.state.pins


def test_escape_ends_and_a_click_beside_everything_sets_nothing(qtbot, facing):
    window, _ = facing
    press(window.viewport, "Shift+N")
    qtbot.mouseClick(window.viewport, LEFT, pos=QPoint(window.viewport.width() // 2, 3))
    assert "no surface" in window.hint.text()
    qtbot.keyClick(window.viewport, Qt.Key.Key_Escape)
    assert not window.notes.is_placing
    assert window.findChild(QInputDialog) is None
    press(window.viewport, "Shift+N")
    press(window.viewport, "Shift+M")
    assert not window.notes.is_placing, "one tool at a time"
    window.measuring.end()


def test_the_list_shows_notes_and_enter_types_one_over(qtbot, facing):
    window, middle = facing
    pin(qtbot, window, middle, "First")
    press(window.viewport, "F6")
    listed = window.notes.dock.list
    assert listed.isVisible()
    assert listed.item(0).text() == "First"
    qtbot.mouseClick(listed.viewport(), LEFT, pos=listed.visualItemRect(listed.item(0)).center())
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    field = listed.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "Typed over")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.scene.state.pins[0].text == "Typed over")
    qtbot.waitUntil(lambda: listed.findChild(QLineEdit) is None)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    field = listed.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "  ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "one line" in window.messages.text.text())
    assert window.scene.state.pins[0].text == "Typed over"
    qtbot.waitUntil(lambda: listed.item(0).text() == "Typed over")
    press(window.viewport, "F6")
    assert not listed.isVisible()


def test_a_note_hides_with_its_structure_and_goes_along_when_taken_out(qtbot, facing):
    window, middle = facing
    pin(qtbot, window, middle, "Here")
    settled(qtbot, window)
    (label,) = (each for each in window.renderer.labels if each.is_note)
    window.scene.explode(1.0)
    settled(qtbot, window)
    (away,) = (each for each in window.renderer.labels if each.is_note)
    assert away.placed.leader[-1][1] < label.placed.leader[-1][1] - 20, "T12 goes up"
    window.scene.hide([BONE])
    settled(qtbot, window)
    assert not any(each.is_note for each in window.renderer.labels)


def test_pictures_on_disk_have_notes_as_pixels_and_as_text(qtbot, facing):
    window, middle = facing
    pin(qtbot, window, middle, "A note & a leader")
    catalogue, state, meshes = window.scene.catalogue, window.scene.state, window.building.meshes
    spec = StillSpec(400, 300)
    drawn = render_still(catalogue, state, meshes, spec)
    window.scene.set_pins((), "Delete all notes")
    bare = render_still(catalogue, window.scene.state, meshes, spec)
    assert note_ink(drawn) > note_ink(bare) + 50
    composed = compose(catalogue, state, meshes, spec)
    words = svg(composed, png(composed.ground, 96), (106.0, 79.0), "", "").decode()
    text = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", words))
    assert text == "A note &amp; a leader"
    assert "<polyline" in words
    assert pdf(composed, (106.0, 79.0), "", "")[:5] == b"%PDF-"


def test_notes_that_have_no_room_in_a_picture_are_told_until_one_has_read_it(qtbot, facing, tmp_path):
    window, _ = facing
    spots = np.linspace(-35.0, 35.0, 60)
    pins = [Pin((0.0, -30.0, level_z("T12") + float(z)), f"Note {at}") for at, z in enumerate(spots)]
    window.scene.set_pins(pins, "Fill")
    window.studio.ask_picture()
    dialog = next(each for each in window.findChildren(ScreenshotDialog) if each.isVisible())
    dialog.form.width_px.setValue(240)
    dialog.form.height_px.setValue(160)
    assert dialog.save_to(tmp_path / "crowded.png")
    assert window.messages.isVisible()
    assert "No room for the notes “Note " in window.messages.text.text()
    window.messages.clear()
    window.scene.set_pins(pins[30:31], "Few")
    assert dialog.save_to(tmp_path / "roomy.png")
    assert not window.messages.isVisible()
    dialog.reject()


def test_sessions_kept_scenes_and_figure_files_keep_notes(qtbot, facing):
    window, middle = facing
    pin(qtbot, window, middle, 'Two "quoted" words')
    window.scene.keep("With a note")
    state, catalogue = window.scene.state, load_catalogue()
    assert read_session(session_text(state), catalogue).state.pins == state.pins
    figure = read_figure("own", figure_text(state, catalogue, "T", "C"))
    assert figure.state(catalogue).pins == state.pins
    window.scene.set_pins((), "Delete all notes")
    window.scene.go_to(0)
    assert window.scene.state.pins == state.pins


def test_letters_there_are_none_of_are_told_when_a_note_is_typed(qtbot, facing):
    window, middle = facing
    for letters in ("ö", "脊"):
        assert not window.messages.isVisible()
        press(window.viewport, "Shift+N")
        qtbot.mouseClick(window.viewport, LEFT, pos=middle)
        dialog = window.findChild(QInputDialog)
        # As input methods do, which are what one writes such letters with.
        entered = QInputMethodEvent()
        entered.setCommitString(letters)
        QApplication.sendEvent(dialog.findChild(QLineEdit), entered)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.findChild(QInputDialog) is None)
    assert [each.text for each in window.scene.state.pins] == ["ö", "脊"]
    assert "letters for 脊" in window.messages.text.text()


def test_the_hundred_and_first_note_is_refused_in_words(qtbot, facing):
    window, middle = facing
    window.scene.set_pins([Pin((0.0, 0.0, float(z)), f"n{z}") for z in range(MOST_PINS)], "Fill")
    pin(qtbot, window, middle, "One too many")
    assert len(window.scene.state.pins) == MOST_PINS
    assert str(MOST_PINS) in window.messages.text.text()
