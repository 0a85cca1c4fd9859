"""Which level a scan looks like: the tabled bones laid over it, the asked one beside others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from meshes.column.shapes.level_shape import SHAPED_LEVELS
from meshes.fitting.placing import Form, Placed, axis_turns, laid, near_turns, tabled_form
from meshes.geometry.axes import Vector

FAR = 0.2
"""Cost of a place above which a bone is no vertebra of the kind; a neighbour's neighbour costs about 0.1."""

_LIKE, _TURNED = 0.06, 0.1
"""Cost below which no other level is asked, and below which the axes are taken as they come."""
_WARN, _REFUSE = 0.75, 0.5
"""Share of the asked level's cost at which another one is named, and at which it is taken for that one."""
_TURN = 0.6
"""Share of the cost at which other axes are taken for the right ones."""
_KINDS = ("C1", "C2", "C5", "T2", "T6", "T11", "L3")


@dataclass(frozen=True, eq=False)
class Likeness:
    """Where a scan lies over the asked level, and what else it might be.

    Parameters
    ----------
    placed : Placed
        Over the asked level.
    said : sequence of str
        What was guessed or noticed.
    faults : sequence of str
        Why the level is most likely another one.
    """

    placed: Placed
    said: Sequence[str] = field(default_factory=tuple)
    faults: Sequence[str] = field(default_factory=tuple)


def likeness(level: str, scan: Form, are_axes_known: bool) -> Likeness:
    """The place of a scan over a level, its axes guessed where they are not known."""
    built = tabled_form(level)
    placed, said = laid(built, scan, near_turns()), []
    if not are_axes_known and placed.cost > _TURNED:
        turns = axis_turns()
        other = laid(built, scan, turns)
        if other.cost < _TURN * placed.cost:
            placed = other
            said.append(f"its axes were guessed: {_words(other.place.rotation)} point left,back,up (--axes)")
    return _compared(level, scan, placed, said)


def _compared(level: str, scan: Form, placed: Placed, said: list[str]) -> Likeness:
    if placed.cost <= _LIKE:
        return Likeness(placed, said)
    costs = {each: laid(tabled_form(each), scan, [placed.place.rotation]).cost for each in _others(level)}
    best = min(costs, key=lambda each: costs[each])
    share = costs[best] / placed.cost
    if share < _REFUSE:
        return Likeness(placed, said, [f"it looks like {best}, not like {level}: fit it with --level {best}"])
    if placed.cost > FAR:
        return Likeness(placed, said, [f"it does not look like {level} nor like any other vertebra"])
    if share < _WARN:
        said.append(f"it looks more like {best} than {level}")
    return Likeness(placed, said)


def _others(level: str) -> Iterator[str]:
    at = SHAPED_LEVELS.index(level)
    near = SHAPED_LEVELS[max(at - 2, 0) : at] + SHAPED_LEVELS[at + 1 : at + 3]
    yield from near
    yield from (each for each in _KINDS if each != level and each not in near)


def _words(rotation: Vector) -> str:
    """The axes of a file nearest to a rotation, as `--axes` takes them."""
    from meshes.fitting.axes_given import Axes

    best = max(axis_turns(), key=lambda turn: float((turn * rotation).sum()))
    return str(Axes(best))
