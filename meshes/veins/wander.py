"""Natural irregularity: no vessel runs straight or keeps one calibre."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats


@dataclass(frozen=True)
class Irregularity:
    """How vessels of one kind stray between their way-points.

    Parameters
    ----------
    sway : float
        Sideways displacement between way-points as a share of their distance (one standard deviation).
    varicosity : float
        Relative change of calibre between way-points (one standard deviation).
    bounds : pair of float
        Least and largest calibre as a share of what it would be without.
    spacing_mm, spacing_radii : float
        Distance of way-points: the larger of a length and a number of radii.
    straight : float
        Length from which a stretch too short for two of them is swayed all the same, in their distance.
    """

    sway: float
    varicosity: float
    bounds: tuple[float, float]
    spacing_mm: float
    spacing_radii: float
    straight: float

    def of(self, vessel: Vessel, chance: np.random.Generator) -> Vessel:
        """The vessel with more way-points, swayed and of changing calibre; its own stay in place."""
        path = [vessel.path[0]]
        for here, there in zip(vessel.path[:-1], vessel.path[1:], strict=True):
            path += self._between(here, there, chance)
            path.append(there)
        return replace(vessel, path=tuple(path))

    def _between(self, here: WayPoint, there: WayPoint, chance: np.random.Generator) -> list[WayPoint]:
        a, b = np.array(here.point), np.array(there.point)
        length = float(np.linalg.norm(b - a))
        spacing = max(self.spacing_mm, self.spacing_radii * (0.5 * (here.radius + there.radius)))
        count = max(round(length / spacing) - 1, 1 if length > self.straight * spacing else 0)
        out = []
        for share in (np.arange(count) + 1) / (count + 1):
            sway = _across(b - a, chance) * self.sway * length / (count + 1)
            swell = float(np.clip(1.0 + self.varicosity * chance.standard_normal(), *self.bounds))
            x, y, z = ((1 - share) * a + share * b + sway).tolist()
            out.append(WayPoint((x, y, z), float((1 - share) * here.radius + share * there.radius) * swell))
        return out


def _across(direction: Floats, chance: np.random.Generator) -> Floats:
    """A random displacement at right angles to a direction, of unit variance a component."""
    unit = direction / max(float(np.linalg.norm(direction)), 1e-9)
    step = np.clip(chance.standard_normal(3), -1.8, 1.8)
    across: Floats = step - (step @ unit) * unit
    return across


PLEXUS = Irregularity(0.14, 0.13, (0.75, 1.25), 4.5, 0.0, 2.5 / 4.5)
"""That of the veins of a plexus."""


def wandering(vessel: Vessel, chance: np.random.Generator) -> Vessel:
    """A vessel of a plexus, irregular."""
    return PLEXUS.of(vessel, chance)
