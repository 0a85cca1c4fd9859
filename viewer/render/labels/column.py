"""Names one above the other in a margin, each as near the height of its leader as the others allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from viewer.render.labels.sheet import Place, Placed, Sheet, Wanted


@dataclass(frozen=True)
class Member:
    """A name in a margin, and where its leader ends."""

    wanted: Wanted
    place: Place


@dataclass
class Column:
    """A margin with its names.

    Parameters
    ----------
    is_left
        On which side of the anatomy.
    port, track
        Where leaders meet the names, and where they turn level, from the left.
    top, bottom
        Between which names may stand.
    filled
        Height of those there are, with the gaps below them.
    members, middles
        From top to bottom, and where the middles of their names are.
    """

    is_left: bool
    port: float
    track: float
    top: float
    bottom: float
    filled: float = 0.0
    members: list[Member] = field(default_factory=list)
    middles: list[float] = field(default_factory=list)


def column_of(sheet: Sheet, widest: float, is_left: bool) -> Column:
    """The margin on a side of a sheet, empty, for names so wide; without height where there is none."""
    if is_left and sheet.is_one_sided:
        return Column(is_left, sheet.gap, sheet.gap, 0.0, 0.0)
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
    return Column(is_left, port, port + (sheet.slant if is_left else -sheet.slant), top, bottom)


def with_one_more(each: Wanted, place: Place, column: Column) -> list[Member]:
    """The members of a column with another, in the order of their leaders."""
    x, y = place
    return sorted([*column.members, Member(each, (x, y))], key=lambda member: member.place[1])


def aside(members: Sequence[Member], middles: Sequence[float]) -> list[float]:
    """How far each name stands above or below its leader's level part."""
    return [abs(middle - member.place[1]) for member, middle in zip(members, middles, strict=True)]


def spread(members: Sequence[Member], column: Column, gap: float) -> list[float]:
    """Where the names of members stand, given in the order of their leaders."""
    heights = [member.wanted.height for member in members]
    steps = [0.0]
    for one, other in pairwise(heights):
        steps.append(steps[-1] + (one + other) / 2.0 + gap)
    shifted = isotonic([member.place[1] - step for member, step in zip(members, steps, strict=True)])
    highest = column.top + heights[0] / 2.0
    lowest = column.bottom - heights[-1] / 2.0 - steps[-1]
    # As many as there is room for are let in: the lowest is no higher than the highest.
    return [min(max(middle, highest), lowest) + step for middle, step in zip(shifted, steps, strict=True)]


def placed(column: Column, member: Member, y: float) -> Placed:
    """A member whose name stands at a height."""
    each, place = member.wanted, member.place
    left = column.port - each.width if column.is_left else column.port
    box = (left, y - each.height / 2.0, left + each.width, y + each.height / 2.0)
    return Placed(each.id, column.is_left, box, ((column.port, y), (column.track, place[1]), place))


def isotonic(values: Sequence[float]) -> list[float]:
    """The nearest sequence, in least squares, that never falls.

    Examples
    --------
    >>> isotonic([1.0, 3.0, 2.0, 4.0])
    [1.0, 2.5, 2.5, 4.0]
    """
    blocks: list[tuple[float, int]] = []
    for value in values:
        mean, count = float(value), 1
        while blocks and blocks[-1][0] > mean:
            before, number = blocks.pop()
            mean, count = (before * number + mean * count) / (number + count), number + count
        blocks.append((mean, count))
    return [mean for mean, count in blocks for _ in range(count)]
