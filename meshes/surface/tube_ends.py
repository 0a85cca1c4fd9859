"""How the ends of a structure's vessels meet those of its neighbours, and how they end where none follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.network.graph import Floats, VesselGraph
from meshes.surface.tube_line import TubeLine
from meshes.surface.tube_paths import TubePath

_STRAIGHT_ON = 0.8
"""Least cosine between two vessels that meet end to end rather than as stem and branch."""
_LAP_MM, _LAP_SHARE = 0.03, 0.92
"""How far a vessel runs on into the next one, and its share of that one's radius a step further on."""
TANGENT_REACH = 0.7
"""How far along the next vessel the direction of a cut is taken from, in radii."""
_FLARE = 0.45
"""Widening of a branch where it leaves the wall of a stem, in its own radii."""
_WIDEST_FLARE_MM = 0.8
_SLIGHT = 0.15
"""The same where the stem is much wider: its wall, often drawn faint, would show a trumpet in it."""
_MUCH_WIDER, _INSIDE = 1.8, 0.9
"""From how much wider a stem its branch is cut off within it, and how far inside its wall, in own radii."""
CUT_FROM_MM = 2.5
"""Radius from which a vessel that goes on in the body undrawn is shown cut off; thinner ones taper out."""
_TAPER, _TIP = 4.0, 0.3
"""Over how many radii an end tapers out, and to what share of its radius."""


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
    """

    line: TubeLine
    low_mm: float
    high_mm: float
    is_cut: tuple[bool, bool]
    is_free: tuple[bool, bool] = (False, False)


def ended_line(
    part: VesselGraph, path: TubePath, around: VesselGraph | None, is_sewn: tuple[bool, bool] = (False, False)
) -> EndedLine:
    """The centreline of one tube of `part`, its free ends fitted to the edges `around` that follow them.

    An end that meets a neighbour end to end is cut there across both, lapping a little; an end that opens
    into the side of a neighbour widens as it comes to its wall. Where nothing follows, thin vessels taper
    out and thick ones are cut off. Ends that are sewn into tubes of `part` are left to that.
    """
    nodes = list(path.nodes) + ([path.nodes[0]] if path.closed else [])
    points, radii = part.xyz[nodes], part.radius[nodes]
    if path.closed:
        line = TubeLine(points, radii, True).rounded()
        return EndedLine(line, 0.0, line.length, (False, False))
    beyond, cuts, free = [], [], []
    for sewn in is_sewn:
        points, radii = points[::-1], radii[::-1]
        more, is_cut = 0, False
        free.append(not sewn and not _is_followed(points, around))
        if not sewn:
            points, radii, more, is_cut = _fitted(points, radii, around)
        beyond.append(more)
        cuts.append(is_cut)
    line = TubeLine(points, radii).rounded()
    before, after = beyond
    low = max(float(line.lengths[2 * before]) - _LAP_MM, 0.0) if before else 0.0
    high = min(float(line.lengths[-1 - 2 * after]) + _LAP_MM, line.length) if after else line.length
    return EndedLine(line, low, high, (cuts[0], cuts[1]), (free[0], free[1]))


def _is_followed(points: Floats, around: VesselGraph | None) -> bool:
    """Whether something around stands at the last end of a line."""
    return around is not None and bool((around.xyz == points[-1]).all(axis=1).any())


def _fitted(points: Floats, radii: Floats, around: VesselGraph | None) -> tuple[Floats, Floats, int, bool]:
    """Fit the last end of a line: also how many points beyond its own it has now, and whether it is a cut."""
    node = np.zeros(0, int) if around is None else np.flatnonzero((around.xyz == points[-1]).all(axis=1))
    if around is None or not len(node):
        return (points, *_left_open(points, radii))
    out = points[-1] - points[max(len(points) - 4, 0)]
    run = _onward(around, int(node[0]), out, TANGENT_REACH * float(radii[-1]))
    if run and not _passes_by(around, int(node[0]), _MUCH_WIDER * float(radii[-4:].min())):
        beyond = _LAP_SHARE * around.radius[run]
        return np.concatenate([points, around.xyz[run]]), np.concatenate([radii, beyond]), len(run), True
    return (*_into_stem(points, radii, float(around.radius[node[0]])), 0, True)


def _passes_by(around: VesselGraph, node: int, wide_mm: float) -> bool:
    """Whether a structure as wide goes on to both sides of a node: what comes in along it is a branch."""
    at = np.flatnonzero((around.edges == node).any(axis=1))
    owners = around.structure[at[around.radius[around.edges[at].sum(axis=1) - node] > wide_mm]]
    return len(owners) > len(np.unique(owners))


def _left_open(points: Floats, radii: Floats) -> tuple[Floats, int, bool]:
    """Radii of a line whose last end nothing follows."""
    if radii[-1] >= CUT_FROM_MM:
        return radii, 0, True
    gap = np.linalg.norm(points - points[-1], axis=1)
    return radii * np.clip(_TIP + (1.0 - _TIP) * gap / (_TAPER * radii[-1]), 0.0, 1.0), 0, False


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


def _onward(around: VesselGraph, node: int, out: Floats, reach_mm: float) -> list[int]:
    """The next nodes of the neighbour that runs straight on, as far as asked for or to where it parts."""
    run: list[int] = []
    before, gone = -1, 0.0
    while not run or gone < reach_mm:
        others = around.edges[(around.edges == node).any(axis=1)].sum(axis=1) - node
        others = others[others != before]
        if not len(others) or (run and len(others) > 1):
            break
        rays = around.xyz[others] - around.xyz[node]
        sizes = np.maximum(np.linalg.norm(rays, axis=1), 1e-9)
        ahead = (rays @ out) / (sizes * max(float(np.linalg.norm(out)), 1e-9))
        best = int(ahead.argmax())
        if not run and ahead[best] < _STRAIGHT_ON:
            break
        gone += float(sizes[best])
        out, before, node = rays[best], node, int(others[best])
        run.append(node)
    return run
