"""How far a fit may move each number of a cervical shape."""

from __future__ import annotations

from fnmatch import fnmatchcase

from meshes.fitting.limit import Limit

_STRAIGHT = (
    "fork",
    "root",
    "transverse",
    "posterior_root",
    "anterior_root",
    "isthmus",
    "lamella",
    "posterior_bar",
)

FIXED = (
    "spinous.start_x",
    "spinous.end_x",
    "spinous.roll_deg",
    "spinous.cup",
    "spinous.twist_deg",
    "channel.below_z",
    "channel.out_x",
    "anterior_tubercle.x@C1",
    "posterior_tubercle.x",
    "posterior_middle.start_*",
    "posterior_middle.end_x",
    "posterior_middle.roll_deg",
    "posterior_middle.twist_deg",
    "posterior_middle.bow_broad",
    "posterior_middle.cup",
    "body.uncus_*@C2",
    "anterior_bar.cup",
    "anterior_bar.twist_deg",
    *(f"{part}.{number}" for part in _STRAIGHT for number in ("cup", "twist_deg")),
)
"""Numbers that stay: what lies in the median plane must, and some bars are plain. ``@`` names a level."""

LEVEL_LIMITS = {
    ("C1", "foramen.half_x"): (2.75, 3.4),
    ("C1", "foramen.half_y"): (3.35, 4.3),
    ("C1", "superior_facet.half_*"): (4.0, 20.0),
    ("C1", "groove.radius"): (3.7, 4.6),
    ("C2", "channel.radius"): (2.5, 3.3),
    ("C2", "dens.base_z"): (-4.0, 1.5),
    ("C2", "dens.melt"): (2.5, 5.0),
    ("C7", "foramen.half_?"): (2.0, 2.6),
    ("C7", "foramen.lean_?"): (-0.3, 0.3),
    ("C7", "fork.start_x"): (0.0, 1.0),
    ("C7", "fork.end_x"): (0.0, 1.2),
    ("C?", "foramen.half_?"): (2.8, 3.5),
    ("C1", "posterior_root.thickness_*"): (1.3, 5.0),
    ("C1", "posterior_root.width_middle"): (1.8, 6.0),
    ("C2", "transverse.thickness_*"): (1.3, 5.0),
    ("C2", "posterior_root.thickness_*"): (1.3, 5.0),
    ("C?", "lamina.thickness_*"): (1.3, 5.0),
    ("C?", "lamina.lens"): (0.0, 0.35),
    ("C?", "pillar.r*"): (1.2, 2.8),
    ("C6", "body.depth_ratio_lower"): (1.02, 1.12),
    ("C7", "body.lower_bevel"): (-0.3, 0.6),
    ("C7", "body.lower_bulge"): (0.3, 1.8),
    ("C7", "anterior_tubercle.half_?"): (0.8, 2.2),
    ("C7", "anterior_tubercle.melt"): (3.0, 6.0),
    ("C[3-7]", "anterior_tubercle.half_x"): (0.8, 3.0),
    ("C[3-7]", "anterior_tubercle.half_y"): (0.8, 2.6),
    ("C[3-7]", "anterior_tubercle.half_z"): (0.8, 4.0),
    ("C[3-7]", "anterior_tubercle.melt"): (2.0, 5.0),
    ("C[3-7]", "fork.width_end"): (1.0, 2.6),
    ("C[3-7]", "fork.thickness_end"): (0.9, 2.2),
    ("C[3-7]", "lamella.thickness_middle"): (1.2, 5.0),
    ("C[3-7]", "posterior_bar.thickness_middle"): (1.2, 5.0),
}
"""Narrower bounds: foramina as published, one spinous tip at C7, no edge or bar a grid cannot hold.

The first match counts."""

