"""The basivertebral canal: a funnel in the posterior wall of a body that loses itself in the marrow."""

from __future__ import annotations

import numpy as np

from meshes.column.landmarks.vertebra import BasivertebralLandmarks
from meshes.geometry.axes import Vector
from meshes.sdf.blend import smooth_maximum
from meshes.sdf.solid import Solid

_TIP_MM, _BEHIND_MM = 0.3, 3.0
"""Half the bore where the funnel ends; how far behind the posterior wall it is cut."""

_FALL = 1.25
"""Power of the narrowing: a wide mouth and a long thin end; illustrative."""


def basivertebral_canal(foramen: BasivertebralLandmarks) -> Solid:
    """The space of the canal, to be cut out of the body, blind in front.

    Parameters
    ----------
    foramen : BasivertebralLandmarks
        Place, width and height of the mouth, and how deep the canal goes.
    """
    mouth = np.array([foramen.width / 2, foramen.height / 2])
    steep = np.hypot(1.0, _FALL * mouth.max() / foramen.depth)

    def distance(points: Vector) -> Vector:
        x, y, z = (points - foramen.centre).T
        open_share = np.clip(1.0 + y / foramen.depth, 0.0, 1.0) ** _FALL
        half_x, half_z = (_TIP_MM + (half - _TIP_MM) * open_share for half in mouth)
        px, pz = x / half_x, z / half_z
        rho = np.sqrt(px * px + pz * pz) + 1e-9
        rate = np.sqrt((px / half_x) ** 2 + (pz / half_z) ** 2) / rho
        # On the axis itself the rate has no value of its own: the slower of its two neighbours' is taken.
        rate = np.maximum(rate, 1.0 / np.maximum(half_x, half_z))
        return smooth_maximum((rho - 1.0) / rate / steep, -y - foramen.depth, _TIP_MM)

    wide, high = mouth
    low = foramen.centre - np.array([wide, foramen.depth + _TIP_MM, high])
    bounds = np.array([low, foramen.centre + np.array([wide, _BEHIND_MM, high])])
    return Solid(distance, bounds, 1.3, is_symmetric=bool(foramen.centre[0] == 0.0))
