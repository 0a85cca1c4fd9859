"""How far a lumbar number of the table may move: less far than in a fit of one bone.

Sizes stay within their rows and edges as crisp as wished; the rest is the limit of `retia fit`.
"""

from __future__ import annotations

from dataclasses import replace

from meshes.anatomy.measures import load_measures
from meshes.column.shapes.number_table import SIZE
from meshes.fitting.limit import Limit
from meshes.fitting.trunk_limits import trunk_limit

Range = tuple[float, float]

_BY_NUMBER: dict[str, Range] = {
    "back_dip": (0.0, 0.3),
    "dish_span": (0.65, 1.0),
    "dish_shift": (-0.6, 0.6),
    "dish_upper": (0.4, 3.5),
    "dish_lower": (0.4, 3.5),
    "lip_upper": (0.0, 1.0),
    "lip_lower": (0.0, 1.0),
    "rim_back": (0.2, 2.0),
    "flare": (1.1, 3.0),
    "widest": (0.3, 0.6),
    "roof": (0.7, 1.0),
    "lean": (0.05, 0.4),
    "corner": (0.4, 1.0),
    "lens": (0.0, 0.55),
    "lower_edge": (0.0, 2.5),
    "tip_round": (2.0, 8.0),
    "back_y": (9.5, 20.0),
    "twist_deg": (-50.0, 50.0),
    "roll_deg": (-120.0, 120.0),
    "slope_deg": (-10.0, 60.0),
    "melt": (1.5, 6.5),
}

_BY_NAME: dict[str, Range] = {
    "transverse.twist_deg": (-15.0, 15.0),
    "transverse.bow_broad": (-0.8, 0.8),
    "transverse.bow_thin": (-0.8, 0.8),
    "transverse.cup": (-0.8, 0.8),
    "pedicle.melt": (1.5, 5.5),
    "pedicle.front_z": (0.0, 8.5),
    **{f"lamina.thickness_{place}": (2.4, 5.0) for place in ("start", "middle", "end")},
    **{
        f"{part}.thickness_{place}": (2.2, 6.0)
        for part in ("superior", "inferior")
        for place in ("start", "middle", "end")
    },
}

_BY_START: tuple[tuple[str, Range], ...] = (
    ("width", (2.5, 13.0)),
    ("waist", (0.0, 8.0)),
    ("bow", (-3.5, 3.5)),
    ("cup", (-3.5, 3.5)),
    ("top_", (0.5, 18.0)),
    ("bottom_", (0.5, 18.0)),
)

FIXED = ("pedicle.flare", "body.rim_radius")
"""Numbers a table's fit leaves alone besides those of `retia fit`: a measure and the wish for a crisp rim
tell them."""

BUILT_TO_MEASURED = {"EPWu": -0.015, "EPWl": -0.015, "EPDu": -0.01, "EPDl": -0.01, "VBHp": -0.055,
                     "SCW": -0.01, "SCD": -0.03, "PDW": -0.085, "PDH": -0.02, "TPW": 0.005}  # fmt: skip
"""By what part of it a built mesh measures more than it was asked for."""

BY_LEVEL: dict[tuple[str, str], Range] = {
    ("L1", "size.VBHp"): (0.0, 1.18),
    ("L1", "size.SCW"): (0.875, 2.0),
    ("L1", "body.dish_upper"): (0.8, 3.5),
    ("L1", "body.dish_lower"): (0.95, 3.5),
    ("L1", "body.dish_span"): (0.72, 1.0),
    ("L1", "body.dish_shift"): (-0.1, 0.4),
    ("L1", "body.rim_back"): (0.2, 1.7),
}
"""Narrower where a built bone measures more, or less, than `BUILT_TO_MEASURED` tells, and where one person
would draw a level away from its neighbours: the endplates of the only real L1 are all but flat.
"""

KEPT = {"L1": ("canal.", "pedicle.", "size.SCD", "size.PD", "superior.melt")}
"""Beginnings of the numbers of a level that stay where they start.

The first lumbar vertebra of the visible human has pedicles and a canal beyond the rows, for its surface is
shrink-wrapped: a fit that follows them there leaves the spread of what was measured.
"""

ROOM_MM = 8.0
"""How far a place may move from where the fit starts."""

_SIZE_STEP, _SIZE_SPREAD, _SHARE = 0.03, 0.06, 0.95
"""A size's natural step and spread, and the part of its row's spread it may use."""


def table_limit(level: str, name: str, start: float) -> Limit | None:
    """The limit of one number of one level, None where it stays.

    It always holds `start`.
    """
    wide = trunk_limit(name, start)
    if wide is None or name in FIXED or name.startswith(KEPT.get(level, ())):
        return None
    found = _sized(level, name) if name.startswith(f"{SIZE}.") else _narrower(wide, name, start)
    low, high = BY_LEVEL.get((level, name), (found.low, found.high))
    return replace(found, low=max(found.low, low), high=min(found.high, high)).holding(start)


def _sized(level: str, name: str) -> Limit:
    measure = name.partition(".")[2]
    row = load_measures().get(level, measure)
    reach, bias = _SHARE * row.tolerance() / row.value, BUILT_TO_MEASURED[measure]
    return Limit(1.0 - reach - bias, 1.0 + reach - bias, _SIZE_STEP, _SIZE_SPREAD)


def _narrower(wide: Limit, name: str, start: float) -> Limit:
    number = name.partition(".")[2]
    by_start = next((found for beginning, found in _BY_START if number.startswith(beginning)), None)
    found = _BY_NAME.get(name) or _BY_NUMBER.get(number) or by_start
    low, high = found or (start - ROOM_MM, start + ROOM_MM)
    return replace(wide, low=max(wide.low, low), high=min(wide.high, high))
