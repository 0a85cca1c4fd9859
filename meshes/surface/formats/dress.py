"""What a mesh file tells of a structure besides its form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dress:
    """Colour, opacity, name and place in the tree of one structure.

    Parameters
    ----------
    colour
        Red, green and blue as the screen shows them (sRGB), 0 to 255.
    opacity
        0 clear to 1 solid.
    title
        Its name in words.
    groups
        Ids and names of the groups it belongs to, the widest first.
    """

    colour: tuple[int, int, int] = (200, 200, 200)
    opacity: float = 1.0
    title: str = ""
    groups: tuple[tuple[str, str], ...] = ()

    @property
    def rgba(self) -> tuple[int, int, int, int]:
        """The colour with the opacity as fourth channel, 0 to 255."""
        return (*self.colour, round(255 * self.opacity))


PLAIN = Dress()
