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


ABOVE, BELOW = 0.55, -0.5
"""Height at which a vein that comes up or down on the left joins, in half heights of the body: above or below
the intercostal vein of that level."""


def crossing(level: str, is_above: bool = True) -> str:
    """Where a vein from the left joins at a level."""
    return f"{FAMILY}.{level}.{'crossing' if is_above else 'low-crossing'}"


def origin() -> str:
    """Where the ascending lumbar and the subcostal vein make it."""
    return f"{FAMILY}.origin"


ASIDE = ((0.62, -0.62), (0.3, -0.1), (0.09, 0.42))
"""How it winds from its origin beside the lowest body round to the front: share of the way from there to the
very side that is still to go, and height in half heights of the body."""
SIDE_DEG = 92.0


def origin_spots(turn: float, half_mm: float) -> list[tuple[float, float]]:
    """Places of `ASIDE` at the lowest level: for a vein at an angle of `turn`, as `Spot`s."""
    side = SIDE_DEG if turn > 0.0 else -SIDE_DEG
    return [(turn + share * (side - turn), height * half_mm) for share, height in ASIDE]


def angle(land: Terrain, level: str) -> float:
    """How far from the front of the body it runs, degrees, right negative."""
    base = -6.0 if land.person.is_azygos_median else -27.0
    return base + float(land.chance(f"{FAMILY} sway {level}").normal(0.0, 3.0))
