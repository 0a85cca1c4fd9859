"""A picture before its words are painted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from viewer.render.painted.ink import Picture
from viewer.render.painted.shapes import Shape, paint


@dataclass(frozen=True)
class Composition:
    """A picture before its words are painted: for files in which text is to stay text.

    Parameters
    ----------
    ground
        Backdrop, anatomy and orientation marker in pixels.
    shapes
        Legend, scale bar and names over it, the lowest first.
    left_out
        Texts of the notes there was no room for.
    """

    ground: Picture
    shapes: tuple[Shape, ...]
    left_out: tuple[str, ...] = ()

    @property
    def apology(self) -> str:
        """What to say of the notes that were left out; nothing when all have room."""
        if not self.left_out:
            return ""
        told = ", ".join(f"“{text}”" for text in self.left_out)
        noun = "note" if len(self.left_out) == 1 else "notes"
        return f"No room for the {noun} {told}: a larger picture, or fewer names, have it."

    def painted(self) -> Picture:
        """All of it in pixels."""
        canvas = Image.fromarray(self.ground, "RGBA")
        if self.shapes:
            over = Image.new("RGBA", canvas.size, (0, 0, 0, 0))
            paint(self.shapes, over)
            canvas.alpha_composite(over)
        return np.asarray(canvas)
