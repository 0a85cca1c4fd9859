"""Where names stand in the margins: never over each other, their leader lines short and never crossing.

A leader runs level from its structure to a track beside the anatomy and from there aslant to its name. On
each side names stand in the order of the heights of their leaders, so the aslant parts cannot cross; the
level parts keep a distance. All lengths are in one unit, counted from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from viewer.render.labels.column import Column, aside, column_of, placed, spread, with_one_more
from viewer.render.labels.sheet import Place, Placed, Sheet, Wanted

_TRIED = 6
"""Of the places of a name where others have to make room, those tried."""
_STEEPEST = 3.0
"""How far a name may stand above or below its leader's level part, as a multiple of the slant's width."""
_A_LENGTH = 0.06
"""What a level leader costs, for its length; a name that stands aside costs as much as it does so."""
_A_RANK = 0.15
"""What each place costs that is passed by for a worse one, in gaps."""


def lay_out(wanted: Sequence[Wanted], sheet: Sheet) -> tuple[Placed, ...]:
    """Place as many names as there is room for, the first ones first; the others are left out.

    Each name stands as near the height of its structure as the others of its side allow (least squares), on
    the side and at the place of its structure where that is nearest; one whose leader would be steep, or
    would make another's so, is left out.
    """
    if not wanted:
        return ()
    widest = max(each.width for each in wanted)
    columns = (column_of(sheet, widest, is_left=True), column_of(sheet, widest, is_left=False))
    spans: list[tuple[float, float, float]] = []
    for each in wanted:
        _admit(each, columns, spans, sheet)
    return tuple(
        placed(column, member, middle)
        for column in columns
        for member, middle in zip(column.members, column.middles, strict=True)
    )


def _admit(
    each: Wanted, columns: tuple[Column, Column], spans: list[tuple[float, float, float]], sheet: Sheet
) -> None:
    """Put a name where its best place is level with room at the nearer side, else where it costs least."""
    places = np.asarray(each.places, float).reshape(-1, 2)
    if not len(places):
        return
    best = places[0].tolist()
    nearer = columns[int(best[0] > (columns[0].track + columns[1].track) / 2.0)]
    if _is_free(each, best, nearer, columns, spans, sheet):
        _join(each, best, nearer, spans, sheet)
        return
    tried = [_costs(each, places, column, columns, spans, sheet) for column in columns]
    costs, pushed = np.concatenate([cost for cost, _ in tried]), np.concatenate([push for _, push in tried])
    found, least = None, np.inf
    for at in np.argsort(costs + pushed, kind="stable")[:_TRIED].tolist():
        column, place = columns[at // len(places)], places[at % len(places)].tolist()
        if costs[at] == np.inf:
            break
        members = with_one_more(each, place, column)
        before = aside(column.members, column.middles)
        after = aside(members, spread(members, column, sheet.gap))
        cost = float(costs[at]) + sum(after) - sum(before)
        is_steep = max(after) > max(_STEEPEST * sheet.slant, max(before, default=0.0)) + 1e-9
        if cost < least and (each.is_wished or not is_steep):
            found, least = (place, column), cost
        if pushed[at] == 0.0:
            break
    if found is not None:
        _join(each, *found, spans, sheet)


def _is_free(
    each: Wanted,
    place: Place,
    column: Column,
    columns: tuple[Column, Column],
    spans: Sequence[tuple[float, float, float]],
    sheet: Sheet,
) -> bool:
    """Whether a name has room level with a place: as :func:`_costs`, for one place and many times as fast."""
    (x, y), gap, half = place, sheet.gap, each.height / 2.0
    left, right = min(column.track, x), max(column.track, x)
    return (
        columns[0].track < x < columns[1].track
        and gap < y < sheet.height - gap
        and column.top + half <= y <= column.bottom - half
        and column.filled + each.height <= column.bottom - column.top
        and not any(
            abs(y - at) < gap and left <= end + gap and right >= start - gap for start, end, at in spans
        )
        and not any(
            left < far + gap and right > near - gap and upper - gap < y < lower + gap
            for near, upper, far, lower in sheet.taken
        )
        and all(
            abs(y - middle) >= (member.wanted.height + each.height) / 2.0 + gap
            for member, middle in zip(column.members, column.middles, strict=True)
        )
    )


def _join(
    each: Wanted, place: Place, column: Column, spans: list[tuple[float, float, float]], sheet: Sheet
) -> None:
    column.members = with_one_more(each, place, column)
    column.middles = spread(column.members, column, sheet.gap)
    column.filled += each.height + sheet.gap
    x, y = place
    spans.append((min(column.track, x), max(column.track, x), y))


def _costs(
    each: Wanted,
    places: Vector,
    column: Column,
    columns: tuple[Column, Column],
    spans: Sequence[tuple[float, float, float]],
    sheet: Sheet,
) -> tuple[Vector, Vector]:
    """What it costs to lead from each place to a column, and about how far names have to make way for it.

    Infinitely much where no level leader gets through.
    """
    if column.filled + each.height > column.bottom - column.top:
        return np.full(len(places), np.inf), np.zeros(len(places))
    x, y = places.T
    left, right = np.minimum(x, column.track), np.maximum(x, column.track)
    can_be = (
        (columns[0].track < x) & (x < columns[1].track) & (sheet.gap < y) & (y < sheet.height - sheet.gap)
    )
    can_be &= _are_clear(left, right, y, spans, sheet.gap) & _are_beside(left, right, y, sheet)
    middles, heights = np.array(column.middles), np.array([one.wanted.height for one in column.members])
    apart = (heights + each.height) / 2.0 + sheet.gap
    pushed = np.maximum(apart - np.abs(y[:, None] - middles), 0.0).max(axis=1, initial=0.0)
    half = each.height / 2.0
    pushed += np.maximum(column.top + half - y, 0.0) + np.maximum(y - column.bottom + half, 0.0)
    ranks = np.asarray(each.ranks, float) if len(each.ranks) else np.arange(len(x))
    return np.where(can_be, _A_LENGTH * (right - left) + _A_RANK * sheet.gap * ranks, np.inf), pushed


def _are_clear(
    left: Vector, right: Vector, y: Vector, spans: Sequence[tuple[float, float, float]], gap: float
) -> NDArray[np.bool_]:
    """Whether level leaders keep a distance from those there are."""
    if not spans:
        return np.ones(len(y), bool)
    start, end, other = np.array(spans).T
    is_level = np.abs(y[:, None] - other) < gap
    is_along = (left[:, None] <= end + gap) & (right[:, None] >= start - gap)
    return np.asarray(~(is_level & is_along).any(axis=1))


def _are_beside(start: Vector, end: Vector, y: Vector, sheet: Sheet) -> NDArray[np.bool_]:
    """Whether level leaders pass the corners that stay clear."""
    passes = np.ones(len(y), bool)
    for left, upper, right, lower in sheet.taken:
        is_along = (start < right + sheet.gap) & (end > left - sheet.gap)
        passes &= ~(is_along & (upper - sheet.gap < y) & (y < lower + sheet.gap))
    return passes
