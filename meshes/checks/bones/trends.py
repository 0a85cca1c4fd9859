"""Claims on how sizes change along the column, and on the proportions of single bones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import atan, degrees

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import TRUNK_LEVELS, parse_range
from meshes.checks.bones.curves import endplate_lean_deg, sacral_slope_deg
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, none_lacking, within
from meshes.checks.measures.upper_neck_sizes import around
from meshes.checks.measures.vertebra_cuts import VertebraCuts
from meshes.column.landmarks.occipital import occipital_landmarks

BONE_AT = load_catalogue().bones
"""Id of the bone at each level."""

RISES = {"EPWu": ("C3:C7", "T4:L4"), "EPWl": ("C4:C7", "T4:L4")}
"""Runs of levels along which a width grows from each to the next."""

NARROW = ("T4", "T5", "T6", "T7")
"""Where canal and pedicles of T1 to L5 are narrowest."""

LORDOSIS_DEG, MAGNUM_RATIO = (20.0, 70.0), (1.1, 1.3)
"""Accepted lumbar lordosis, and length of the foramen magnum by its width."""


def _widening(built: Built) -> Measurement | None:
    culprits, tried = [], 0
    for measure, runs in RISES.items():
        for upper, lower in (pair for run in runs for pair in pairwise(parse_range(run))):
            if upper in built.sizes and lower in built.sizes:
                tried += 1
                if not built.sizes[upper][measure] < built.sizes[lower][measure]:
                    culprits.append(BONE_AT[lower])
    return none_lacking(culprits, tried)


def _canal(built: Built) -> Measurement | None:
    width = _of("SCW", built, ("C5", "C6", "C7", *TRUNK_LEVELS))
    if width is None:
        return None
    holds = {
        "T4": _least(width, TRUNK_LEVELS) in NARROW,
        "C6": width["C5"] < width["C6"] > width["C7"],
        "L5": _least({level: -mm for level, mm in width.items()}, TRUNK_LEVELS) == "L5",
    }
    return none_lacking([BONE_AT[level] for level, does in holds.items() if not does], len(holds))


def _pedicles(built: Built) -> Measurement | None:
    width = _of("PDW", built, TRUNK_LEVELS)
    if width is None:
        return None
    holds = {
        "T4": _least(width, TRUNK_LEVELS) in NARROW,
        "L5": _least({level: -mm for level, mm in width.items()}, TRUNK_LEVELS) == "L5",
    }
    return none_lacking([BONE_AT[level] for level, does in holds.items() if not does], len(holds))


def _of(measure: str, built: Built, levels: Sequence[str]) -> Mapping[str, float] | None:
    if not set(levels) <= set(built.sizes):
        return None
    return {level: built.sizes[level][measure] for level in levels}


def _least(values: Mapping[str, float], levels: Sequence[str]) -> str:
    return min(levels, key=lambda level: values[level])


def wedge_deg(built: Built, level: str) -> float:
    """Angle between the endplates of one body, kyphotic (front low) positive, read off its mesh."""
    cuts = VertebraCuts(built.unscaled(level))
    return degrees(atan(cuts.upper_endplate[0]) - atan(cuts.lower_endplate[0]))


def _wedges(built: Built) -> Measurement | None:
    if not {"T12", "L1", "L4", "L5"} <= set(built.bones):
        return None
    holds = {
        "T12": wedge_deg(built, "T12") > 0,
        "L1": wedge_deg(built, "L1") > 0,
        "L5": wedge_deg(built, "L5") < 0 and built.sizes["L5"]["VBHp"] < built.sizes["L4"]["VBHp"],
    }
    return none_lacking([BONE_AT[level] for level, does in holds.items() if not does], len(holds))


def _lordosis(built: Built) -> Measurement | None:
    if not {"L1", "S1"} <= set(built.bones):
        return None
    found = sacral_slope_deg(built) - endplate_lean_deg(built, "L1", is_upper=True)
    return within({BONE_AT["L1"]: found}, LORDOSIS_DEG)


def magnum_mm(built: Built) -> tuple[float, float]:
    """Least length and width of the foramen magnum over the heights of its rim, at a scale of 1."""
    mesh = built.unscaled("C0")
    heights = np.arange(0.0, 5.1, 0.5)
    length, width = (
        min(np.subtract(*around(mesh, axis, (0.0, 0.0, float(z)))[::-1]) for z in heights) for axis in (1, 0)
    )
    return float(length), float(width)


def _magnum(built: Built) -> Measurement | None:
    if "C0" not in built.bones:
        return None
    length, width = magnum_mm(built)
    return within({BONE_AT["C0"]: length / width}, MAGNUM_RATIO)


def _hypoglossal(built: Built) -> Measurement | None:
    """How far the inner mouth lies from basion and opisthion of the mesh against the rows, in deviations."""
    if "C0" not in built.bones:
        return None
    mouth, rows = occipital_landmarks().hypoglossal.inner * built.scale, built.occipital
    mesh = built.local("C0")
    front, back = (np.array([0.0, y, 0.0]) for y in around(mesh, 1, (0.0, 0.0, 0.0)))
    off = []
    for end, name in ((front, "HC_to_basion"), (back, "HC_to_opisthion")):
        row = rows.get("C0", name)
        distance = float(np.linalg.norm(mouth - end)) / built.scale
        off.append((distance - row.value) / row.tolerance())
    return within({BONE_AT["C0"]: max(off, key=abs)}, (-2.0, 2.0))


CLAIMS = (
    Claim(
        "trend.widening",
        "Endplates widen from level to level, C3 to C7 (lower ones from C4) and T4 to L4",
        "levels",
        0.0,
        ("panjabi-1991-cervical", "panjabi-1991-thoracic", "panjabi-1992"),
        _widening,
    ),
    Claim(
        "trend.canal",
        "The canal is narrowest in T4 to T7, widest at C6 of the lower neck and at L5 of the trunk",
        "levels",
        0.0,
        ("panjabi-1991-cervical", "panjabi-1991-thoracic", "panjabi-1992"),
        _canal,
    ),
    Claim(
        "trend.pedicles",
        "Pedicles of T1 to L5 are narrowest in T4 to T7 and widest at L5",
        "levels",
        0.0,
        ("panjabi-1991-thoracic", "panjabi-1992"),
        _pedicles,
    ),
    Claim(
        "trend.wedges",
        "T12 and L1 are lower in front, L5 behind and there lower than L4",
        "levels",
        0.0,
        ("bonczar-2024", "kunkel-2011"),
        _wedges,
    ),
    Claim(
        "trend.lordosis",
        "The lordosis from L1 to the sacrum is one a standing person may have",
        "deg",
        LORDOSIS_DEG,
        ("white-panjabi",),
        _lordosis,
    ),
    Claim(
        "trend.magnum",
        "The foramen magnum is longer than wide",
        "1",
        MAGNUM_RATIO,
        ("kizilkanat-2006",),
        _magnum,
    ),
    Claim(
        "trend.hypoglossal",
        "The hypoglossal canal opens as far from basion and opisthion as published, within two deviations",
        "SD",
        (-2.0, 2.0),
        ("kizilkanat-2006",),
        _hypoglossal,
    ),
)
