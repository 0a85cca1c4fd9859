"""A fitted shape that makes no sound bone, and the part to take back so that it does.

Where a real lamina or the wall of a foramen is thinner than a grid can hold, a fit may open a hole in it. Of
the parts whose tabled numbers close the hole the one is taken back that costs least, and the rest
fitted anew.
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
_STEPS_MM = (Detail.NORMAL.bone_step_mm, Detail.FINE.bone_step_mm)


def unsound(level: str, parameters: Mapping[str, float]) -> str:
    """Why the bone that stands in the column is none, or nothing."""
    solid = articulated_bone(level, column_frame(None, parameters))
    return next((fault for step in _STEPS_MM if (fault := _fault(level, solid, step))), "")


def mended(model: LevelModel, found: Shaped, surface: Surface, flaw: str) -> tuple[Shaped, str]:
    """The shape found with one part taken back to its tabled numbers and the others fitted anew.

    What no single part mends is returned as it is, with its flaw.
    """
    misses = {}
    for part, names in model.groups().items():
        back = {**found.numbers, **{name: model.start[name] for name in names}}
        solid = model.solid(back)
        if not _fault(model.level, solid, _STEPS_MM[0]):
            apart = np.abs(solid(found.places[0].apply(surface.cloud.points)) - surface.cloud.distances)
            misses[part] = float(apart.mean())
    for part in sorted(misses, key=lambda each: misses[each])[:2]:
        tried = _without(model, found, surface, model.groups()[part])
        if not unsound(model.level, parameters_of(model.level, tried.numbers)):
            return tried, ""
    return found, flaw


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
