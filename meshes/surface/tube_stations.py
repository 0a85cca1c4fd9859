"""Where along tubes rings stand: evenly, closer where a line bends, in step with the holes in its wall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from meshes.geometry.rows import sizes
from meshes.network.graph import Floats
from meshes.surface.tube_joints import Opening
from meshes.surface.tube_line import evenly
from meshes.surface.tube_lines import TubeLines

_SHORTEST_MM, _LONGEST_MM = 0.75, 2.2
_SPACING = 2.0
"""Longest distance of rings in radii, where nothing opens into the tube."""
_END_RINGS = 2
"""Rings from the end of a tube to the nearest hole: an end sewn into its own tube may not touch that hole."""
_SAGITTA_MM = 0.02
"""How far the walls between two rings may cut a bend short."""
_LOOK_MM, _FEWEST_LOOKS = 0.4, 4
"""How closely a run is looked at for its bends."""


class Stations(NamedTuple):
    """The rings of one tube: lengths at which they stand, and of each place with holes the first ring."""

    lengths: Floats
    first_at: dict[float, int]


def stations(
    lines: TubeLines, spans: Sequence[tuple[float, float]], joints: Sequence[Opening], rows: int
) -> list[Stations]:
    """Where the rings of each tube stand.

    Parameters
    ----------
    lines : TubeLines
        The tubes.
    spans : sequence of tuple of float
        From which length to which each is drawn.
    joints : sequence of Opening
        The holes; those of one place share their rings.
    rows : int
        Rows of faces that a hole takes.
    """
    holes: list[dict[float, Floats]] = [{} for _ in spans]
    for each in sorted(joints, key=lambda each: each.place_mm):
        around = evenly(each.place_mm - each.half_mm, each.place_mm + each.half_mm, rows)
        holes[each.main][each.place_mm] = around
    runs = [
        (tube, start, stop)
        for tube, ((low, high), own) in enumerate(zip(spans, holes, strict=True))
        for start, stop in zip(
            [low, *(float(hole[-1]) for hole in own.values())],
            [*(float(hole[0]) for hole in own.values()), high],
            strict=True,
        )
    ]
    between = iter(_even(lines, runs))
    return [
        _together([next(between) for _ in range(len(own) + 1)], own, bool(is_closed))
        for own, is_closed in zip(holes, lines.closed, strict=True)
    ]


def _together(runs: list[Floats], holes: dict[float, Floats], is_closed: bool) -> Stations:
    """The rings between holes, and those of the holes, as one row."""
    pieces: list[Floats] = []
    first_at, count = {}, 0
    is_open = bool(holes) and not is_closed
    for number, (run, (place, hole)) in enumerate(zip(runs, holes.items(), strict=False)):
        if is_open and number == 0 and len(run) <= _END_RINGS:
            run = evenly(float(run[0]), float(run[-1]), _END_RINGS)
        pieces += [run[:-1], hole[:-1]]
        first_at[place] = count + len(run) - 1
        count += len(run) + len(hole) - 2
    last = runs[-1]
    if is_open and len(last) <= _END_RINGS:
        last = evenly(float(last[0]), float(last[-1]), _END_RINGS)
    pieces.append(last[:-1] if is_closed else last)
    return Stations(np.concatenate(pieces), first_at)


def _even(lines: TubeLines, runs: Sequence[tuple[int, float, float]]) -> list[Floats]:
    """Lengths on each run of a tube from one to another, closer where it bends; all runs at once."""
    tube = np.array([each[0] for each in runs])
    low, high = np.array([each[1:] for each in runs]).T
    many = np.maximum(((high - low) / _LOOK_MM).astype(int), _FEWEST_LOOKS)
    run = np.repeat(np.arange(len(runs)), many + 1)
    starts = np.cumsum(many + 1) - many - 1
    pace = (high - low) / many
    at = low[run] + pace[run] * (np.arange(len(run)) - starts[run])
    tangents = lines.tangent(tube[run], at)
    within = np.flatnonzero(run[1:] == run[:-1])
    owner = run[within]
    bend = pace[owner] / np.maximum(sizes(tangents[within + 1] - tangents[within]), 1e-6)
    middle = 0.5 * (at[within + 1] + at[within])
    widest = np.minimum(_SPACING * lines.at(tube[owner], middle)[1], _LONGEST_MM)
    step = np.maximum(np.sqrt(8.0 * _SAGITTA_MM * bend), np.minimum(_SHORTEST_MM, widest))
    # Steps passed from the first run on; one more between two runs, so that each has numbers of its own.
    passed = np.ones(len(run))
    passed[within + 1] = pace[owner] / np.minimum(step, widest)
    passed = np.cumsum(passed)
    begin, end = passed[starts], passed[starts + many]
    count = np.maximum(np.rint(end - begin).astype(int), 1)
    count[high - low < 1e-9] = 0
    wished = np.repeat(np.arange(len(runs)), count + 1)
    place = np.arange(len(wished)) - np.repeat(np.cumsum(count + 1) - count - 1, count + 1)
    asked = begin[wished] + ((end - begin) / np.maximum(count, 1))[wished] * place
    return np.split(np.interp(asked, passed, at), np.cumsum(count + 1)[:-1])
