"""Landmarks of one vertebra in its own frame: every number that bones and veins share.

Lengths are millimetres and angles radians throughout. Points of paired landmarks are those of the left side;
`mirrored` gives the right one. The frame has its origin at the middle of the posterior wall of the body.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import tan

import numpy as np

from meshes.geometry.axes import Vector

_MIRROR = np.array([-1.0, 1.0, 1.0])


@dataclass(frozen=True, eq=False)
class BodyLandmarks:
    """The body: an oval block from y = -depth to y = 0.

    Parameters
    ----------
    half_width_upper, half_width_waist, half_width_lower : float
        Half of the transverse width at the upper rim, the waist and the lower rim.
    depth_upper, depth_waist, depth_lower : float
        Depth in the midline at the same heights.
    height_posterior : float
        Height at the posterior rims; `height_anterior` follows from the wedge.
    wedge : float
        Angle between the endplates, positive where the front is lower. The frame halves it.
    """

    half_width_upper: float
    half_width_waist: float
    half_width_lower: float
    depth_upper: float
    depth_waist: float
    depth_lower: float
    height_posterior: float
    wedge: float

    @property
    def height_anterior(self) -> float:
        """Height at the anterior rims."""
        return self.height_posterior - (self.depth_upper + self.depth_lower) * tan(self.wedge / 2)

    def top(self, y: float | Vector) -> float | Vector:
        """Height z of the upper endplate's rim plane at depth y."""
        return self.height_posterior / 2 + y * tan(self.wedge / 2)

    def bottom(self, y: float | Vector) -> float | Vector:
        """Height z of the lower endplate's rim plane at depth y."""
        return -self.height_posterior / 2 - y * tan(self.wedge / 2)


@dataclass(frozen=True, eq=False)
class CanalLandmarks:
    """The vertebral canal: flat in front (y = 0), widest before its middle, rounded or triangular behind.

    Parameters
    ----------
    half_width : float
        Half of the widest transverse width, between the pedicles.
    depth : float
        Midline depth where it is least.
    widest_y : float
        Where it is widest.
    back_exponent : float
        Roundness of the back: 2 an ellipse, towards 1 a triangle.
    """

    half_width: float
    depth: float
    widest_y: float
    back_exponent: float

    FRONT_EXPONENT = 3.5

    def outline(self, depth: float | None = None, count: int = 64) -> Vector:
        """Corners (count, 2) of the outline in x and y, anticlockwise seen from above."""
        angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
        c, s = np.cos(angle), np.sin(angle)
        power = np.where(s < 0, self.FRONT_EXPONENT, self.back_exponent)
        reach = np.where(s < 0, self.widest_y, (self.depth if depth is None else depth) - self.widest_y)
        x = self.half_width * np.sign(c) * np.abs(c) ** (2 / power)
        return np.stack([x, self.widest_y + reach * np.sign(s) * np.abs(s) ** (2 / power)], axis=1)


@dataclass(frozen=True, eq=False)
class PedicleLandmarks:
    """A pedicle: an upright oval bar from body to arch.

    Parameters
    ----------
    centre : (3,) array
        Middle of its narrowest section (isthmus).
    width, height : float
        Transverse and upright size of that section.
    length : float
        From the posterior wall of the body to the lamina.
    transverse_angle : float
        Turn of its axis inwards as it runs forwards.
    sagittal_angle : float
        Rise of its axis as it runs backwards.
    """

    centre: Vector
    width: float
    height: float
    length: float
    transverse_angle: float
    sagittal_angle: float

    @property
    def top(self) -> float:
        """Height z of the upper margin, the floor of the superior vertebral notch."""
        return float(self.centre[2] + self.height / 2)

    @property
    def bottom(self) -> float:
        """Height z of the lower margin, the roof of the inferior vertebral notch."""
        return float(self.centre[2] - self.height / 2)


@dataclass(frozen=True, eq=False)
class LaminaLandmarks:
    """The laminae, joined in the midline.

    Parameters
    ----------
    front : float
        Depth y of their inner face in the midline where the canal is least deep.
    top, bottom : float
        Heights z of their upper and lower margins in the midline.
    thickness : float
        From the inner to the outer face.
    slope : float
        Angle of the inner face from the upright: it falls backwards below `narrowest`.
    """

    front: float
    top: float
    bottom: float
    thickness: float
    slope: float

    @property
    def narrowest(self) -> float:
        """Height z from which the inner face recedes downwards."""
        return self.top - 0.4 * (self.top - self.bottom)

    def front_at(self, z: float | Vector) -> Vector:
        """Depth y of the inner face in the midline at height z."""
        z = np.clip(np.asarray(z, float), self.bottom, None)
        return self.front + np.maximum(0.0, self.narrowest - z) * tan(self.slope)


@dataclass(frozen=True, eq=False)
class FacetLandmarks:
    """The bony face of an articular process.

    Parameters
    ----------
    centre : (3,) array
        Its middle.
    normal : (3,) array
        Unit direction it looks into, out of the bone.
    width, height : float
        Sizes across and along it.
    """

    centre: Vector
    normal: Vector
    width: float
    height: float

    def mirrored(self) -> FacetLandmarks:
        """The facet of the right side."""
        return replace(self, centre=self.centre * _MIRROR, normal=self.normal * _MIRROR)


@dataclass(frozen=True, eq=False)
class ForamenLandmarks:
    """The intervertebral foramen below the pedicle of this level.

    Parameters
    ----------
    centre : (3,) array
        Its middle, between the pedicles above and below.
    height, width : float
        Between the pedicles, and from body and disc to the superior articular process behind.
    """

    centre: Vector
    height: float
    width: float


@dataclass(frozen=True, eq=False)
class BasivertebralLandmarks:
    """A basivertebral foramen in the posterior wall of the body; where a body has several, see `openings`.

    Parameters
    ----------
    centre : (3,) array
        Middle of its mouth, y = 0; of a single one x = 0, too.
    width, height, depth : float
        Size of the mouth and how far the canal reaches forwards.
    """

    centre: Vector
    width: float
    height: float
    depth: float


@dataclass(frozen=True, eq=False)
class VertebraLandmarks:
    """Everything bones and veins have to agree on at one level.

    Parameters
    ----------
    level : str
        The level.
    facet_gap : float
        Space between the bony faces of a facet joint.
    spinous_tip : (3,) array
        Hindmost point of the spinous process, x = 0; `spinous_height` is its upright size near the tip.
    transverse_tip : (3,) array
        Tip of the left transverse process.
    outlet : (3,) array
        Where veins meet outside the left foramen below the level.
    """

    level: str
    body: BodyLandmarks
    canal: CanalLandmarks
    pedicle: PedicleLandmarks
    lamina: LaminaLandmarks
    superior_facet: FacetLandmarks
    inferior_facet: FacetLandmarks
    facet_gap: float
    spinous_tip: Vector
    spinous_height: float
    transverse_tip: Vector
    foramen: ForamenLandmarks
    basivertebral: BasivertebralLandmarks
    outlet: Vector

    def canal_depth(self, z: float | Vector) -> Vector:
        """Midline depth of the canal at height z."""
        return self.lamina.front_at(z)
