"""What stands at the foot of the view: orientation marker and scale bar."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.model.overlays import Overlays
from viewer.render.margin import MARGIN_POINTS, WIDEST_BAR
from viewer.render.painted.compass import compass_side
from viewer.render.painted.scale_bar import largest_bar


@dataclass(frozen=True)
class Foot:
    """Room that aids take at the foot of a view with their margins: widths from both edges, and the height of
    the right one, pixels."""

    left: float
    right: float
    height_right: float


def foot_of(overlays: Overlays, is_parallel: bool, width: float, letters: float) -> Foot:
    """The most room that the aids which are on take.

    Parameters
    ----------
    overlays
        Which are on.
    is_parallel
        Whether the projection is; the bar has less to say then.
    width
        Of the view, pixels.
    letters
        Pixels a point of what they say.
    """
    margins = 2 * MARGIN_POINTS * letters
    left = compass_side(letters) + margins if overlays.orientation else 0.0
    if not overlays.scale_bar:
        return Foot(left, 0.0, 0.0)
    bar_width, bar_height = largest_bar(WIDEST_BAR * width, is_parallel, letters)
    return Foot(left, bar_width + margins, bar_height + margins)
