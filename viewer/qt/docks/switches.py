"""The large switches: one row a plexus, with its colour and its key."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QRectF, QSettings, QSize, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from viewer.actions.switches import SWITCHES, Switch
from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.model.visibility import Check
from viewer.qt import style
from viewer.qt.widgets.fold import Fold

LARGE = ("anterior-internal", "posterior-internal", "anterior-external", "posterior-external")
"""The groups whose switches are shown large: the four plexuses."""

ALWAYS = ("basivertebral", "intervertebral", "vertebra", "disc")
"""Those that stand below them; all others are folded away until they are asked for."""

MORE = "switches/more"

_TOLD = {Check.ON: "all shown", Check.PARTLY: "partly shown", Check.OFF: "hidden"}

_PALE = 225
"""A pill so light needs a knob that is not white."""


class SwitchButton(QAbstractButton):
    """One group's switch: colour, name, key and a pill that is on, off or half-way."""

    def __init__(self, switch: Switch, is_large: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = switch
        self.check = Check.OFF
        self._colour = QColor(style.theme().muted)
        self._is_large = is_large
        self.setObjectName(f"switch.{switch.group}")
        self.setAccessibleName(switch.text)
        self.setToolTip(f"{switch.text}: show or hide  ({switch.key})")
        self.setText(switch.text if is_large else switch.text.removesuffix(" veins"))
        self._short, self._is_short = self.text().removesuffix(" plexus"), False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, check: Check, colour: str) -> None:
        """Paint this state in this colour."""
        self.check, self._colour = check, QColor(colour)
        # Screen readers know on and off alone: half-way is said in words.
        self.setChecked(check is not Check.OFF)
        self.setAccessibleDescription(_TOLD[check])
        self.update()

    def shorten(self, is_short: bool) -> None:
        """Leave out the word that all of its kind have, or write it."""
        if is_short != self._is_short:
            self._is_short = is_short
            self.update()

    def sizeHint(self) -> QSize:
        """Tall enough to hit with a finger."""
        height = 36 if self._is_large else 30
        return QSize(self._width_for(self.text()), round(style.scaled(height)))

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that the name is cut, but for the word that all of its kind have; a small one
        goes without its key, which its tool tip tells, too."""
        return QSize(self._width_for(self._short, has_cap=self._is_large), self.sizeHint().height())

    def _width_for(self, words: str, has_cap: bool = True) -> int:
        wide = QFontMetrics(self._font()).horizontalAdvance(words)
        if not has_cap:
            return round(self._words_left() + wide + style.scaled(6))
        margin = style.scaled(20 if self._is_large else 12)
        return round(self._words_left() + wide + self._cap_width() + margin)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(style.scaled(11.5 if self._is_large else 10.0))
        font.setWeight(QFont.Weight.DemiBold if self._is_large else QFont.Weight.Normal)
        return font

    def _cap_font(self) -> QFont:
        font = self._font()
        font.setPointSizeF(style.scaled(9.5))
        return font

    def _cap_width(self) -> float:
        """Room for the key: one letter, or a letter with Alt."""
        letters = QFontMetrics(self._cap_font()).horizontalAdvance(self.switch.key)
        return max(style.scaled(20), letters + style.scaled(9))

    def _words_left(self) -> int:
        return round(style.scaled(52 if self._is_large else 39))

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Draw the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self._paint_frame(painter, area)
        self._paint_pill(painter, area)
        self._paint_words(painter, area)
        painter.end()

    def _paint_frame(self, painter: QPainter, area: QRectF) -> None:
        fill = QColor(style.theme().hover if self.underMouse() else style.theme().surface)
        edge = QColor(style.theme().accent if self.hasFocus() else style.theme().line)
        painter.setPen(QPen(edge, 1.4 if self.hasFocus() else 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(area, 7, 7)

    def _paint_pill(self, painter: QPainter, area: QRectF) -> None:
        height = style.scaled(20.0 if self._is_large else 16.0)
        pill = QRectF(area.left() + style.scaled(7), area.center().y() - height / 2, height * 1.75, height)
        share = {Check.OFF: 0.0, Check.PARTLY: 0.5, Check.ON: 1.0}[self.check]
        painter.setPen(QPen(self._colour.darker(125), 1.5))
        painter.setBrush(self._colour if share else QColor(style.theme().panel))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        knob = height - 6
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._knob_colour() if share else self._colour.darker(115))
        left = pill.left() + 3 + share * (pill.width() - height)
        painter.drawEllipse(QRectF(left, pill.top() + 3, knob, knob))

    def _knob_colour(self) -> QColor:
        return QColor("white" if self._colour.lightness() < _PALE else "#5b6672")

    def _paint_words(self, painter: QPainter, area: QRectF) -> None:
        left, font = area.left() + self._words_left(), self._font()
        painter.setFont(font)
        painter.setPen(QColor(style.theme().muted if self.check is Check.OFF else style.theme().ink))
        words = QRectF(left, area.top(), area.right() - left, area.height())
        text = self._short if self._is_short else self.text()
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        if self.width() >= self._width_for(self._short):
            self._paint_cap(painter, area)

    def _paint_cap(self, painter: QPainter, area: QRectF) -> None:
        right, side = area.right() - style.scaled(9 if self._is_large else 5), style.scaled(20)
        wide = self._cap_width()
        cap = QRectF(right - wide, area.center().y() - side / 2, wide, side)
        painter.setPen(QPen(QColor(style.theme().line).darker(110), 1))
        painter.setBrush(QColor(style.theme().panel))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(self._cap_font())
        painter.setPen(QColor(style.theme().muted))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.switch.key)


class SwitchGrid(QWidget):
    """Switches in rows of as many as asked for; one at first."""

    def __init__(self, buttons: Sequence[SwitchButton]) -> None:
        super().__init__()
        self._buttons = tuple(buttons)
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(style.HALF_SPACE - 1)
        self._columns = 0
        self.stand(1)

    def least_width(self) -> int:
        """Pixels of the widest switch."""
        return max(button.minimumSizeHint().width() for button in self._buttons)

    def stand(self, columns: int) -> None:
        """Stand in so many columns, all of one width."""
        if columns == self._columns:
            return
        self._columns = columns
        for index, button in enumerate(self._buttons):
            self._rows.addWidget(button, index // columns, index % columns)
        for column in range(2):
            self._rows.setColumnStretch(column, int(column < columns))


class SwitchPanel(QWidget):
    """The plexuses large, the other groups smaller, bound to a scene both ways.

    Parameters
    ----------
    scene
        What is switched.
    settings
        Where it is remembered whether the rarer groups are unfolded; without, it is not.
    """

    def __init__(
        self, scene: Scene, settings: QSettings | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._scene = scene
        self.buttons = {switch.group: self._button(switch) for switch in SWITCHES}
        rarer = [group for group in self.buttons if group not in (*LARGE, *ALWAYS)]
        self._small = (self._grid(ALWAYS), self._grid(rarer))
        self.more = Fold("More", self._small[1], settings, MORE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.HALF_SPACE)
        column.addWidget(self._grid(LARGE))
        column.addWidget(self._small[0])
        column.addWidget(self.more)
        self._rarer = rarer
        self.refresh()

    def refresh(self) -> None:
        """Show what is on in the scene."""
        for group, button in self.buttons.items():
            ids = button.switch.ids(self._scene)
            button.setEnabled(bool(ids))
            button.show_state(button.switch.check(self._scene), self._colour(group))
        on = [group for group in self._rarer if self.buttons[group].check is not Check.OFF]
        # Folded away, what is on would else be shown by nothing in the panel.
        self.more.set_text(f"More  ·  {len(on)} of {len(self._rarer)} on" if on else "More")

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        if change.kinds & {Kind.LOOKS, Kind.PALETTE}:
            self.refresh()

    def fit(self, width: int) -> None:
        """Stand in one column or two, called by long names or short ones, as so many pixels allow."""
        for part in self._small:
            part.stand(2 if 2 * part.least_width() + style.HALF_SPACE <= width else 1)
        large = [self.buttons[group] for group in LARGE]
        for button in large:
            button.shorten(width < max(each.sizeHint().width() for each in large))

    def least_width(self) -> int:
        """Pixels without which a name would be cut."""
        return max(button.minimumSizeHint().width() for button in self.buttons.values())

    def _grid(self, groups: Sequence[str]) -> SwitchGrid:
        return SwitchGrid([self.buttons[group] for group in groups])

    def _button(self, switch: Switch) -> SwitchButton:
        button = SwitchButton(switch, switch.group in LARGE, self)
        button.clicked.connect(lambda: self._turn(switch))
        return button

    def _turn(self, switch: Switch) -> None:
        switch.turn(self._scene)
        # A click has turned the mark by itself, whatever became of the scene.
        self.refresh()

    def _colour(self, group: str) -> str:
        ids = self.buttons[group].switch.ids(self._scene)
        return self._scene.colour(ids[0]) if ids else style.theme().muted
