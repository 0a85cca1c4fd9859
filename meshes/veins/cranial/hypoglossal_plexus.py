"""The venous plexus of the hypoglossal canal, and the anterior condylar confluent outside it."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel
from meshes.veins.cranial.marginal_sinus import rim_place
from meshes.veins.cranial.skull import PREFIX, Skull, bulb, confluent, marginal, mirrored
from meshes.veins.surroundings.site import LOOSE, sides, vessel
from meshes.veins.variation import Person

_INLET_MM = 2.6
"""How far before the middle of the confluent the upper channel opens into it."""


def hypoglossal_plexus(skull: Skull) -> list[Vessel]:
    """Two channels round the nerve in each canal, joined at both of its ends."""
    return [each for side, sign in sides() for each in _in_canal(skull, side, sign)]


def _in_canal(skull: Skull, side: str, sign: float) -> list[Vessel]:
    name, canal = f"{PREFIX}.hypoglossal-plexus.{side}", skull.landmarks.hypoglossal
    radius, chance = skull.radius("hypoglossal_plexus"), skull.chance(f"hypoglossal {side}")
    way = (canal.outer - canal.inner) / np.linalg.norm(canal.outer - canal.inner)
    up = np.array([0.0, 0.0, 1.0]) - way * way[2]
    off = 0.5 * min(canal.inner_bore, canal.outer_bore) - radius - 0.45
    inner, out = canal.inner - 0.8 * way, []
    ends = ((_confluent_place(skull), confluent(side)), (_before(skull), _inlet(side)))
    for turn, (outer, joint) in zip((-1.0, 1.0), ends, strict=True):
        size = radius * float(chance.uniform(0.85, 1.15))
        places = [
            canal.inner + share * (canal.outer - canal.inner) + turn * off * up for share in (0.2, 0.55, 0.9)
        ]
        out.append(
            vessel(
                name,
                LOOSE,
                skull.way(mirrored(inner, sign), size, f"{name}.inner"),
                *(skull.way(mirrored(place, sign), size) for place in places),
                skull.way(mirrored(outer, sign), size, joint),
            )
        )
    return [*out, _to_sinus(skull, side, sign, name, inner)]


def _to_sinus(skull: Skull, side: str, sign: float, name: str, inner: Vector) -> Vessel:
    """The tie of its inner end to the marginal sinus, or, where that is wanting, to the basilar plexus."""
    radius = 0.9 * skull.radius("hypoglossal_plexus")
    start = skull.way(mirrored(inner, sign), radius, f"{name}.inner")
    if Person(skull.seed).has_marginal_link("hypoglossal-canal", side):
        place, target = rim_place(skull, 48.0, 2.0, 2.2), marginal(side, "fore")
    else:
        place, target = skull.landmarks.clivus[1] + [7.0, 1.5, 0.0], f"{PREFIX}.basilar-plexus.{side}.outer.0"
    return vessel(name, LOOSE, start, skull.way(mirrored(place, sign), radius, target))


def anterior_condylar_confluent(skull: Skull) -> list[Vessel]:
    """A wide meeting place before the condyle: hypoglossal plexus, jugular bulb and the neck open into it."""
    return [each for side, sign in sides() for each in _confluent(skull, side, sign)]


def _confluent_place(skull: Skull) -> Vector:
    canal = skull.landmarks.hypoglossal
    way = (canal.outer - canal.inner) / np.linalg.norm(canal.outer - canal.inner)
    place: Vector = canal.outer + 4.0 * way + [0.5, 0.0, -1.5]
    return place


def _before(skull: Skull) -> Vector:
    """Where the upper channel opens into it, on the side of the jugular bulb."""
    way = _jugular(skull) - _confluent_place(skull)
    place: Vector = _confluent_place(skull) + _INLET_MM * way / np.linalg.norm(way)
    return place


def _inlet(side: str) -> str:
    """The junction there: both channels meeting in one would turn into each other by a hairpin."""
    return f"{confluent(side)}.inlet"


def _jugular(skull: Skull) -> Vector:
    marks = skull.landmarks
    place: Vector = marks.jugular_centre + 2.0 * marks.jugular_long + 3.0 * marks.jugular_axis
    return place


def _confluent(skull: Skull, side: str, sign: float) -> list[Vessel]:
    """From the jugular bulb past the canal's mouth down to the plexus at the side of the atlas."""
    name, radius = f"{PREFIX}.anterior-condylar-confluent.{side}", skull.radius("anterior_condylar_confluent")
    middle, jugular, bed = _confluent_place(skull), _jugular(skull), skull.artery_bed()
    return [
        vessel(
            name,
            LOOSE,
            skull.way(mirrored(jugular, sign), 0.7 * radius, bulb(side)),
            skull.way(mirrored(0.5 * (jugular + _before(skull)) + [0.0, -1.5, -0.5], sign), 0.8 * radius),
            skull.way(mirrored(_before(skull), sign), 0.95 * radius, _inlet(side)),
            skull.way(mirrored(middle, sign), radius, confluent(side)),
            skull.way(mirrored(middle + [2.5, 3.0, -7.0], sign), 0.7 * radius),
            skull.atlas_way(mirrored(bed[1], sign), 0.5 * radius, f"suboccipital.{side}.1"),
        )
    ]
