"""The names of one picture: chosen, wrapped, placed, and made into shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from viewer.model.viewpoint import LEAST_FREE, Viewpoint
from viewer.render.labels.choice import chosen_labels
from viewer.render.labels.layout import Box, Place, Placed, Sheet, Wanted, lay_out
from viewer.render.labels.sight import Sight, projected
from viewer.render.painted.ink import Colour, Ink
from viewer.render.painted.shapes import Dot, Panel, Shape, Stroke, Words
from viewer.render.painted.typeface import text_width
from viewer.render.protocol import LabelWish

LABEL_POINTS = 12.0
"""Height of letters: larger than a legend's, which one looks at once."""
WIDEST_POINTS = 150.0
WIDEST_SHARE = 0.18
"""Widest a name is written before it is broken, in points and as a share of the picture."""
LINE_PITCH = 1.2
_LONGEST_WORD_POINTS = 84.0
_NARROW_POINTS = 430.0
_SMALLEST = 0.7
SHRINKS = (1.0, 0.85, 0.72, 0.6)
"""Sizes of letters tried one after the other until all notes have room."""
_MARGIN_POINTS = 7.0
_SLANT_POINTS = 16.0
_PAD_POINTS = 3.0
_LEADER_POINTS = 1.1
_HALO_POINTS = 2.9
_DOT_POINTS = 1.9
_NOTE_DOT_POINTS = 3.2
NOTE: Colour = (176, 74, 0, 255)
"""Edge, leader and dot of a note: nobody is to take one's own words for the atlas's."""
_NARROWEST = 0.3
_FAINTER = 175


@dataclass(frozen=True)
class Label:
    """A name or note in its lines, with box and leader in pixels; the marked lines are Latin.

    `shrink` is the size of its letters as a share of the usual one.
    """

    id: str
    lines: tuple[tuple[str, bool], ...]
    placed: Placed
    is_note: bool = False
    shrink: float = 1.0


def written(
    wishes: Sequence[LabelWish],
    sight: Sight,
    viewpoint: Viewpoint,
    size: tuple[int, int],
    scale: float,
    taken: Sequence[Box] = (),
) -> tuple[Label, ...]:
    """The notes and names there is room for, notes first; in smaller letters where notes have none else.

    Everything is reckoned in points, so that a picture of more pixels with letters as much larger shows the
    same page.

    Parameters
    ----------
    wishes, sight
        What could be named, and what is in sight of it, perhaps from a moment ago.
    viewpoint
        Where the eye is now; not a fitted one.
    size
        Width and height in pixels.
    scale
        Pixels a point of all that is written in the picture.
    taken
        Boxes of other aids, in pixels.
    """
    notes = {wish.id: wish for wish in wishes if wish.point is not None}
    if not sight.seen and not notes:
        return ()
    best: tuple[Label, ...] = ()
    for shrink in SHRINKS:
        labels = _written(wishes, sight, viewpoint, size, shrink * label_scale(size[0], scale), taken)
        if not best or _notes_among(labels) > _notes_among(best):
            best = tuple(replace(label, shrink=shrink) for label in labels)
        if not left_out(wishes, best, viewpoint, size):
            break
    return best


def left_out(
    wishes: Sequence[LabelWish], labels: Sequence[Label], viewpoint: Viewpoint, size: tuple[int, int]
) -> tuple[LabelWish, ...]:
    """The notes whose points lie in a picture, and which are not among its labels."""
    there = {label.id for label in labels}
    missing = [wish for wish in wishes if wish.point is not None and wish.id not in there]
    if not missing:
        return ()
    (places,) = _places([np.array([wish.point for wish in missing])], viewpoint, *size, keeps_all=True)
    return tuple(
        wish for wish, (x, y) in zip(missing, places, strict=True) if 0 < x < size[0] and 0 < y < size[1]
    )


def _notes_among(labels: Sequence[Label]) -> int:
    return sum(label.is_note for label in labels)


def _written(
    wishes: Sequence[LabelWish],
    sight: Sight,
    viewpoint: Viewpoint,
    size: tuple[int, int],
    scale: float,
    taken: Sequence[Box],
) -> tuple[Label, ...]:
    """What there is room for with so many pixels a point."""
    notes = {wish.id: wish for wish in wishes if wish.point is not None}
    width, height = (side / scale for side in size)
    texts = {key: wish.names for key, wish in notes.items()} | dict(chosen_labels(wishes, sight.seen))
    broken = {key: _broken(names, column_points(width)) for key, names in texts.items()}
    ends = [np.array([notes[key].point]) if key in notes else sight.seen[key].points for key in broken]
    clouds = [sight.outline, *ends]
    outline, *places = _places(clouds, viewpoint, width, height)
    wanted = [Wanted(key, *_extent_of(broken[key]), ends) for key, ends in zip(broken, places, strict=True)]
    across = [x for x, _ in outline] or [width / 2.0]
    sheet = Sheet(
        width, height, _MARGIN_POINTS, _SLANT_POINTS, (min(across), max(across)),
        tuple((a / scale, b / scale, c / scale, d / scale) for a, b, c, d in taken),
        _has_one_column(width),
    )  # fmt: skip
    return tuple(
        Label(one.id, broken[one.id], _scaled(one, scale), one.id in notes) for one in lay_out(wanted, sheet)
    )