LIMITS = (
    ("*.*_ratio*", Limit(0.92, 1.08, 0.05, 0.06)),
    ("*.*_deg", Limit(-150.0, 150.0, 8.0, 20.0)),
    ("*.*_corner_*", Limit(0.75, 1.35, 0.05, 0.12)),
    ("*.back_dip", Limit(-0.1, 0.3, 0.03, 0.05)),
    ("*.front_point", Limit(0.85, 1.15, 0.03, 0.05)),
    ("*.*_tilt", Limit(-0.4, 0.5, 0.05, 0.1)),
    ("*.*_bulge", Limit(-3.0, 4.0, 0.5, 1.0)),
    ("*.lower_bevel", Limit(-3.0, 4.0, 0.5, 1.0)),
    ("*.uncus_height", Limit(0.5, 7.0, 0.5, 1.0)),
    ("*.uncus_front", Limit(-1.0, 0.8, 0.1, 0.3)),
    ("*.uncus_soft", Limit(0.15, 1.0, 0.1, 0.2)),
    ("*.uncus_back", Limit(-0.3, 0.9, 0.1, 0.2)),
    ("*.uncus_power", Limit(0.8, 2.5, 0.2, 0.3)),
    ("*.rim_radius", Limit(0.9, 2.5, 0.3, 0.3)),
    ("*.*_breadth", Limit(0.2, 7.0, 0.5, 1.5)),
    ("body.upper_back", Limit(-1.5, 3.0, 0.4, 0.7)),
    ("body.lower_back", Limit(-1.5, 3.0, 0.4, 0.7)),
    ("body.waist_*", Limit(-1.5, 3.0, 0.4, 0.7)),
    ("*.flare", Limit(1.3, 5.0, 0.3, 0.5)),
    ("*.widest", Limit(0.15, 0.7, 0.1, 0.15)),
    ("*.roof", Limit(0.6, 1.25, 0.05, 0.1)),
    ("*.floor", Limit(0.6, 1.6, 0.05, 0.1)),
    ("*.lean", Limit(-0.3, 0.8, 0.1, 0.15)),
    ("*.lean_?", Limit(-0.8, 0.8, 0.1, 0.2)),
    ("*.shear_?", Limit(-1.0, 1.0, 0.1, 0.2)),
    ("*.corner", Limit(0.25, 1.0, 0.2, 0.25)),
    ("*.lens", Limit(0.0, 0.75, 0.2, 0.25)),
    ("*.squareness", Limit(0.0, 0.8, 0.1, 0.2)),
    ("*.dome", Limit(0.3, 5.0, 0.4, 0.8)),
    ("*.radius", Limit(2.0, 4.6, 0.2, 0.3)),
    ("*.melt", Limit(0.6, 5.0, 0.7, 1.0)),
    ("*.round", Limit(0.8, 2.5, 0.3, 0.4)),
    ("*.rim", Limit(0.6, 4.0, 0.3, 0.6)),
    ("*.crown", Limit(0.0, 4.0, 0.5, 1.2)),
    ("*.thickness_*", Limit(0.9, 7.0, 0.5, 1.0)),
    ("*.width_*", Limit(1.0, 11.0, 0.7, 1.5)),
    ("*.*half_*", Limit(0.6, 13.0, 0.5, 1.2)),
    ("*.bow_*", Limit(-4.0, 4.0, 0.7, 1.2)),
    ("*.cup", Limit(-4.0, 4.0, 0.7, 1.2)),
    ("*", Limit(-60.0, 60.0, 1.0, 2.5)),
)
"""By pattern of the dotted name; the first match counts. The last is for coordinates, mm."""


def neck_limit(level: str, name: str) -> Limit | None:
    """The limit of a number, or None where it stays."""
    if any(_matches(level, name, pattern) for pattern in FIXED):
        return None
    found = next(lim for pattern, lim in LIMITS if fnmatchcase(name, pattern))
    for (where, pattern), (low, high) in LEVEL_LIMITS.items():
        if fnmatchcase(level, where) and fnmatchcase(name, pattern):
            return Limit(low, high, found.step, found.spread)
    return found


def _matches(level: str, name: str, pattern: str) -> bool:
    pattern, _, only = pattern.partition("@")
    return fnmatchcase(name, pattern) and only in ("", level)
