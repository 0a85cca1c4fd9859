"""The lateral condylar veins: from the jugular bulb past the condyle to the plexus round the artery."""

from __future__ import annotations

import numpy as np

from meshes.network.builder import Vessel
from meshes.veins.cranial import sigmoid_sinus, suboccipital_plexus
from meshes.veins.cranial.skull import Skull, mirrored
from meshes.veins.surroundings.site import LOOSE, sides, vessel
from meshes.veins.variation import Person, lateral_condylar_id

_BESIDE_MM = (10.5, 2.5, -1.0)
"""How far to the side, behind and over the middle of the articular surface the vein passes the condyle."""


def lateral_condylar(skull: Skull) -> list[Vessel]:
    """On the sides on which a person has it."""
    found = Person(skull.seed).lateral_condylar_sides
    return [_vein(skull, side, sign) for side, sign in sides() if side in found]


def _vein(skull: Skull, side: str, sign: float) -> Vessel:
    name, chance = lateral_condylar_id(side), skull.chance(f"lateral condylar {side}")
    radius = float(chance.uniform(0.8, 1.1)) * skull.radius("lateral_condylar")
    beside = skull.landmarks.condyle_centre + np.array(_BESIDE_MM)
    start = sigmoid_sinus.under_bulb(skull, side, sign, radius)
    return vessel(
        name,
        LOOSE,
        start,
        skull.way(mirrored(beside + [1.5, 1.0, 5.0], sign), radius),
        skull.way(mirrored(beside, sign), radius),
        skull.way(mirrored(beside + [-1.5, 0.5, -5.5], sign), 0.9 * radius),
        suboccipital_plexus.above_atlas(skull, side, sign, 0.7 * radius),
    )
