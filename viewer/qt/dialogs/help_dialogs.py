"""Keys at a glance, and what Retia is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QBoxLayout, QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

import viewer
from viewer.actions.action import Action
from viewer.qt import style
from viewer.qt.widgets.screen_room import at_most_the_screen
from viewer.qt.widgets.search_field import SearchField
from viewer.qt.widgets.sheet import Sheet

MOUSE = (
    ("Drag", "turn"),
    ("Right or Shift drag", "move"),
    ("Wheel", "zoom to the pointer"),
    ("Drag the knob of a section", "move the plane, with Shift tilt it; of a box, move the side"),
    ("Drag the point of a note", "pin it elsewhere; double click edits"),
    ("Point", "name the structure"),
    ("Click", "select; with Ctrl one more"),
    ("Double click", "bring into the middle"),
    ("Right click", "hide, keep only, fade"),
)
KEYS_PX, NARROWEST = 180, 400
"""Room for keys, and for a column of them with what they do, pixels at usual size of letters."""
ABOUT = """
<p>An atlas of the veins in and around the vertebral column: bone and veins are generated from published
measurements. What nobody has measured is drawn as a plausible picture and marked <b>illustrative</b>.</p>
<p>For teaching and study. <b>Not medical advice</b>, and no basis for diagnosis or treatment.</p>
<p>Free software under the GNU General Public License, version 3 or later, without any warranty.</p>
"""


class KeySheet(QDialog):
    """The mouse and every key of a table of actions, with a field that keeps the lines one looks for."""

    def __init__(self, actions: Iterable[Action], parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = tuple(actions)
        self.field = SearchField("Search keys …")
        left, right = key_columns(self._actions)
        self.columns = [Sheet(left, "Mouse and keys"), Sheet(right, "More keys")]
        _lay_out(self, "Mouse and keys", self.columns, (980, 860), self.field)
        self.field.textChanged.connect(self._keep)
        self.field.setFocus()

    def _keep(self, typed: str) -> None:
        for sheet, html in zip(self.columns, key_columns(self._actions, typed), strict=True):
            sheet.setHtml(html)


def about(parent: QWidget) -> QDialog:
    """A window with name, version, purpose and licence."""
    html = f"<h2>Retia {escape(viewer.__version__)}</h2>{ABOUT}"
    dialog = QDialog(parent)
    _lay_out(dialog, "About Retia", [Sheet(html, "About Retia")], (560, 380))
    return dialog


def key_columns(actions: tuple[Action, ...], typed: str = "") -> tuple[str, str]:
    """The cheat sheet as two columns of rich text: the mouse, then menu by menu in the table's order.

    With `typed`, only the lines in which every word of it occurs.
    """
    menus = dict.fromkeys(action.menu for action in actions)
    blocks = {"Mouse": MOUSE} | {menu: _rows(actions, menu) for menu in menus}
    words = typed.casefold().split()
    left, right = "", ""
    for title, all_rows in blocks.items():
        rows = [row for row in all_rows if all(word in " ".join((title, *row)).casefold() for word in words)]
        # Columns of about the same height: each block joins the shorter one.
        if left.count("<tr>") <= right.count("<tr>"):
            left += _table(title, rows)
        else:
            right += _table(title, rows)
    return left, right


def _rows(actions: Iterable[Action], menu: str) -> tuple[tuple[str, str], ...]:
    bound = (action for action in actions if action.menu == menu and action.keys)
    return tuple((_spelled(action.keys), action.text) for action in bound)


def _spelled(keys: tuple[str, ...]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return " or ".join(QKeySequence(key).toString(native) for key in keys)


def _table(title: str, rows: Sequence[tuple[str, str]]) -> str:
    cells = f"<tr><td width='{style.scaled(KEYS_PX):.0f}'><b>{{}}</b></td><td>{{}}</td></tr>"
    lines = "".join(cells.format(escape(keys), escape(meaning)) for keys, meaning in rows)
    heading = f"<h3 style='margin-bottom:2px'>{escape(title)}</h3>"
    return f"{heading}<table cellpadding='2'>{lines}</table>" if rows else ""


def _lay_out(
    dialog: QDialog, title: str, columns: list[Sheet], size: tuple[int, int], field: QWidget | None = None
) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    page = QWidget()
    page.setObjectName("panel")
    room = at_most_the_screen(dialog.parentWidget() or dialog, QSize(*size))
    is_wide = len(columns) * style.scaled(NARROWEST) <= room.width()
    way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
    side_by_side = QBoxLayout(way, page)
    for words in columns:
        side_by_side.addWidget(words, 1, Qt.AlignmentFlag.AlignTop if is_wide else Qt.AlignmentFlag(0))
    scroll = QScrollArea()
    scroll.setAccessibleName(dialog.windowTitle())
    scroll.setObjectName("panel")
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setWidget(page)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    if field is not None:
        column.addWidget(field)
    column.addWidget(scroll)
    column.addWidget(buttons)
    dialog.resize(room)
