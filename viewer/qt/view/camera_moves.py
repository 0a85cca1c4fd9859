"""What dragging and the wheel do to a viewpoint, as pure functions."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from viewer.model.motion import about_vertical
from viewer.model.viewpoint import Triple, Viewpoint, triple

MIN_HEIGHT_MM = 2.0
MAX_HEIGHT_MM = 4000.0


def turned(viewpoint: Viewpoint, rightward: float, upward: float) -> Viewpoint:
    """The eye carried round the centre as if the column were a turntable.

    The column stays upright: `rightward` turns it about its own vertical, `upward` tips it about the
    picture's horizontal and stops where one looks straight down or up.

    Parameters
    ----------
    viewpoint
        Where the eye is.
    rightward, upward
        How far the near side of the column moves right and up in the picture, radians.
    """
    toward_eye, up = np.array(viewpoint.direction), np.array(viewpoint.up)
    side = -1.0 if up[2] < -1e-6 else 1.0
    elevation = math.atan2(toward_eye[2], math.hypot(toward_eye[0], toward_eye[1]))
    tilted = float(np.clip(elevation - side * upward, -math.pi / 2, math.pi / 2))
    tip = side * (tilted - elevation)
    raised = math.cos(tip) * toward_eye + math.sin(tip) * up
    upright = math.cos(tip) * up - math.sin(tip) * toward_eye
    spin = about_vertical(-side * rightward)
    return replace(viewpoint, direction=triple(spin @ raised), up=triple(spin @ upright))


def tumbled(viewpoint: Viewpoint, rightward: float, upward: float) -> Viewpoint:
    """The eye carried round the centre about the picture's own axes, so that the column may tilt.

    Parameters are those of :func:`turned`.
    """
    right, up, toward_eye = viewpoint.axes
    turned_eye = math.cos(rightward) * toward_eye - math.sin(rightward) * right
    direction = math.cos(upward) * turned_eye - math.sin(upward) * up
    upright = math.cos(upward) * up + math.sin(upward) * turned_eye
    return replace(viewpoint, direction=triple(direction), up=triple(upright))


def panned(viewpoint: Viewpoint, right: float, up: float) -> Viewpoint:
    """The picture shifted by parts of its height, so that what was under the pointer stays there."""
    return replace(viewpoint, centre=point_at(viewpoint, -right, -up))


def zoomed(viewpoint: Viewpoint, factor: float, right: float = 0.0, up: float = 0.0) -> Viewpoint:
    """The picture enlarged by `factor` about a point that stays where it is.

    Parameters
    ----------
    viewpoint
        Where the eye is; not a fitted one.
    factor
        Larger than one comes closer.
    right, up
        The fixed point, from the middle of the picture in parts of the picture's height.
    """
    height = _height(viewpoint)
    wanted = min(max(height / factor, MIN_HEIGHT_MM), MAX_HEIGHT_MM)
    fixed, centre = np.array(point_at(viewpoint, right, up)), np.array(viewpoint.centre)
    moved = fixed + (centre - fixed) * wanted / height
    return replace(viewpoint, centre=triple(moved), height_mm=wanted)


def point_at(viewpoint: Viewpoint, right: float, up: float) -> Triple:
    """The point of the plane through the centre that is seen at a place of the picture, mm.

    `right` and `up` count from the middle of the picture in parts of its height.
    Raises ValueError on a fitted viewpoint.
    """
    if viewpoint.centre is None:
        raise ValueError("a fitted viewpoint has no centre yet")
    rightward, upward, _ = viewpoint.axes
    return triple(np.array(viewpoint.centre) + _height(viewpoint) * (right * rightward + up * upward))


def _height(viewpoint: Viewpoint) -> float:
    if viewpoint.height_mm is None:
        raise ValueError("a fitted viewpoint has no height yet")
    return viewpoint.height_mm
