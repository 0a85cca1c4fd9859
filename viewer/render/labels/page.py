"""The names of one picture: chosen, wrapped, placed, and made into shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

import numpy as np

from meshes.geometry.axes import Vector
from viewer.model.viewpoint import LEAST_FREE, Viewpoint
from viewer.render.labels.choice import Chosen, chosen_labels
from viewer.render.labels.layout import lay_out
from viewer.render.labels.lines import LABEL_POINTS, LINE_PITCH, PAD_POINTS, broken, extent_of
from viewer.render.labels.sheet import Box, Placed, Sheet, Wanted
from viewer.render.labels.sight import Sight
from viewer.render.painted.ink import Colour, Ink
from viewer.render.painted.shapes import Dot, Panel, Shape, Stroke, Words
from viewer.render.projection import projected
from viewer.render.protocol import LabelWish

WIDEST_POINTS = 150.0
WIDEST_SHARE = 0.18
"""Widest a name is written before it is broken, in points and as a share of the picture."""
_LONGEST_WORD_POINTS = 84.0
_NARROW_POINTS = 430.0
_SMALLEST = 0.7
SHRINKS = (1.0, 0.85, 0.72, 0.6)
"""Sizes of letters tried one after the other until all notes have room."""
_MARGIN_POINTS = 7.0
_SLANT_POINTS = 16.0
_LEADER_POINTS = 1.1
_HALO_POINTS = 2.9
_DOT_POINTS = 1.9
_NOTE_DOT_POINTS = 3.2
NOTE: Colour = (176, 74, 0, 255)
"""Edge, leader and dot of a note: nobody is to take one's own words for the atlas's."""
_KIN_PLACES, _KIN_RANK, _KIN_STEP = 3, 6.0, 0.5
"""How many places of others of the same name a leader may end at, how many of its own are better, and how
many more for each of them that is larger."""
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
    (places,) = _places([np.array([wish.point for wish in missing])], viewpoint, *size)
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
    told = [Chosen(key, wish.names, True) for key, wish in notes.items()]
    told += chosen_labels(wishes, sight.seen)
    ends = {one.id: _ends(one, sight, notes) for one in told}
    clouds = [sight.outline, *(each.points for each in ends.values())]
    outline, *parts = _places(clouds, viewpoint, width, height)
    places = dict(zip(ends, parts, strict=True))
    lines = {one.id: broken(one.names, column_points(width)) for one in told}
    wanted = [
        Wanted(one.id, *extent_of(lines[one.id]), places[one.id], ends[one.id].ranks, one.is_wished)
        for one in told
    ]
    across = outline[~np.isnan(outline[:, 0]), 0]
    sheet = Sheet(
        width, height, _MARGIN_POINTS, _SLANT_POINTS,
        (float(across.min()), float(across.max())) if len(across) else (width / 2.0, width / 2.0),
        tuple((a / scale, b / scale, c / scale, d / scale) for a, b, c, d in taken),
        _has_one_column(width),
    )  # fmt: skip
    labels = []
    for one in lay_out(wanted, sheet):
        at = int((places[one.id] == one.leader[-1]).all(axis=1).argmax())
        owner = ends[one.id].owners[at]
        labels.append(Label(owner, lines[one.id], _scaled(one, scale), one.id in notes))
    return tuple(labels)


class _Ends(NamedTuple):
    """Points at which a leader may end, (N, 3) mm, on which structures, and how many are better than each."""

    owners: tuple[str, ...]
    points: Vector
    ranks: Vector


def _ends(one: Chosen, sight: Sight, notes: Mapping[str, LabelWish]) -> _Ends:
    if one.id in notes:
        return _Ends((one.id,), np.array([notes[one.id].point], float), np.zeros(1))
    own = sight.seen[one.id].points
    others = [sight.seen[key].points[:_KIN_PLACES] for key in one.kin]
    owners = (one.id,) * len(own), *((key,) * len(each) for key, each in zip(one.kin, others, strict=True))
    ranks = [_KIN_RANK + _KIN_STEP * at + np.arange(len(each)) for at, each in enumerate(others)]
    return _Ends(
        tuple(chain.from_iterable(owners)),
        np.concatenate([own, *others]),
        np.concatenate([np.arange(len(own)), *ranks]),
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
    return (column_points(points) + 2 * PAD_POINTS + _SLANT_POINTS + 2 * _MARGIN_POINTS) / points


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
    size, pad = LABEL_POINTS * scale, PAD_POINTS * scale
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


def _places(clouds: Sequence[Vector], viewpoint: Viewpoint, width: float, height: float) -> list[Vector]:
    """Where the points of each cloud are seen, (N, 2) from the upper left corner; behind the eye NaN."""
    places, _ = projected(np.concatenate(clouds), viewpoint)
    places = places * [height, -height] + [width / 2.0, height / 2.0]
    return np.split(places, np.cumsum([len(cloud) for cloud in clouds])[:-1])


def _scaled(placed: Placed, scale: float) -> Placed:
    left, top, right, bottom = (side * scale for side in placed.box)
    port, elbow, end = ((x * scale, y * scale) for x, y in placed.leader)
    return Placed(placed.id, placed.is_left, (left, top, right, bottom), (port, elbow, end))
