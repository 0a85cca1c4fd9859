"""How the ends of a structure's vessels meet those of its neighbours, and how they end where none follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from meshes.geometry.curve import arc_length
from meshes.network.graph import Floats, VesselGraph
from meshes.surface.meetings import Meeting
from meshes.surface.tube_line import TubeLine
from meshes.surface.tube_paths import TubePath

_LAP_MM = 0.003
"""How far a vessel runs on into the next one: walls that lie in each other would be seen as teeth."""
_FLARE = 0.45
"""Widening of a branch where it leaves the wall of a stem, in its own radii."""
_WIDEST_FLARE_MM = 0.8
_SLIGHT = 0.15
"""The same where the stem is much wider: its wall, often drawn faint, would show a trumpet in it."""
_MUCH_WIDER, _INSIDE = 1.8, 0.9
"""From how much wider a stem its branch is cut off within it, and how far inside its wall, in own radii."""
CUT_FROM_MM = 0.55
"""Radius from which a vessel that goes on in the body undrawn is shown cut off; thinner ones taper out."""
_CONE = 0.3
"""By how much a vessel narrows at most, in mm a mm, after a wider one from which it goes on."""
_KINK, _ROUNDS = 0.5, 3
"""Turn at a node from which on it is rounded off, fully from twice as much, rad; and how often."""
_NECK_MM, _NARROWEST = 4.0, 0.72
"""Up to which length a narrow place is a neck, and how narrow it may be beside what is wider on both sides:
veins are slimmed where there is little room, but not pinched."""
_TAPER, _TIP, _TIP_MM = 6.0, 0.5, 0.24
"""Over how many radii an end tapers out, and to what share of its radius, but no thinner than that: a small
vein is lost to sight rounded, not as a spike.
"""


@dataclass(frozen=True, eq=False)
class EndedLine:
    """The centreline of a tube with what is shown of it.

    Parameters
    ----------
    line : TubeLine
        The centreline, rounded, run on into neighbours.
    low_mm, high_mm : float
        Lengths along it at which the tube begins and ends.
    is_cut : tuple of bool
        Whether the first and the last end are plane cuts; others are rounded off.
    is_free : tuple of bool
        Whether nothing follows the first and the last end.
    meets : tuple of Meeting or None
        What does, where something does.
    """

    line: TubeLine
    low_mm: float
    high_mm: float
    is_cut: tuple[bool, bool]
    is_free: tuple[bool, bool] = (False, False)
    meets: tuple[Meeting | None, Meeting | None] = (None, None)

    def is_across(self, end: int) -> bool:
        """Whether the first or the last end (0 or 1) is cut across in the open or where another goes on."""
        met = self.meets[end]
        return self.is_cut[end] and (met is None or met.is_end_to_end)


def ended_line(
    part: VesselGraph,
    path: TubePath,
    meets: Mapping[int, Meeting],
    is_sewn: tuple[bool, bool] = (False, False),
) -> EndedLine:
    """The centreline of one tube of `part`, its ends fitted to what they meet, told by the nodes of `part`.

    An end that goes on in a neighbour is cut there across both; an end that opens into the side of a
    neighbour widens as it comes to its wall. Where nothing follows, thin vessels taper out and thick ones are
    cut off. Ends that are sewn into tubes of `part` are left to that.
    """
    nodes = list(path.nodes) + ([path.nodes[0]] if path.closed else [])
    points, radii = part.xyz[nodes], part.radius[nodes]
    if path.closed:
        line = TubeLine(points, radii, True).rounded()
        return EndedLine(line, 0.0, line.length, (False, False))
    points, radii = _unkinked(points), _unpinched(points, radii)
    beyond, cuts, free, met = [], [], [], []
    for sewn, node in zip(is_sewn, (path.nodes[0], path.nodes[-1]), strict=True):
        points, radii = points[::-1], radii[::-1]
        more, is_cut = 0, False
        meeting = None if sewn else meets.get(node)
        if not sewn:
            points, radii, more, is_cut = _fitted(points, radii, meeting)
        free.append(not sewn and meeting is None)
        met.append(meeting)
        beyond.append(more)
        cuts.append(is_cut)
    line = TubeLine(points, radii).rounded()
    before, after = beyond
    low = max(float(line.lengths[2 * before]) - _LAP_MM, 0.0) if before else 0.0
    high = min(float(line.lengths[-1 - 2 * after]) + _LAP_MM, line.length) if after else line.length
    return EndedLine(line, low, high, (cuts[0], cuts[1]), (free[0], free[1]), (met[0], met[1]))


def _unkinked(points: Floats) -> Floats:
    """A line whose sharp corners are rounded off; its ends stay."""
    points = points.copy()
    for _ in range(_ROUNDS if len(points) > 2 else 0):
        way = np.diff(points, axis=0)
        way /= np.maximum(np.linalg.norm(way, axis=1), 1e-9)[:, None]
        turn = np.arccos(np.clip((way[1:] * way[:-1]).sum(axis=1), -1.0, 1.0))
        if turn.max() <= _KINK:
            break
        share = 0.5 * np.clip((turn - _KINK) / _KINK, 0.0, 1.0)
        points[1:-1] += share[:, None] * (0.5 * (points[2:] + points[:-2]) - points[1:-1])
    return points


def _unpinched(points: Floats, radii: Floats) -> Floats:
    """Radii without short necks: the closing of their profile, as morphology calls it."""
    lengths = arc_length(points)
    is_near = np.abs(lengths[:, None] - lengths) <= 0.5 * _NECK_MM
    widened = np.where(is_near, radii, 0.0).max(axis=1)
    closed = np.where(is_near, widened, np.inf).min(axis=1)
    return np.maximum(radii, _NARROWEST * closed)


def _fitted(points: Floats, radii: Floats, meeting: Meeting | None) -> tuple[Floats, Floats, int, bool]:
    """Fit the last end of a line: also how many points beyond its own it has now, and whether it is a cut."""
    if meeting is None:
        return (points, *_left_open(points, radii))
    if meeting.is_end_to_end:
        # The node they share is as wide as the wider of the two.
        gap = np.linalg.norm(points - points[-1], axis=1)
        radii = np.maximum(radii, radii[-1] - _CONE * gap)
        points, radii = np.concatenate([points, meeting.xyz]), np.concatenate([radii, meeting.radius])
        return points, radii, len(meeting.xyz), True
    return (*_into_stem(points, radii, meeting.stem_mm), 0, True)


def _left_open(points: Floats, radii: Floats) -> tuple[Floats, int, bool]:
    """Radii of a line whose last end nothing follows."""
    if radii[-1] >= CUT_FROM_MM:
        return radii, 0, True
    gap = np.linalg.norm(points - points[-1], axis=1)
    # A parabola: without the edge that a cone would have where it begins.
    share = np.clip(gap / (_TAPER * radii[-1]), 0.0, 1.0)
    tip = max(_TIP, min(_TIP_MM / float(radii[-1]), 1.0))
    return radii * (tip + (1.0 - tip) * share * (2.0 - share)), 0, False


def _into_stem(points: Floats, radii: Floats, stem: float) -> tuple[Floats, Floats]:
    """A line whose last end opens into the side of a stem of some radius."""
    gap = np.linalg.norm(points - points[-1], axis=1) - stem
    # The shared node has the stem's radius; the branch's own is that a few nodes before.
    own = float(radii[-4:].min())
    near = np.clip(1.0 - gap / (1.6 * own), 0.0, 1.0) ** 2
    is_slight = stem >= _MUCH_WIDER * own
    mouth = np.minimum(radii, own) + min((_SLIGHT if is_slight else _FLARE) * own, _WIDEST_FLARE_MM) * near
    fitted = np.maximum(radii, np.minimum(mouth, 0.85 * stem))
    fitted[-1] = min(mouth[-1], 0.85 * stem)
    if not is_slight:
        return points, fitted
    # In a wide stem the rest of the branch would be seen through its wall: end a little inside it.
    kept = np.flatnonzero(gap > -_INSIDE * own)
    last = max(int(kept[-1]) + 1 if len(kept) else 0, 2)
    fitted = np.minimum(fitted, mouth[:last].max())
    if last == len(points) or gap[last - 1] <= -_INSIDE * own:
        return points[:last], fitted[:last]
    # Just where that depth is reached: at the last node before it the end might still stand off the wall.
    share = min(float((gap[last - 1] + _INSIDE * own) / max(gap[last - 1] - gap[last], 1e-9)), 1.0)
    end = points[last - 1] + share * (points[last] - points[last - 1])
    return np.concatenate([points[:last], end[None]]), fitted[: last + 1]


def end_of(each: EndedLine, end: int) -> tuple[Floats, Floats, float]:
    """Middle, direction and radius of the first or the last end (0 or 1) of a tube."""
    at = each.high_mm if end else each.low_mm
    line = each.line
    half = max(0.7 * float(np.interp(at, line.lengths, line.radii)), 0.5)
    before, middle, after = (
        np.array([np.interp(s, line.lengths, axis) for axis in line.points.T])
        for s in (at - half, at, at + half)
    )
    way = (after - before) * (1.0 if end else -1.0)
    return middle, way / max(float(np.linalg.norm(way)), 1e-9), float(np.interp(at, line.lengths, line.radii))
