"""The occipital veins: from the scalp over the outside of the squama into the suboccipital plexus."""

from __future__ import annotations

import numpy as np

from meshes.column.landmarks.occipital_surface import bowl_normal, on_surface
from meshes.column.shapes.occipital_shape import load_occipital_shape
from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.cranial import suboccipital_plexus
from meshes.veins.cranial.skull import PREFIX, Skull, mirrored
from meshes.veins.surroundings.site import LOOSE, OUTSIDE, sides, vessel

_COURSE = ((29.0, 55.0), (28.5, 50.0), (30.0, 44.5), (27.0, 39.0), (26.0, 32.5))
"""Places over which it comes down the squama on the left, mm to the side of and behind the middle of the
foramen magnum; at the last it leaves the bone between the muscles of the nape."""
_TWIG = ((13.0, 57.0), (18.0, 52.0))
"""The same of what it takes up from the side of the protuberance."""
_STRAY_MM = 1.6
_TAKES = 1
"""Where on its course the latter joins."""


def occipital_vein(skull: Skull) -> list[Vessel]:
    """Both veins, each of two stems."""
    return [each for side, sign in sides() for each in _vein(skull, side, sign)]


def _vein(skull: Skull, side: str, sign: float) -> list[Vessel]:
    name, radius = f"{PREFIX}.occipital-vein.{side}", skull.radius("occipital_vein")
    chance = skull.chance(f"occipital vein {side}")

    def stops(spots: tuple[tuple[float, float], ...], size: float) -> list[WayPoint]:
        strayed = np.array(spots) + np.clip(
            chance.normal(0.0, _STRAY_MM, (len(spots), 2)), -2.0 * _STRAY_MM, 2.0 * _STRAY_MM
        )
        return [skull.way(mirrored(_on_squama(x, y, size), sign), size) for x, y in strayed.tolist()]

    trunk, twig = stops(_COURSE, radius), stops(_TWIG, 0.7 * radius)
    trunk[_TAKES] = WayPoint(trunk[_TAKES].point, radius, f"{name}.fork")
    trunk[-1] = WayPoint(trunk[-1].point, radius, f"{name}.leaving")
    end = suboccipital_plexus.behind_artery(skull, side, sign, radius)
    inner, outer = (np.array(each.point) for each in (end, trunk[-1]))
    dip = 0.5 * (inner + outer) + skull.pose.rotation @ np.array([1.5 * sign, 2.5, -1.0])
    return [
        vessel(name, OUTSIDE, *trunk),
        vessel(name, OUTSIDE, *twig, trunk[_TAKES]),
        vessel(name, LOOSE, trunk[-1], WayPoint((float(dip[0]), float(dip[1]), float(dip[2])), radius), end),
    ]


def _on_squama(x: float, y: float, radius: float) -> Vector:
    shape = load_occipital_shape()
    skin = on_surface(shape, np.array([[x, y]]), 0.0)
    place: Vector = (skin + (radius + 0.4) * bowl_normal(shape.bowl, skin))[0]
    return place
