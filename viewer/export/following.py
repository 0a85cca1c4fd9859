"""Names in a movie: they stand still, and their leaders follow what they name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from meshes.anatomy.catalogue import Catalogue
from meshes.geometry.axes import Vector
from viewer.export.page import Page
from viewer.model.explosion import shift_mm
from viewer.model.motion import Moving
from viewer.model.state import SceneState
from viewer.model.viewpoint import Viewpoint
from viewer.render.labels.page import Label, label_scale, label_shapes, name_shapes
from viewer.render.labels.sheet import Placed
from viewer.render.labels.sight import Sight
from viewer.render.labels.wish import NOTE_ID
from viewer.render.painted.shapes import Shape
from viewer.render.projection import projected
from viewer.render.protocol import LabelWish

_MOMENTS = tuple(number / 16.0 for number in range(16))
_ON_CUT_MM = 0.05
"""What lies on a cut face is not cut away, whatever the rounding."""
_GONE = 90
"""Alpha of a name while what it names is cut away."""

Placing = Callable[[SceneState], Vector]
"""Points all over what is shown, where they are drawn in a state, (N, 3) mm."""


@dataclass(frozen=True)
class Followed:
    """A name and where its leader may end: structures and points, mm where they belong, the best first."""

    label: Label
    ends: tuple[tuple[str, Vector], ...]


@dataclass(frozen=True)
class Following:
    """The names of a movie, each with its place for the whole of it.

    Parameters
    ----------
    catalogue, page
        Whose structures; size and colours of the picture.
    names
        What is written.
    middle
        Of all that is shown, (3,) mm; where a section passes that has no place of its own.
    """

    catalogue: Catalogue
    page: Page
    names: tuple[Followed, ...]
    middle: Vector

    def shapes(self, state: SceneState, viewpoint: Viewpoint) -> tuple[Shape, ...]:
        """Names and leaders over the frame of a state."""
        spec, ink = self.page.spec, self.page.ink
        scale = label_scale(spec.width, spec.scale)
        led, gone = [], []
        for each in self.names:
            left = next((end for end in each.ends if not self._is_cut_away(*end, state)), None)
            if left is None:
                gone.append(each.label)
            else:
                led.append(replace(each.label, placed=self._led(each.label.placed, *left, state, viewpoint)))
        faint = replace(ink, line=(*ink.line[:3], _GONE))
        names = label_shapes(led, ink, scale)
        return *(shape for label in gone for shape in name_shapes(label, faint, scale)), *names

    def _led(
        self, placed: Placed, key: str, point: Vector, state: SceneState, viewpoint: Viewpoint
    ) -> Placed:
        moved = point + _shift(self.catalogue, state, key)
        x, y = _pixels(moved[None], viewpoint, self.page)[0].tolist()
        port, elbow, _ = placed.leader
        return replace(placed, leader=(port, (elbow[0], y), (x, y)))

    def _is_cut_away(self, key: str, point: Vector, state: SceneState) -> bool:
        section = state.section
        if section is None:
            return False
        spared = {key for pattern in section.spared for key in self.catalogue.select(pattern)}
        height = (point - section.point(self.middle)) @ np.array(section.normal)
        return key not in spared and float(height) > _ON_CUT_MM


def follow(
    catalogue: Catalogue,
    page: Page,
    wishes: Sequence[LabelWish],
    sight: Sight,
    later: Sight,
    moving: Moving,
    placing: Placing,
) -> Following:
    """Choose the names of a movie, and places for them beside the anatomy wherever it moves.

    Parameters
    ----------
    catalogue, page
        As of :class:`Following`; the page has names.
    wishes, sight, later
        What could be named, and what is in sight of it at the start and half way.
    moving, placing
        The movie, and where what it shows is.
    """
    start = moving(0.0)
    reach = np.concatenate(
        [_seen_from(start.viewpoint, placing(state), state.viewpoint) for state in map(moving, _MOMENTS)]
    )
    labels = page.labels(Sight(sight.seen, reach), start.viewpoint, wishes)
    names = tuple(
        Followed(each, tuple(_ends(catalogue, page, each, wishes, sight, later, moving))) for each in labels
    )
    together = placing(replace(start, explosion=0.0))
    middle = (together.min(axis=0) + together.max(axis=0)) / 2.0
    return Following(catalogue, page, names, middle)


def _ends(
    catalogue: Catalogue,
    page: Page,
    label: Label,
    wishes: Sequence[LabelWish],
    sight: Sight,
    later: Sight,
    moving: Moving,
) -> list[tuple[str, Vector]]:
    """Where the leader of a name or note may end; parameters as of :func:`follow`."""
    start = moving(0.0)
    for wish in wishes:
        if wish.id == label.id and wish.point is not None:
            structure = start.pins[int(wish.id.removeprefix(NOTE_ID))].structure
            return [(structure, np.array(wish.point) - _shift(catalogue, start, structure))]
    points = sight.seen[label.id].points
    away = _pixels(points, start.viewpoint, page) - np.array(label.placed.leader[-1])
    point = points[np.nanargmin((away**2).sum(axis=1))] - _shift(catalogue, start, label.id)
    ends = [(label.id, point)]
    if moving(0.5).section != start.section:
        # What a section takes away may still be seen elsewhere, best at the same height: so that
        # leaders seldom cross.
        level = label.placed.leader[-1][1]
        places = {key: later.seen[key].points for key in _likewise(label, wishes) if key in later.seen}
        away = {key: _pixels(each, start.viewpoint, page)[:, 1] - level for key, each in places.items()}
        nearest = {key: places[key][np.nanargmin(np.abs(each))] for key, each in away.items()}
        by_height = sorted(nearest, key=lambda key: float(np.nanmin(np.abs(away[key]))))
        ends += [(key, nearest[key] - _shift(catalogue, start, key)) for key in by_height]
    return ends


def _likewise(label: Label, wishes: Sequence[LabelWish]) -> list[str]:
    """What goes by the same name: the structure, and its family where it stands for that."""
    said = " ".join(text for text, _ in label.lines)
    return [wish.id for wish in wishes if wish.id == label.id or " ".join(wish.family_names) == said]


def _shift(catalogue: Catalogue, state: SceneState, key: str) -> Vector:
    if not key:  # a note in the open
        return np.zeros(3)
    return shift_mm(catalogue.structures[key], state.levels, state.explosion)


def _pixels(points: Vector, viewpoint: Viewpoint, page: Page) -> Vector:
    """Where points are seen, from the upper left corner."""
    width, height = page.spec.width, page.spec.height
    places, _ = projected(points, viewpoint)
    return places * [height, -height] + [width / 2.0, height / 2.0]


def _seen_from(eye: Viewpoint, points: Vector, other: Viewpoint) -> Vector:
    """The outermost of some points seen from elsewhere, as points that `eye` sees at the same places."""
    places, _ = projected(points, other)
    outer = places[[np.nanargmin(places[:, 0]), np.nanargmax(places[:, 0])]] * (eye.height_mm or 1.0)
    right, up, _ = eye.axes
    return np.array(eye.centre) + outer[:, :1] * right + outer[:, 1:] * up
