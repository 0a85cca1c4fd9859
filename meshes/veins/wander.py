"""Natural irregularity: no vessel runs straight or keeps one calibre."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats

SWAY = 0.14
"""Sideways displacement between way-points as a share of their distance (one standard deviation)."""
VARICOSITY = 0.13
"""Relative change of calibre between way-points (one standard deviation)."""

_SPACING_MM = 4.5


def wandering(vessel: Vessel, chance: np.random.Generator) -> Vessel:
    """The vessel with more way-points, swayed and narrowed or widened by chance; its own stay in place."""
    path = [vessel.path[0]]
    for here, there in zip(vessel.path[:-1], vessel.path[1:], strict=True):
        path += _between(here, there, chance)
        path.append(there)
    return replace(vessel, path=tuple(path))


def _between(here: WayPoint, there: WayPoint, chance: np.random.Generator) -> list[WayPoint]:
    a, b = np.array(here.point), np.array(there.point)
    length = float(np.linalg.norm(b - a))
    count = max(round(length / _SPACING_MM) - 1, 1 if length > 2.5 else 0)
    out = []
    for share in (np.arange(count) + 1) / (count + 1):
        sway = _across(b - a, chance) * SWAY * length / (count + 1)
        swell = np.clip(1.0 + VARICOSITY * chance.standard_normal(), 0.75, 1.25)
        x, y, z = ((1 - share) * a + share * b + sway).tolist()
        out.append(
            WayPoint((x, y, z), float((1 - share) * here.radius + share * there.radius) * float(swell))
        )
    return out


def _across(direction: Floats, chance: np.random.Generator) -> Floats:
    """A random displacement at right angles to a direction, of unit variance a component."""
    unit = direction / max(float(np.linalg.norm(direction)), 1e-9)
    step = np.clip(chance.standard_normal(3), -1.8, 1.8)
    across: Floats = step - (step @ unit) * unit
    return across
