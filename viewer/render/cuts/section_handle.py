"""The handle of a section: an arrow out of the plane that is pulled to move it and swung to tilt it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector
from viewer.model.section import Section
from viewer.model.viewpoint import Triple, Viewpoint, triple
from viewer.render.projection import projected
from viewer.render.protocol import Box, Cut

LENGTH = 0.13
"""Of the arrow, in parts of the picture's height."""
_BOX_LENGTH = 0.05
_SHORTEST = 0.03
"""An arrow seen shorter than this points at the eye: then the plane follows the pointer up and down."""
_SWING = 1.0 / LENGTH
"""How far the arrow turns, radians, while its tip goes across the picture's height."""


@dataclass(frozen=True)
class Handle:
    """An arrow as it is seen, in parts of the picture's height from its middle, rightward and upward.

    Parameters
    ----------
    foot, tip
        Its ends.
    foot_mm
        The foot in the world, a point of the plane.
    length_mm
        From foot to tip in the world.
    """

    foot: tuple[float, float]
    tip: tuple[float, float]
    foot_mm: Triple
    length_mm: float

    def pulled(self, section: Section, right: float, up: float) -> Section:
        """The section after its tip was pulled by parts of the picture's height, along its normal."""
        return section.moved_to(section.offset_mm + self.pull_mm(right, up))

    def pull_mm(self, right: float, up: float) -> float:
        """How far a pull of its tip by parts of the picture's height goes along the arrow, mm."""
        arrow = np.array(self.tip) - self.foot
        seen = float(np.hypot(*arrow))
        share = up / LENGTH if seen < _SHORTEST else float(arrow @ [right, up]) / seen**2
        return share * self.length_mm

    def swung(self, section: Section, viewpoint: Viewpoint, right: float, up: float) -> Section:
        """The section after its tip was swung: the plane turns about the foot and stays flat."""
        rightward, upward, _ = viewpoint.axes
        towards = np.array(section.normal) + _SWING * (right * rightward + up * upward)
        return Section(triple(towards / np.linalg.norm(towards)), 0.0, self.foot_mm, section.spared)


def handle_of(cut: Cut, viewpoint: Viewpoint) -> Handle:
    """The handle of a cut, standing where the plane is nearest to the middle of the view.

    Raises
    ------
    ValueError
        On a fitted viewpoint.
    """
    if viewpoint.centre is None or viewpoint.height_mm is None:
        raise ValueError("a fitted viewpoint has no picture yet")
    normal, centre = np.array(cut.normal), np.array(viewpoint.centre)
    foot: Vector = centre - float((centre - np.array(cut.point)) @ normal) * normal
    return _arrow(foot, normal, LENGTH * viewpoint.height_mm, viewpoint)


def box_handles(box: Box, viewpoint: Viewpoint) -> tuple[Handle, ...]:
    """An arrow out of the middle of each side of a box, in the order of the sides. Raises ValueError too."""
    if viewpoint.height_mm is None:
        raise ValueError("a fitted viewpoint has no picture yet")
    length = _BOX_LENGTH * viewpoint.height_mm
    return tuple(_arrow(np.array(point), np.array(normal), length, viewpoint) for point, normal in box.sides)


def _arrow(foot: Vector, normal: Vector, length: float, viewpoint: Viewpoint) -> Handle:
    (seen_foot, seen_tip), _ = projected(np.array([foot, foot + length * normal]), viewpoint)
    return Handle(_pair(seen_foot), _pair(seen_tip), triple(foot), length)


def _pair(place: Vector) -> tuple[float, float]:
    return float(place[0]), float(place[1])
