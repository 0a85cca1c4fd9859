"""Claims on the azygos veins: on which side they lie, where they cross and where they end."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import LEVELS
from meshes.checks.built import Built
from meshes.checks.claim import Measurement, at_most, none_lacking
from meshes.checks.veins.drainage_claim import drainage_claim, is_present

AZYGOS = "vein.segmental.azygos"
LEFT_VEINS = ("vein.segmental.hemiazygos", "vein.segmental.accessory-hemiazygos")

RIGHT_OF_MM = 4.0
"""How far to the left of the midline the azygos vein may lie: as much as a median one winds."""
CROSSING = {LEFT_VEINS[0]: ("T6", "T10"), LEFT_VEINS[1]: ("T5", "T9")}
"""Levels between which the left veins cross."""


def _sides(built: Built) -> Measurement | None:
    """How far the azygos vein strays to the left, and its partners to the right."""
    strayed = {}
    on_azygos = built.graph.nodes_of(AZYGOS)
    for name in built.graph.ids:
        if name.startswith(AZYGOS + ".T"):
            strayed[name] = float(built.graph.of(name).xyz[:, 0].mean())
        elif name.startswith(tuple(f"{each}.T" for each in LEFT_VEINS)):
            if (built.graph.nodes_of(name) & on_azygos).any():
                continue  # this part crosses
            strayed[name] = -float(built.graph.of(name).xyz[:, 0].mean())
    return at_most(strayed, RIGHT_OF_MM)


def _crossings(built: Built) -> Measurement | None:
    if not all(is_present(built, each) for each in (AZYGOS, *LEFT_VEINS)):
        return None
    return none_lacking([each for each in LEFT_VEINS if not _crosses(built, each)], len(LEFT_VEINS))


def _crosses(built: Built, family: str) -> bool:
    shared = built.graph.nodes_of(family) & built.graph.nodes_of(AZYGOS)
    if not shared.any():
        return False
    low, high = (LEVELS.index(each) for each in CROSSING[family])
    return all(low <= LEVELS.index(level) <= high for level in levels_of(built, shared))


def levels_of(built: Built, marked: np.ndarray) -> list[str]:
    """The vertebra in the plane of whose middle each marked node lies most nearly.

    Height alone would not do: far before a bent spine it is another one's.
    """
    levels = [each for each in built.column.levels if each in built.column.landmarks]
    points = built.graph.xyz[marked]
    off = [np.abs(built.column.poses[each].inverse().apply(points)[:, 2]) for each in levels]
    return [levels[place] for place in np.argmin(off, axis=0).tolist()]


def _arch(built: Built) -> Measurement | None:
    name = f"{AZYGOS}.arch"
    if load_catalogue().structures[name].level not in built.column.levels or not built.graph.edge_count:
        return None
    shared = built.graph.nodes_of(name) & built.graph.nodes_of("vein.caval.superior")
    sound = bool(shared.any()) and set(levels_of(built, shared)) <= {"T3", "T4", "T5"}
    return none_lacking([] if sound else [name], 1)


CLAIMS = (
    drainage_claim(
        "sides",
        "The azygos vein lies right or in the midline, its partners on the left",
        ("gray-1918", "tatar-2008"),
        _sides,
        RIGHT_OF_MM,
        "mm",
    ),
    drainage_claim(
        "crossing",
        "The hemiazygos vein crosses to the azygos vein between T6 and T10, the accessory between T5 and T9",
        ("dahran-2016",),
        _crossings,
    ),
    drainage_claim(
        "arch", "The azygos vein arches to the superior vena cava at T3, T4 or T5", ("priya-2023",), _arch
    ),
)
