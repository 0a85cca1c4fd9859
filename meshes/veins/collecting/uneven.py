"""The unevenness of a body: nothing lies on the left just as it does on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from meshes.network.builder import Vessel
from meshes.network.graph import Floats

_SIZE_MM = np.array([1.1, 0.9, 2.0])
"""How far veins stray sideways, forwards and along the spine (one standard deviation); illustrative."""
_NARROW = 0.35
"""What of that is left to them in the transverse foramina of the neck."""
_WAVES, _LONG_MM = 24, (35.0, 90.0)
"""Of how many waves the field is made, and how long they are: neighbours stray together."""
_MOST = 2.0
"""Largest stray in standard deviations."""
_STRAYING, _IN_FORAMINA = "vein.segmental.", "vein.segmental.vertebral."


def uneven(vessels: Sequence[Vessel], chance: np.random.Generator) -> list[Vessel]:
    """The vessels with the segmental ones displaced by one smooth field, so that what is joined stays so."""
    length = chance.uniform(*_LONG_MM, _WAVES)
    way = chance.normal(size=(_WAVES, 3))
    wave = 2.0 * np.pi * way / (length * np.linalg.norm(way, axis=1))[:, None]
    height, phase = chance.normal(size=(_WAVES, 3)), chance.uniform(0.0, 2.0 * np.pi, _WAVES)

    def stray(points: Floats) -> Floats:
        found = np.sqrt(2.0 / _WAVES) * np.cos(points @ wave.T + phase) @ height
        strays: Floats = _SIZE_MM * np.clip(found, -_MOST, _MOST)
        return strays

    return [_displaced(each, stray) if each.structure.startswith(_STRAYING) else each for each in vessels]


def _displaced(vessel: Vessel, stray: Callable[[Floats], Floats]) -> Vessel:
    points = np.array([each.point for each in vessel.path])
    share = _NARROW if vessel.structure.startswith(_IN_FORAMINA) else 1.0
    moved = (points + share * stray(points)).tolist()
    path = [replace(each, point=(x, y, z)) for each, (x, y, z) in zip(vessel.path, moved, strict=True)]
    return replace(vessel, path=tuple(path))
