from time import perf_counter

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QScrollArea

from viewer.qt.dialogs.command_palette import CommandPalette
from viewer.qt.dialogs.help_dialogs import KeySheet


@pytest.fixture
def palette(qtbot, window):
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.viewport, "p", both)
    return next(found for found in window.findChildren(CommandPalette) if found.isVisible())


def rows(palette) -> list[str]:
    return [palette.list.topLevelItem(row).text(0) for row in range(palette.list.topLevelItemCount())]


def test_it_lists_every_verb_with_its_menu_and_keys(window, palette):
    assert len(rows(palette)) == len(window.verbs.table())
    keys = {palette.list.topLevelItem(row).text(2) for row in range(len(rows(palette)))}
    assert {"X", "Ctrl+Z", "Ctrl+F, /"} <= keys


def test_letters_and_enter_do_the_best_verb(qtbot, window, palette):
    qtbot.keyClicks(palette.field, "axial")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.verbs.by_id["section.axial"].isChecked()
    window.scene.undo()
    assert window.scene.state.section is None


def test_down_marks_the_next_while_one_types(qtbot, window, palette):
    qtbot.keyClicks(palette.field, "plexus")
    listed = [palette.list.topLevelItem(row) for row in range(palette.list.topLevelItemCount())]
    # What cannot be done now is grey, and passed over.
    first, second = [each.text(0) for each in listed if not each.isDisabled()][:2]
    assert palette.list.currentItem().text(0) == first
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentItem().text(0) == second
    assert palette.field.text() == "plexus"


def test_a_verb_with_much_to_say_leaves_the_palette_as_wide_as_it_is(qtbot, window, palette):
    width = palette.width()
    figure = max(window.verbs.table(), key=lambda action: len(action.status))
    qtbot.keyClicks(palette.field, figure.text)
    QApplication.processEvents()
    assert palette.status.toolTip() == figure.status
    assert palette.status.fontMetrics().horizontalAdvance(figure.status) > width
    assert palette.width() == width
    assert palette.minimumSizeHint().width() <= width


@pytest.fixture(params=[0.8, 2.0])
def scaled(request, window):
    window.interface.choose_scale(request.param)
    yield
    window.interface.choose_scale(1.0)


def test_at_every_size_of_letters_keys_and_menus_are_written_out(scaled, palette):
    spelled = [palette.list.topLevelItem(row) for row in range(len(rows(palette)))]
    for column in (1, 2):
        widest = max(palette.list.fontMetrics().horizontalAdvance(row.text(column)) for row in spelled)
        assert palette.list.columnWidth(column) > widest, column
    assert palette.list.columnWidth(0) > 0.4 * palette.list.width()
    assert sum(map(palette.list.columnWidth, range(3))) <= palette.list.viewport().width()


def test_what_cannot_be_done_now_is_grey_and_does_nothing(qtbot, window, palette):
    before = window.scene.state
    qtbot.keyClicks(palette.field, "keep only the selection")
    assert palette.list.topLevelItem(0).isDisabled()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert window.scene.state == before


def test_escape_clears_first_and_closes_then(qtbot, palette):
    qtbot.keyClicks(palette.field, "zzz")
    assert rows(palette) == []
    assert palette.status.text() == "No command of that name"
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_key_sheet_keeps_the_lines_one_types(qtbot, window):
    qtbot.keyClick(window.viewport, Qt.Key.Key_F1)
    sheet = next(found for found in window.findChildren(KeySheet) if found.isVisible())
    before = sum(column.toPlainText().count("\n") for column in sheet.columns)
    qtbot.waitUntil(sheet.field.hasFocus)
    qtbot.keyClicks(sheet.field, "scale bar")
    text = "".join(column.toPlainText() for column in sheet.columns)
    assert text.split() == ["View", "B", "Scale", "bar"]
    assert before > 100


def test_the_key_sheet_is_scrolled_by_keys_and_is_there_at_once(qtbot, window):
    began = perf_counter()
    qtbot.keyClick(window.viewport, Qt.Key.Key_F1)
    sheet = next(found for found in window.findChildren(KeySheet) if found.isVisible())
    assert perf_counter() - began < 0.5
    sheet.resize(700, 400)
    QApplication.processEvents()
    (page,) = sheet.findChildren(QScrollArea)
    for column in sheet.columns:
        assert column.height() >= column.document().size().height(), "nothing is cut"
    sheet.columns[0].setFocus()
    qtbot.keyClick(sheet.columns[0], Qt.Key.Key_PageDown)
    assert page.verticalScrollBar().value() > 100
