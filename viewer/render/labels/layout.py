"""Where names stand in the margins: never over each other, their leader lines never crossing.

A leader runs level from its structure to a track beside the anatomy and from there aslant to its name. On
each side names stand in the order of the heights of their leaders, so the aslant parts cannot cross; the
level parts keep a distance. All lengths are in one unit, counted from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

Place = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Wanted:
    """A name to be placed.

    Parameters
    ----------
    id
        What it names.
    width, height
        Of its written lines.
    places
        Where its leader may end, the best first.
    """

    id: str
    width: float
    height: float
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Placed:
    """A name with its box and its leader: from the name, round the elbow, to the structure."""

    id: str
    is_left: bool
    box: Box
    leader: tuple[Place, Place, Place]


@dataclass(frozen=True)
class Sheet:
    """What names are placed on.

    Parameters
    ----------
    width, height
        Of the picture.
    gap
        Least distance of names and of level leaders from each other, and from the edges.
    slant
        Width between names and track.
    extent
        Leftmost and rightmost place of the anatomy; names stand close to it where there is room.
    taken
        Boxes in the corners that stay clear.
    is_one_sided
        Whether names stand at the right alone: there is no room for two columns beside the anatomy.
    """

    width: float
    height: float
    gap: float
    slant: float
    extent: tuple[float, float]
    taken: tuple[Box, ...] = ()
    is_one_sided: bool = False


@dataclass
class _Column:
    is_left: bool
    port: float
    track: float
    top: float
    bottom: float
    filled: float = 0.0
    members: list[tuple[Wanted, Place]] = field(default_factory=list)


def lay_out(wanted: Sequence[Wanted], sheet: Sheet) -> tuple[Placed, ...]:
    """Place as many names as there is room for, the first ones first; the others are left out.

    Each name stands as near the height of its structure as the others of its side allow (least squares).
    """
    if not wanted:
        return ()
    widest = max(each.width for each in wanted)
    columns = (_column(sheet, widest, is_left=True), _column(sheet, widest, is_left=False))
    spans: list[tuple[float, float, float]] = []
    for each in wanted:
        _admit(each, columns, spans, sheet)
    return tuple(placed for column in columns for placed in _spread(column, sheet.gap))


def _column(sheet: Sheet, widest: float, is_left: bool) -> _Column:
    if is_left and sheet.is_one_sided:
        return _Column(is_left, sheet.gap, sheet.gap, 0.0, 0.0)
    least, clear = sheet.gap + widest, sheet.slant + sheet.gap
    if is_left:
        port = max(least, sheet.extent[0] - clear)
        reach = (port - widest, port)
    else:
        port = min(sheet.width - least, sheet.extent[1] + clear)
        reach = (port, port + widest)
    top, bottom = sheet.gap, sheet.height - sheet.gap
    for left, upper, right, lower in sheet.taken:
        if right > reach[0] and left < reach[1]:
            is_above = upper + lower < sheet.height
            top = max(top, lower + sheet.gap) if is_above else top
            bottom = bottom if is_above else min(bottom, upper - sheet.gap)
    return _Column(is_left, port, port + (sheet.slant if is_left else -sheet.slant), top, bottom)


def _admit(
    each: Wanted, columns: tuple[_Column, _Column], spans: list[tuple[float, float, float]], sheet: Sheet
) -> None:
    middle = (columns[0].track + columns[1].track) / 2.0
    nearer_first = columns if each.places and each.places[0][0] <= middle else columns[::-1]
    for column in nearer_first:
        if column.filled + each.height > column.bottom - column.top:
            continue
        for x, y in each.places:
            level = (min(column.track, x), max(column.track, x), y)
            is_inside = columns[0].track < x < columns[1].track
            if not is_inside or not sheet.gap < y < sheet.height - sheet.gap:
                continue
            if _is_clear(level, spans, sheet.gap) and _is_beside(level, sheet):
                spans.append(level)
                column.members.append((each, (x, y)))
                column.filled += each.height + sheet.gap
                return


def _is_clear(level: tuple[float, float, float], spans: list[tuple[float, float, float]], gap: float) -> bool:
    left, right, y = level
    return all(
        abs(y - other) >= gap or left > end + gap or right < start - gap for start, end, other in spans
    )


def _is_beside(level: tuple[float, float, float], sheet: Sheet) -> bool:
    """Whether a level leader passes the corners that stay clear."""
    start, end, y = level
    return not any(
        start < right + sheet.gap and end > left - sheet.gap and upper - sheet.gap < y < lower + sheet.gap
        for left, upper, right, lower in sheet.taken
    )


def _spread(column: _Column, gap: float) -> list[Placed]:
    members = sorted(column.members, key=lambda member: member[1][1])
    if not members:
        return []
    heights = np.array([each.height for each, _ in members])
    steps = np.concatenate([[0.0], np.cumsum((heights[1:] + heights[:-1]) / 2.0 + gap)])
    shifted = isotonic(np.array([place[1] for _, place in members]) - steps)
    lowest = column.bottom - heights[-1] / 2.0 - steps[-1]
    middles = np.clip(shifted, column.top + heights[0] / 2.0, lowest) + steps
    return [_placed(column, *member, float(y)) for member, y in zip(members, middles, strict=True)]


def _placed(column: _Column, each: Wanted, place: Place, y: float) -> Placed:
    left = column.port - each.width if column.is_left else column.port
    box = (left, y - each.height / 2.0, left + each.width, y + each.height / 2.0)
    return Placed(each.id, column.is_left, box, ((column.port, y), (column.track, place[1]), place))


def isotonic(values: np.ndarray) -> np.ndarray:
    """The nearest sequence, in least squares, that never falls.

    Examples
    --------
    >>> isotonic(np.array([1.0, 3.0, 2.0, 4.0])).tolist()
    [1.0, 2.5, 2.5, 4.0]
    """
    blocks: list[tuple[float, int]] = []
    for value in values:
        mean, count = float(value), 1
        while blocks and blocks[-1][0] > mean:
            before, number = blocks.pop()
            mean, count = (before * number + mean * count) / (number + count), number + count
        blocks.append((mean, count))
    return np.concatenate([np.full(count, mean) for mean, count in blocks]) if blocks else np.zeros(0)
