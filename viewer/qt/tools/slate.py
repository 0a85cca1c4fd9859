"""What was drawn with the pencil, and what of it can be taken back."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PyQt6.QtCore import QPointF

DRAWN, ERASED = "Stroke", "Erase stroke"
"""The steps of drawing, as the Edit menu names them."""

Strokes = tuple["Stroke", ...]


@dataclass(frozen=True)
class Stroke:
    """A line drawn by hand, which grows until the hand is lifted.

    Parameters
    ----------
    places
        Where it went, in pixels of the sheet.
    weights
        How broad it is at each, in parts of its usual width.
    """

    places: list[QPointF]
    weights: list[float]

    def is_within(self, reach: float, place: QPointF) -> bool:
        """Whether it comes so near a place, in pixels."""
        ends = [self.places[0], *self.places]
        return any(_away(place, *each) <= reach for each in zip(ends, self.places, strict=False))


class Slate:
    """Strokes, with a history of their own."""

    def __init__(self) -> None:
        self.strokes: Strokes = ()
        self._done: list[tuple[str, Strokes]] = []
        self._undone: list[tuple[str, Strokes]] = []
        self._is_erasing = False

    @property
    def undo_name(self) -> str | None:
        """The step that :meth:`undo` takes back, or ``None``."""
        return self._done[-1][0] if self._done else None

    @property
    def redo_name(self) -> str | None:
        """The step that :meth:`redo` does again, or ``None``."""
        return self._undone[-1][0] if self._undone else None

    def begin(self, place: QPointF, weight: float) -> None:
        """Begin a stroke."""
        self._become(DRAWN, (*self.strokes, Stroke([place], [weight])))

    def draw_on(self, place: QPointF, weight: float) -> None:
        """Carry the last stroke on; nothing happens without one."""
        if self.strokes:
            self.strokes[-1].places.append(place)
            self.strokes[-1].weights.append(weight)

    def erase(self, place: QPointF, reach: float) -> None:
        """Take away the strokes so near a place, in pixels; until :meth:`lift` it is one step."""
        kept = tuple(stroke for stroke in self.strokes if not stroke.is_within(reach, place))
        if len(kept) == len(self.strokes):
            return
        if self._is_erasing:
            self.strokes = kept
        else:
            self._become(ERASED, kept)
            self._is_erasing = True

    def lift(self) -> None:
        """The hand is lifted: what it does next is a step of its own."""
        self._is_erasing = False

    def undo(self) -> None:
        """Take the last step back."""
        name, before = self._done.pop()
        self._undone.append((name, self.strokes))
        self.strokes = before

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        name, after = self._undone.pop()
        self._done.append((name, self.strokes))
        self.strokes = after

    def wipe(self) -> None:
        """Forget everything."""
        self.strokes, self._is_erasing = (), False
        self._done.clear()
        self._undone.clear()

    def _become(self, name: str, after: Strokes) -> None:
        self._done.append((name, self.strokes))
        self._undone.clear()
        self.strokes = after


def _away(place: QPointF, start: QPointF, end: QPointF) -> float:
    """Distance of a place from the line between two, in pixels."""
    along, to = end - start, place - start
    length = QPointF.dotProduct(along, along)
    share = min(max(QPointF.dotProduct(to, along) / length, 0.0), 1.0) if length else 0.0
    nearest = start + share * along
    return math.hypot(place.x() - nearest.x(), place.y() - nearest.y())