def label_scale(width: int, scale: float) -> float:
    """Pixels a point of the labels in a picture so many pixels wide: fewer than `scale` in a narrow one."""
    return scale * min(max(width / scale / _NARROW_POINTS, _SMALLEST), 1.0)


def column_points(width: float) -> float:
    """Widest a name may be written in a picture of a width, both in points: the longest word fits."""
    return min(WIDEST_POINTS, max(WIDEST_SHARE * width, _LONGEST_WORD_POINTS))


def taken_sides(width: int, scale: float) -> tuple[float, float]:
    """Shares of a picture's width, in pixels, that names may need at the left and at the right.

    In a narrow picture, where two columns would lie over the anatomy, they stand at the right alone.
    """
    points = max(width / label_scale(width, scale), 1.0)
    share = _column_share(points)
    return 0.0 if _has_one_column(points) else share, share


def _has_one_column(points: float) -> bool:
    return (1.0 - LEAST_FREE) / 2.0 < _column_share(points) <= 1.0 - LEAST_FREE


def _column_share(points: float) -> float:
    return (column_points(points) + 2 * _PAD_POINTS + _SLANT_POINTS + 2 * _MARGIN_POINTS) / points


def label_shapes(labels: Sequence[Label], ink: Ink, scale: float) -> tuple[Shape, ...]:
    """All leaders, lowest, then the names over them; `scale` is that of the labels."""
    shapes: list[Shape] = []
    for width, is_halo in ((_HALO_POINTS, True), (_LEADER_POINTS, False)):
        for label in labels:
            colour = ink.panel if is_halo else NOTE if label.is_note else ink.line
            radius = (_NOTE_DOT_POINTS if label.is_note else _DOT_POINTS) + width / 2
            shapes.append(Stroke(label.placed.leader, width * scale, colour))
            shapes.append(Dot(*label.placed.leader[-1], radius * scale, colour))
    for label in labels:
        shapes += name_shapes(label, ink, scale)
    return tuple(shapes)


def name_shapes(label: Label, ink: Ink, scale: float) -> tuple[Shape, ...]:
    """A name's lines on their panel, set towards the anatomy."""
    left, top, right, bottom = label.placed.box
    scale *= label.shrink
    size, pad = LABEL_POINTS * scale, _PAD_POINTS * scale
    panel = Panel(left, top, right, bottom, pad, ink.panel, NOTE if label.is_note else None)
    x, place = (right - pad, "end") if label.placed.is_left else (left + pad, "start")
    fainter = (*ink.line[:3], _FAINTER)
    first = (top + bottom) / 2.0 - (len(label.lines) - 1) / 2.0 * LINE_PITCH * size
    return panel, *(
        Words(
            x, first + index * LINE_PITCH * size, text, size, fainter if is_latin else ink.line, place,
            is_slanted=is_latin,
        )
        for index, (text, is_latin) in enumerate(label.lines)
    )  # fmt: skip


def _places(
    clouds: Sequence[np.ndarray], viewpoint: Viewpoint, width: float, height: float, keeps_all: bool = False
) -> list[tuple[Place, ...]]:
    """Where the points of each cloud are seen, from the upper left corner; those behind the eye left out,
    or kept as no numbers."""
    places, _ = projected(np.concatenate(clouds), viewpoint)
    places = places * [height, -height] + [width / 2.0, height / 2.0]
    parts = np.split(places, np.cumsum([len(cloud) for cloud in clouds])[:-1])
    return [tuple((x, y) for x, y in part.tolist() if keeps_all or x == x) for part in parts]


@lru_cache(maxsize=1024)
def _broken(names: tuple[str, ...], widest: float) -> tuple[tuple[str, bool], ...]:
    return tuple((line, index > 0) for index, name in enumerate(names) for line in _lines(name, widest))


def _lines(name: str, widest: float) -> list[str]:
    """A name in as few lines as its width allows, about equally long: no number alone in the last."""
    lines, width = _filled(name, widest), widest
    while width > _NARROWEST * widest and len(narrower := _filled(name, width)) == len(lines):
        lines, width = narrower, 0.95 * width
    return lines


def _filled(name: str, widest: float) -> list[str]:
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer) > widest:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@lru_cache(maxsize=1024)
def _extent_of(lines: tuple[tuple[str, bool], ...]) -> tuple[float, float]:
    widest = max(_width(text) for text, _ in lines)
    return widest + 2 * _PAD_POINTS, len(lines) * LINE_PITCH * LABEL_POINTS + _PAD_POINTS


def _width(text: str) -> float:
    """Width of a line in points."""
    return text_width(text, LABEL_POINTS)


def _scaled(placed: Placed, scale: float) -> Placed:
    left, top, right, bottom = (side * scale for side in placed.box)
    port, elbow, end = ((x * scale, y * scale) for x, y in placed.leader)
    return Placed(placed.id, placed.is_left, (left, top, right, bottom), (port, elbow, end))
