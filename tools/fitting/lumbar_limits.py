"""How far a lumbar number of the table may move: sizes within their rows, edges as crisp as wished."""

from __future__ import annotations

from dataclasses import replace

from meshes.anatomy.measures import load_measures
from meshes.column.number_table import SIZE
from meshes.fitting.limit import Limit

_ABSOLUTE = {
    "front_corner": Limit(0.8, 1.3, 0.05, 0.15),
    "back_corner_upper": Limit(0.8, 1.3, 0.05, 0.15),
    "back_corner_lower": Limit(0.8, 1.3, 0.05, 0.15),
    "back_dip": Limit(-0.02, 0.2, 0.03, 0.04),
    "dish_span": Limit(0.75, 1.0, 0.1, 0.1),
    "dish_shift": Limit(-0.3, 0.3, 0.2, 0.15),
    "dish_upper": Limit(0.9, 3.5, 0.5, 0.8),
    "dish_lower": Limit(0.9, 3.5, 0.5, 0.8),
    "lip_upper": Limit(0.0, 1.0, 0.5, 0.4),
    "lip_lower": Limit(0.0, 1.0, 0.5, 0.4),
    "rim_back": Limit(0.2, 1.3, 0.3, 0.5),
    "flare": Limit(1.1, 3.0, 0.2, 0.4),
    "widest": Limit(0.3, 0.6, 0.05, 0.08),
    "roof": Limit(0.7, 1.0, 0.03, 0.05),
    "lean": Limit(0.05, 0.4, 0.05, 0.06),
    "corner": Limit(0.4, 1.0, 0.2, 0.2),
    "lens": Limit(0.0, 0.55, 0.2, 0.2),
    "lower_edge": Limit(0.0, 2.5, 0.4, 0.8),
    "tip_round": Limit(2.0, 8.0, 1.0, 2.0),
    "back_y": Limit(9.5, 20.0, 1.0, 3.0),
    "twist_deg": Limit(-50.0, 50.0, 8.0, 18.0),
    "roll_deg": Limit(-120.0, 120.0, 8.0, 25.0),
    "slope_deg": Limit(-10.0, 60.0, 8.0, 25.0),
    "melt": Limit(1.5, 6.5, 1.0, 1.5),
}

_BY_START = (
    ("thickness", Limit(1.5, 7.0, 0.7, 1.5)),
    ("width", Limit(2.5, 13.0, 1.0, 3.0)),
    ("half_", Limit(1.1, 8.0, 0.5, 1.2)),
    ("waist", Limit(0.0, 8.0, 0.5, 2.0)),
    ("top_", Limit(0.5, 18.0, 1.0, 4.0)),
    ("bottom_", Limit(0.5, 18.0, 1.0, 4.0)),
    ("bow", Limit(-3.5, 3.5, 1.0, 1.5)),
    ("cup", Limit(-3.5, 3.5, 1.0, 1.5)),
)

_BY_NAME = {
    "transverse.width_start": Limit(2.5, 8.0, 1.0, 3.0),
    "transverse.twist_deg": Limit(-15.0, 15.0, 8.0, 8.0),
    "transverse.bow_broad": Limit(-0.8, 0.8, 1.0, 0.5),
    "transverse.bow_thin": Limit(-0.8, 0.8, 1.0, 0.5),
    "transverse.cup": Limit(-0.8, 0.8, 1.0, 0.5),
    "lamina.thickness_start": Limit(2.4, 5.0, 0.7, 1.5),
    "lamina.thickness_middle": Limit(2.4, 5.0, 0.7, 1.5),
    "lamina.thickness_end": Limit(2.4, 5.0, 0.7, 1.5),
    "pedicle.melt": Limit(1.5, 5.5, 1.0, 1.5),
    "pedicle.front_z": Limit(0.0, 8.5, 1.0, 3.0),
    **{
        f"{part}.thickness_{place}": Limit(2.2, 6.0, 0.7, 1.2)
        for part in ("superior", "inferior")
        for place in ("start", "middle", "end")
    },
}

FIXED = ("pedicle.reach", "pedicle.flare", "transverse.end_x", "lamina.end_x", "body.rim_radius")
"""Numbers a fit leaves alone: a measure, the midline or the wish for a crisp rim tells them."""

BUILT_TO_MEASURED = {"EPWu": -0.015, "EPWl": -0.015, "EPDu": -0.01, "EPDl": -0.01, "VBHp": -0.055,
                     "SCW": -0.01, "SCD": -0.03, "PDW": -0.085, "PDH": -0.02, "TPW": 0.005}  # fmt: skip
"""By what part of it a built mesh measures more than it was asked for."""

HIGHEST = {("L1", "size.VBHp"): 1.168, ("L1", "size.PDH"): 0.99, ("L1", "pedicle.melt"): 4.0}
"""Highest values where a built bone measures more than `BUILT_TO_MEASURED` tells."""

LOWEST = {("L1", "size.PDW"): 1.02}
"""Lowest values, likewise."""

ROOM_MM = 6.0
"""How far a place may move from where the fit starts."""


def limit(level: str, name: str, start: float) -> Limit:
    """The limit of one number of one level, lower where its row asks for it."""
    found = _limit(level, name, start)
    low, high = LOWEST.get((level, name), found.low), HIGHEST.get((level, name), found.high)
    return replace(found, low=max(found.low, low), high=min(found.high, high))


def _limit(level: str, name: str, start: float) -> Limit:
    """The limit of one number of one level.

    Places may move a few millimetres, sizes within nine tenths of the spread of their row.
    """
    part, _, number = name.partition(".")
    if part == SIZE:
        row = load_measures().get(level, number)
        reach, bias = 0.9 * row.tolerance() / row.value, BUILT_TO_MEASURED[number]
        return Limit(1.0 - reach - bias, 1.0 + reach - bias, 0.03, 0.06)
    if name in _BY_NAME:
        return _BY_NAME[name]
    if number in _ABSOLUTE:
        return _ABSOLUTE[number]
    for beginning, found in _BY_START:
        if number.startswith(beginning):
            return found
    return Limit(start - ROOM_MM, start + ROOM_MM, 1.5, 5.0)
