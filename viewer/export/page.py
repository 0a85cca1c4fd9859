"""Where legend, scale bar, orientation marker and names lie on a picture on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from viewer.export.still_spec import StillSpec
from viewer.model.viewpoint import Viewpoint
from viewer.render.labels.page import Label, label_scale, label_shapes, taken_sides, written
from viewer.render.labels.sheet import Box
from viewer.render.labels.sight import Sight
from viewer.render.margin import MOST_TAKEN, WIDEST_BAR
from viewer.render.painted.caption import caption_height, caption_lines, caption_shapes
from viewer.render.painted.compass import compass_shapes, compass_side
from viewer.render.painted.ink import Ink
from viewer.render.painted.legend import legend_shapes, legend_size
from viewer.render.painted.scale_bar import scale_bar_shapes
from viewer.render.painted.shapes import Panel, Shape, moved
from viewer.render.protocol import LabelWish, LegendRow, Ruler
from viewer.render.rulers import line_shapes, value_shapes

_MARGIN_POINTS = 12.0


@dataclass(frozen=True)
class Page:
    """The aids of one picture.

    Parameters
    ----------
    spec
        Its size, and which aids it has.
    ink
        Their colours.
    rows
        Of the legend; none, no legend.
    has_notes
        Whether there are notes of the user's, which are written whether or not names are.
    lifted
        Pixels at the foot that belong to a caption of a larger page.
    """

    spec: StillSpec
    ink: Ink
    rows: Sequence[LegendRow]
    has_notes: bool = False
    lifted: float = 0.0

    @property
    def margin(self) -> float:
        """Pixels between the aids and the edges."""
        return _MARGIN_POINTS * self.spec.scale

    @property
    def foot(self) -> float:
        """Pixels at the foot that a caption takes, the margin below it included."""
        lines = self._caption_lines()
        return caption_height(lines, self.spec.scale) + self.margin if lines else self.lifted

    @property
    def taken_below(self) -> float:
        """Share of the height that a fitted view keeps clear for a caption."""
        taken = self.foot + self.margin / 2 if self.foot else 0.0
        return min(taken / self.spec.height, MOST_TAKEN)

    def taken(self) -> tuple[float, float]:
        """Shares of the width that a fitted view keeps clear at the left and at the right."""
        if not (self.spec.has_labels or self.has_notes):
            return self._legend_share(), 0.0
        left, right = taken_sides(self.spec.width, self.spec.scale)
        # Names stand below the legend, which may be wider; where there is no room for both they are at the
        # right alone, and the legend may lie before the anatomy.
        return max(left, self._legend_share()) if left else left, right

    def _legend_share(self) -> float:
        """Share of the width that the legend and the room round it take, up to a limit."""
        if not self.rows:
            return 0.0
        legend, _ = legend_size(self.rows, self.spec.scale)
        return min((legend + 2 * self.margin) / self.spec.width, MOST_TAKEN)

    def corner(self, width: float, height: float, is_right: bool, is_top: bool) -> tuple[float, float]:
        """Where something so large has its upper left corner in a corner of the picture."""
        x = self.spec.width - width - self.margin if is_right else self.margin
        y = self.margin if is_top else self.spec.height - height - self.margin - self.foot
        return max(x, 0.0), max(y, 0.0)

    def shapes_of(self, labels: Sequence[Label], viewpoint: Viewpoint) -> tuple[Shape, ...]:
        """Orientation marker, names, legend, scale bar and caption over the anatomy, the lowest first."""
        spec, aids = self.spec, self.aid_shapes(viewpoint)
        names = label_shapes(labels, self.ink, label_scale(spec.width, spec.scale))
        return *self._compass_shapes(viewpoint), *names, *aids, *self.caption_shapes()

    def aid_shapes(self, viewpoint: Viewpoint) -> tuple[Shape, ...]:
        """Legend and scale bar."""
        aids = (*self._legend(), *self._bar(viewpoint))
        return tuple(shape for _, shapes, corner in aids for shape in moved(shapes, *corner))

    def labels(self, sight: Sight, viewpoint: Viewpoint, wishes: Sequence[LabelWish]) -> tuple[Label, ...]:
        """The names there is room for beside the other aids."""
        aids = (*self._legend(), *self._bar(viewpoint))
        taken = [(*corner, corner[0] + size[0], corner[1] + size[1]) for size, _, corner in aids]
        size = self.spec.width, self.spec.height
        foot = [(0, size[1] - self.foot, *size)] if self.foot else []
        return written(wishes, sight, viewpoint, size, self.spec.scale, [*taken, *self._compass(), *foot])

    def legend_shapes(self) -> tuple[Shape, ...]:
        """The legend alone, in its corner."""
        return tuple(shape for _, shapes, corner in self._legend() for shape in moved(shapes, *corner))

    def caption_shapes(self) -> tuple[Shape, ...]:
        """The caption at the foot, on a panel where a placed view has something there."""
        lines = self._caption_lines()
        if not lines:
            return ()
        top = self.spec.height - self.foot
        back = Panel(0, top - self.margin / 2, self.spec.width, self.spec.height, 0, self.ink.panel)
        return back, *moved(caption_shapes(lines, self.ink, self.spec.scale), self.margin, top)

    def _caption_lines(self) -> tuple[str, ...]:
        width = self.spec.width - 2 * self.margin
        return caption_lines(self.spec.caption, width, self.spec.scale)

    def ruler_shapes(self, viewpoint: Viewpoint, rulers: Sequence[Ruler]) -> tuple[Shape, ...]:
        """Measurements over a picture of the anatomy."""
        size, scale = (self.spec.width, self.spec.height), self.spec.scale
        values = value_shapes(rulers, viewpoint, size, self.ink, scale)
        return *line_shapes(rulers, viewpoint, size, self.ink, scale), *chain.from_iterable(values)

    def _legend(self) -> list[_Aid]:
        if not self.rows:
            return []
        size = legend_size(self.rows, self.spec.scale)
        shapes = legend_shapes(self.rows, self.ink, self.spec.scale)
        return [(size, shapes, self.corner(*size, is_right=False, is_top=True))]

    def _bar(self, viewpoint: Viewpoint) -> list[_Aid]:
        spec = self.spec
        if not (spec.has_scale_bar and viewpoint.height_mm):
            return []
        mm_per_pixel, widest = viewpoint.height_mm / spec.height, WIDEST_BAR * spec.width
        width, height, shapes = scale_bar_shapes(
            mm_per_pixel, widest, viewpoint.is_parallel, self.ink, spec.scale
        )
        return [((width, height), shapes, self.corner(width, height, is_right=True, is_top=False))]

    def _compass_shapes(self, viewpoint: Viewpoint) -> tuple[Shape, ...]:
        shapes = compass_shapes(viewpoint, self.ink, self.spec.scale) if self.spec.has_compass else ()
        return moved(shapes, *self._compass_corner())

    def _compass_corner(self) -> tuple[float, float]:
        side = compass_side(self.spec.scale)
        return self.corner(side, side, is_right=False, is_top=False)

    def _compass(self) -> list[Box]:
        if not self.spec.has_compass:
            return []
        side, (x, y) = compass_side(self.spec.scale), self._compass_corner()
        return [(x, y, x + side, y + side)]


_Aid = tuple[tuple[float, float], Sequence[Shape], tuple[float, float]]
"""Size, shapes round the origin, and upper left corner."""
