"""Notes of one's own: set by a click, typed over, pulled elsewhere, deleted."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from PyQt6.QtCore import QObject, QPointF, Qt, QTimer
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QInputDialog, QLineEdit, QWidget

from viewer.model.change import Change, Kind
from viewer.model.explosion import shift_mm
from viewer.model.pin import LONGEST_NOTE, Pin
from viewer.model.scene import Scene
from viewer.qt.tools.measuring import NOTHING_THERE
from viewer.qt.tools.note_dock import NoteDock
from viewer.qt.view.navigation import Pull
from viewer.qt.view.viewport import Viewport
from viewer.qt.widgets.escape import EscapeKey
from viewer.qt.widgets.message_bar import MessageBar
from viewer.render.labels.wish import NOTE_ID
from viewer.render.painted.typeface import lacking_fault
from viewer.render.pyvista_renderer import PyVistaRenderer

NEW = -1
WHERE = "Click on the surface where the note is to stand; Esc ends."
REACH_PX = 14.0
"""A press so near the end of a leader takes hold of the note."""


class Notes(QObject):
    """Takes the clicks in the view while a note is set or moved, and carries all else to the scene.

    Parameters
    ----------
    window
        What dialogs belong to.
    tell
        Says what to click next.
    """

    def __init__(
        self,
        scene: Scene,
        viewport: Viewport,
        renderer: PyVistaRenderer,
        messages: MessageBar,
        tell: Callable[[str], None],
        window: QWidget,
    ) -> None:
        super().__init__(viewport)
        self._scene, self._viewport, self._renderer = scene, viewport, renderer
        self._messages, self._tell, self._window = messages, tell, window
        self._escape = EscapeKey(self.end, self)
        self._placing: int | None = None
        self.dock = NoteDock(window)
        self.dock.typed.connect(self._retype)
        self.dock.show_pins(scene.state.pins, NEW)

    @property
    def current(self) -> int:
        """Number of the chosen note; -1 for none."""
        return self.dock.current

    @property
    def is_placing(self) -> bool:
        """Whether the next click sets a note."""
        return self._placing is not None

    def add_buttons(self, verbs: Mapping[str, QAction]) -> None:
        """Buttons under the list of notes."""
        self.dock.add_buttons(verbs, _BUTTONS)

    def place(self, number: int = NEW) -> None:
        """Have the next click set a note, a new one or one there is; the same again ends it."""
        if self._placing == number:
            self.end()
            return
        self._placing = number
        self._viewport.setCursor(Qt.CursorShape.CrossCursor)
        self._escape.watch(True)
        self._tell(WHERE)

    def end(self) -> None:
        """Leave the mouse to turning and choosing again."""
        if self._placing is None:
            return
        self._placing = None
        self._viewport.unsetCursor()
        self._escape.watch(False)
        self._tell("")

    def click(self, place: QPointF) -> bool:
        """Take a click; whether it was one for notes."""
        if self._placing is None:
            number = self._note_at(place)
            self.dock.choose(number)
            return number != NEW
        found = self._found(place)
        if found is None:
            self._tell(NOTHING_THERE)
            return True
        number = self._placing
        self.end()
        if number == NEW:
            self._ask("", lambda text: self._add(Pin(found.point, text, found.structure)))
        else:
            self._put(number, replace(found, text=self._scene.state.pins[number].text), "Move note")
        return True

    def double_click(self, place: QPointF) -> bool:
        """Type a note over; whether there was one."""
        number = self._note_at(place)
        if number == NEW:
            return self.is_placing
        self.dock.choose(number)
        self.edit()
        return True

    def grip(self, place: QPointF) -> Pull | None:
        """What pulls the note whose point is there."""
        number = self._note_at(place, is_point=True)
        if number == NEW:
            return None
        self.dock.choose(number)
        where = QPointF(place)

        def pull(right: float, up: float, _is_swing: bool) -> None:
            nonlocal where
            where += QPointF(right, -up) * self._viewport.height()
            found = self._found(where)
            if found is not None:
                text = self._scene.state.pins[number].text
                self._put(number, replace(found, text=text), "Move note", is_drag=True)

        return pull

    def edit(self) -> None:
        """Ask for another text for the chosen note."""
        number = self.current
        if number != NEW:
            self._ask(self._scene.state.pins[number].text, lambda text: self._retype(number, text))

    def delete(self) -> None:
        """Take the chosen note away."""
        pins, number = self._scene.state.pins, self.current
        if number != NEW:
            self._scene.set_pins((*pins[:number], *pins[number + 1 :]), "Delete note")

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        if Kind.PINS in change.kinds:
            if self._placing is not None and self._placing >= len(self._scene.state.pins):
                self.end()
            self.dock.show_pins(self._scene.state.pins, self.current)

    def _note_at(self, place: QPointF, is_point: bool = False) -> int:
        """Number of the note whose words or point lie at a place of the view; -1 for none."""
        scale = self._renderer.picture_height / max(self._viewport.height(), 1)
        x, y = place.x() * scale, place.y() * scale
        for label in self._renderer.labels:
            if label.is_note:
                left, top, right, bottom = label.placed.box
                is_near = math.dist((x, y), label.placed.leader[-1]) <= REACH_PX * scale
                is_on = not is_point and left <= x <= right and top <= y <= bottom
                if is_near or is_on:
                    return int(label.id.removeprefix(NOTE_ID))
        return NEW

    def _found(self, place: QPointF) -> Pin | None:
        """A note, its text still to come, on the surface at a place of the view."""
        found = self._renderer.pick_surface(*self._viewport.in_device_pixels(place))
        if found is None:
            return None
        point, structure = found
        state = self._scene.state
        shift = shift_mm(self._scene.catalogue.structures[structure], state.levels, state.explosion)
        x, y, z = (float(a - b) for a, b in zip(point, shift, strict=True))
        return Pin((x, y, z), "?", structure)

    def _ask(self, text: str, then: Callable[[str], None]) -> None:
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Note")
        dialog.setLabelText("Text of the note:")
        dialog.setTextValue(text)
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.setMaxLength(LONGEST_NOTE)
        dialog.resize(420, dialog.height())
        dialog.textValueSelected.connect(lambda typed: self._trying(lambda: then(typed.strip())))
        dialog.open()

    def _add(self, pin: Pin) -> None:
        pins = self._scene.state.pins
        self._scene.set_pins((*pins, pin), "New note")
        self.dock.choose(len(pins))
        self._tell_lacking(pin.text)

    def _retype(self, number: int, text: str) -> None:
        pin = self._scene.state.pins[number]
        if text != pin.text:
            self._trying(lambda: self._put(number, replace(pin, text=text.strip()), "Edit note"))
            self._tell_lacking(text)

    def _tell_lacking(self, text: str) -> None:
        if fault := lacking_fault(text):
            self._messages.tell(fault)

    def _put(self, number: int, pin: Pin, verb: str, is_drag: bool = False) -> None:
        pins = list(self._scene.state.pins)
        pins[number] = pin
        self._scene.set_pins(pins, verb, is_drag)

    def _trying(self, do: Callable[[], None]) -> None:
        try:
            do()
        except ValueError as fault:
            self._messages.tell_fault("The note stays as it was", fault)
            # The list may still be closing the field it was typed in.
            QTimer.singleShot(0, lambda: self.dock.show_pins(self._scene.state.pins, self.current))


_BUTTONS = {
    "view.note-add": "New",
    "view.note-edit": "Edit",
    "view.note-move": "Move",
    "view.note-delete": "Delete",
}
