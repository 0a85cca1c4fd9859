"""The occipital sinuses: from the back of the marginal sinus up both sides of the internal crest."""

from __future__ import annotations

import numpy as np

from meshes.network.builder import Vessel
from meshes.veins.cranial.marginal_sinus import joint
from meshes.veins.cranial.skull import PREFIX, Skull, mirrored
from meshes.veins.surroundings.site import OUTSIDE, sides, vessel


def occipital_sinus(skull: Skull) -> list[Vessel]:
    """One a side, drawn together upwards; they end at the edge of the model, towards the confluence."""
    return [_sinus(skull, side, sign) for side, sign in sides()]


def _sinus(skull: Skull, side: str, sign: float) -> Vessel:
    name, radius = f"{PREFIX}.occipital-sinus.{side}", skull.radius("occipital_sinus")
    groove, chance = skull.landmarks.occipital_groove[::-1], skull.chance(f"{PREFIX}.occipital-sinus {side}")
    wide = float(chance.uniform(0.9, 1.25)) * radius
    aside = np.linspace(4.0, 1.6, len(groove)) + chance.normal(0.0, 0.35, len(groove))
    start = skull.way(np.array([0.0, groove[0][1] - 2.5, groove[0][2]]), 1.2 * wide, joint(side, "back"))
    path = [
        skull.way(mirrored(np.array([x, y, 0.0]) + [0.0, 0.0, z + wide + 0.3], sign), wide)
        for x, (_, y, z) in zip(aside.tolist()[1::2], groove.tolist()[1::2], strict=True)
    ]
    return vessel(name, OUTSIDE, start, *path)
