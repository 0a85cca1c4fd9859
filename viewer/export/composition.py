"""A picture before its words are painted."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from viewer.render.painted.ink import Picture
from viewer.render.painted.shapes import Shape, Words, paint, scaled
from viewer.render.painted.typeface import lacking_fault


@dataclass(frozen=True)
class Composition:
    """A picture before its words are painted: for files in which text is to stay text.

    Parameters
    ----------
    ground
        Backdrop and anatomy in pixels.
    shapes
        Orientation marker, legend, scale bar, names and caption over it, the lowest first.
    left_out
        Texts of the notes there was no room for.
    """

    ground: Picture
    shapes: tuple[Shape, ...]
    left_out: tuple[str, ...] = ()

    @property
    def apology(self) -> str:
        """What to say of notes without room and of letters there are none of; nothing when all is there."""
        return " ".join(filter(None, (self._without_room(), self._without_letters())))

    def _without_room(self) -> str:
        if not self.left_out:
            return ""
        told = ", ".join(f"“{text}”" for text in self.left_out)
        noun = "note" if len(self.left_out) == 1 else "notes"
        return f"No room for the {noun} {told}: a larger picture, or fewer names, have it."

    def _without_letters(self) -> str:
        return lacking_fault("".join(shape.text for shape in self.shapes if isinstance(shape, Words)))

    def shrunk(self, share: float) -> Composition:
        """The same with its shapes a share of their size, for a ground that was drawn so small."""
        return self if share == 1.0 else replace(self, shapes=scaled(self.shapes, share))

    def painted(self) -> Picture:
        """All of it in pixels."""
        canvas = Image.fromarray(self.ground, "RGBA")
        if self.shapes:
            over = Image.new("RGBA", canvas.size, (0, 0, 0, 0))
            paint(self.shapes, over)
            canvas.alpha_composite(over)
        return np.asarray(canvas)
