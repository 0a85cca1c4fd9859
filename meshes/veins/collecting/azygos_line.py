"""Where the azygos vein runs, for all that join it."""

from __future__ import annotations

from meshes.veins.collecting.terrain import Terrain

FAMILY = "vein.segmental.azygos"
GAP_MM = 2.6
"""Space kept from bone for the plexus on it."""

TOP, FOOT = "T5", "T12"
ARCH = "T4"
RISE = f"{FAMILY}.arch.rise"
"""Where the right superior intercostal vein joins the arch."""


def junction(level: str) -> str:
    """Where the right intercostal vein of a level joins."""
    return f"{FAMILY}.{level}.right"


def crossing(level: str) -> str:
    """Where a vein from the left joins at a level."""
    return f"{FAMILY}.{level}.crossing"


def origin() -> str:
    """Where the ascending lumbar and the subcostal vein make it."""
    return f"{FAMILY}.origin"


def angle(land: Terrain, level: str) -> float:
    """How far from the front of the body it runs, degrees, right negative."""
    base = -6.0 if land.person.is_azygos_median else -27.0
    sway = float(land.chance(f"{FAMILY} sway {level}").normal(0.0, 3.0))
    return base + sway - (12.0 if level == FOOT else 0.0)
