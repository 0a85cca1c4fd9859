"""A fitted shape that makes no sound bone, and the part to take back so that it does.

Where a real lamina or the wall of a foramen is thinner than a grid can hold, a fit may open a hole in it. Of
the parts whose tabled numbers close the hole the one is taken back that costs least, and the rest fitted
anew. Where that opens a hole again a part goes back only as far as closes it, and the rest stays; where no
part closes it, all go back so far.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from meshes.bones.articulated import articulated_bone
from meshes.bones.bone import GENUS
from meshes.column.frame import column_frame
from meshes.detail import Detail
from meshes.fitting.model import LevelModel, parameters_of
from meshes.fitting.rounds import Effort, Shaped, Surface, shaped
from meshes.geometry.topology import components
from meshes.sdf.solid import Solid
from meshes.surface.extract import extract
from meshes.surface.gates import MeshFault, gated

_EFFORT = Effort(rounds=1, steps=3, own_points=900, prior=0.2)
_HALVINGS = 4
_STEPS_MM = (Detail.NORMAL.bone_step_mm, Detail.FINE.bone_step_mm)


def unsound(level: str, parameters: Mapping[str, float]) -> str:
    """Why the bone that stands in the column is none, or nothing."""
    solid = articulated_bone(level, column_frame(None, parameters))
    return next((fault for step in _STEPS_MM if (fault := _fault(level, solid, step))), "")


def mended(model: LevelModel, found: Shaped, surface: Surface, flaw: str) -> tuple[Shaped, str]:
    """The shape found with one part taken back to its tabled numbers and the others fitted anew.

    Where the others open it anew, they stay as they were found and the part goes back as far as it must;
    what even all parts together do not mend is returned as it is, with its flaw.
    """
    parts, misses = model.groups(), {}
    for part, names in parts.items():
        back = _back(model, found, names, 1.0)
        if not _fault(model.level, model.solid(back), _STEPS_MM[0]):
            misses[part] = _miss(model, back, found, surface)
    best = sorted(misses, key=lambda each: misses[each])[:2]
    for part in best:
        tried = _without(model, found, surface, parts[part])
        if not _unsound(model, tried.numbers):
            return tried, ""
    for choice in ([parts[part] for part in best], [[*model.limits]]):
        if closed := [back for names in choice if (back := _as_far_as_needed(model, found, names))]:
            nearest = min(closed, key=lambda numbers: _miss(model, numbers, found, surface))
            return Shaped(nearest, found.places), ""
    return found, flaw


def _as_far_as_needed(model: LevelModel, found: Shaped, names: list[str]) -> dict[str, float]:
    """The numbers found, some taken back towards the tabled ones until the bone is sound; none if never."""
    least, most = 0.0, 1.0
    if _unsound(model, _back(model, found, names, most)):
        return {}
    for _ in range(_HALVINGS):
        share = (least + most) / 2
        least, most = (share, most) if _unsound(model, _back(model, found, names, share)) else (least, share)
    return _back(model, found, names, most)


def _back(model: LevelModel, found: Shaped, names: list[str], share: float) -> dict[str, float]:
    """The numbers found, some a share of the way back to the tabled ones."""
    tabled = {name: model.start[name] - found.numbers[name] for name in names}
    return {**found.numbers, **{name: found.numbers[name] + share * way for name, way in tabled.items()}}


def _miss(model: LevelModel, numbers: Mapping[str, float], found: Shaped, surface: Surface) -> float:
    """How far a shape lies from the surface, mm in the mean."""
    there = model.solid(numbers)(found.places[0].apply(surface.cloud.points))
    return float(np.abs(there - surface.cloud.distances).mean())


def _unsound(model: LevelModel, numbers: Mapping[str, float]) -> str:
    return unsound(model.level, parameters_of(model.level, numbers))


def _without(model: LevelModel, found: Shaped, surface: Surface, names: list[str]) -> Shaped:
    """A fit that leaves some numbers as tabled and begins at what was found for the others."""
    limits = {name: limit for name, limit in model.limits.items() if name not in names}
    start = {**found.numbers, **{name: model.start[name] for name in names}}
    return shaped(
        replace(model, limits=limits, start=start), [replace(surface, place=found.places[0])], _EFFORT
    )


def _fault(level: str, solid: Solid, step_mm: float) -> str:
    try:
        mesh = gated(level, extract(solid, step_mm), GENUS[level])
    except (MeshFault, ValueError) as fault:
        return f"the shape found makes no sound bone ({fault})"
    return "the shape found makes a bone in pieces" if len(np.unique(components(mesh))) > 1 else ""
