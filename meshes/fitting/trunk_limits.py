"""How far a fit may move each number of a thoracic or lumbar shape, and how far it is likely to."""

from __future__ import annotations

from types import MappingProxyType

from meshes.column.shapes.number_table import SIZE
from meshes.fitting.limit import Limit

_ABSOLUTE = MappingProxyType({
    "front_corner": Limit(0.8, 1.3, 0.05, 0.15),
    "back_corner_upper": Limit(0.8, 1.3, 0.05, 0.15),
    "back_corner_lower": Limit(0.8, 1.3, 0.05, 0.15),
    "back_dip": Limit(-0.05, 0.3, 0.03, 0.05),
    "dish_span": Limit(0.6, 1.0, 0.1, 0.1),
    "dish_shift": Limit(-0.6, 0.6, 0.2, 0.2),
    "dish_upper": Limit(0.2, 4.5, 0.5, 0.8),
    "dish_lower": Limit(0.2, 4.5, 0.5, 0.8),
    "lip_upper": Limit(0.0, 2.0, 0.5, 0.5),
    "lip_lower": Limit(0.0, 2.0, 0.5, 0.5),
    "rim_back": Limit(0.0, 3.0, 0.3, 0.5),
    "flare": Limit(1.0, 4.0, 0.2, 0.4),
    "widest": Limit(0.2, 0.65, 0.05, 0.1),
    "roof": Limit(0.6, 1.1, 0.03, 0.06),
    "lean": Limit(-0.05, 0.5, 0.05, 0.08),
    "corner": Limit(0.3, 1.0, 0.2, 0.2),
    "lens": Limit(0.0, 0.6, 0.2, 0.2),
    "lower_edge": Limit(0.0, 3.0, 0.4, 0.8),
    "tip_round": Limit(1.5, 8.0, 1.0, 2.0),
    "back_y": Limit(8.5, 20.0, 1.0, 3.0),
    "twist_deg": Limit(-60.0, 60.0, 8.0, 18.0),
    "roll_deg": Limit(-150.0, 150.0, 8.0, 25.0),
    "slope_deg": Limit(-20.0, 75.0, 8.0, 25.0),
    "melt": Limit(1.2, 7.0, 1.0, 1.5),
})  # fmt: skip

_BY_START = (
    ("thickness", Limit(1.4, 8.0, 0.7, 1.5)),
    ("width", Limit(2.0, 14.0, 1.0, 3.0)),
    ("half_", Limit(1.1, 8.0, 0.5, 1.2)),
    ("waist", Limit(-1.0, 8.0, 0.5, 2.0)),
    ("top_", Limit(0.5, 20.0, 1.0, 4.0)),
    ("bottom_", Limit(0.5, 20.0, 1.0, 4.0)),
    ("bow", Limit(-5.0, 5.0, 1.0, 1.5)),
    ("cup", Limit(-4.0, 4.0, 1.0, 1.5)),
)

_BY_NAME = MappingProxyType({
    "transverse.twist_deg": Limit(-30.0, 30.0, 8.0, 10.0),
    "pedicle.melt": Limit(1.5, 5.5, 1.0, 1.5),
    "pedicle.flare": Limit(0.8, 1.6, 0.1, 0.15),
    **{
        f"{part}.thickness_{place}": Limit(1.8, 7.0, 0.7, 1.2)
        for part in ("superior", "inferior", "lamina")
        for place in ("start", "middle", "end")
    },
})  # fmt: skip

_FIXED = ("pedicle.reach", "lamina.end_x", "transverse.end_x", "body.lip_side")
"""Numbers that stay: the body hides one, the median plane tells another, the measured span the third; the
last is for the uppermost levels alone."""

_WHOLE = ("costal", "accessory")
"""Parts that stay: a level has them or not."""

_SIZE = Limit(0.75, 1.35, 0.03, 0.1)
_PLACE_MM, _PLACE_STEP_MM, _PLACE_SPREAD_MM = 12.0, 1.5, 5.0


def trunk_limit(name: str, start: float) -> Limit | None:
    """The limit of a number that starts somewhere, None where it stays."""
    part, _, number = name.partition(".")
    if name in _FIXED or part in _WHOLE:
        return None
    if part == SIZE:
        return _SIZE
    if name in _BY_NAME:
        return _BY_NAME[name]
    if number in _ABSOLUTE:
        return _ABSOLUTE[number]
    for beginning, found in _BY_START:
        if number.startswith(beginning):
            return found
    return Limit(start - _PLACE_MM, start + _PLACE_MM, _PLACE_STEP_MM, _PLACE_SPREAD_MM)
