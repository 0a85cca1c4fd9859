"""Taking the column apart: how far each structure moves, a matter of display and not of anatomy."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.anatomy.structure import Structure
from meshes.geometry.axes import ANTERIOR, LEFT, POSTERIOR, SUPERIOR, Vector
from viewer.model.visibility import levels_of

LEVEL_APART_MM = 26.0
"""How much farther apart neighbouring levels stand when all is taken apart."""

OUTWARD_MM: Mapping[str, Vector] = MappingProxyType(
    {
        "anterior-internal": 80.0 * LEFT,
        "posterior-internal": 80.0 * LEFT,
        "intervertebral": 45.0 * LEFT,
        "anterior-external": 45.0 * ANTERIOR,
        "basivertebral": 80.0 * ANTERIOR,
        "posterior-external": 45.0 * POSTERIOR,
    }
)
"""Where the veins of a group go, mm: the internal ones out of the canal to the patient's left."""


def require_amount(amount: float) -> float:
    """An amount of taking apart, if it is one. Raises ValueError outside 0 to 1."""
    if not 0.0 <= amount <= 1.0:
        raise ValueError(f"{amount:g} is outside 0 to 1")
    return amount


def shift_mm(structure: Structure, levels: tuple[str, str], amount: float) -> Vector:
    """How far a structure is moved, (3,) mm.

    Parameters
    ----------
    structure
        What moves: a level along the column from the middle of what is shown, a vein also outward.
    levels
        First and last level shown.
    amount
        0 together, 1 wholly apart.
    """
    middle = sum(LEVELS.index(level) for level in levels) / 2.0
    own = [LEVELS.index(level) for level in levels_of(structure)]
    steps = middle - sum(own) / len(own) if own else 0.0
    outward = OUTWARD_MM.get(structure.group, np.zeros(3))
    moved: Vector = amount * (steps * LEVEL_APART_MM * SUPERIOR + outward)
    return moved
