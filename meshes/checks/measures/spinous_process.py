"""Length and slope of a spinous process, read off the median cut of a vertebra in its own frame."""

from __future__ import annotations

import numpy as np

from meshes.checks.measures.vertebra_cuts import NotMeasurable, VertebraCuts
from meshes.geometry.axes import Vector
from meshes.geometry.section import crossings

AXIS_SHARES = (0.5, 0.85)
"""Where, from the front of the laminae to the tip, the two middles lie that the axis runs through."""

_ROUNDS = 8
"""Turns after which the axis no longer changes."""


def spinous_slope_deg(cuts: VertebraCuts) -> float:
    """How steeply the axis of the process falls from the plane of the upper endplate, degrees.

    The axis runs through the middles of the process at two places behind the laminae, each between its upper
    and its lower edge at right angles to the axis. Raises NotMeasurable where it cannot be followed.
    """
    arch = cuts.arch
    axis = arch[arch[:, 0].argmax()] - arch[arch[:, 0].argmin()]
    for _ in range(_ROUNDS):
        axis = _through_middles(arch, axis / np.linalg.norm(axis))
    slope, _ = cuts.upper_endplate
    return float(np.degrees(np.arctan(slope) - np.arctan2(axis[1], axis[0])))


def _through_middles(outline: Vector, along: Vector) -> Vector:
    frame = np.array([along, [-along[1], along[0]]])
    turned = outline @ frame.T
    low, high = turned[:, 0].min(), turned[:, 0].max()
    middles = []
    for share in AXIS_SHARES:
        at = float(low + share * (high - low))
        edges = crossings(turned, 0, at)
        if not len(edges):
            raise NotMeasurable("the spinous process has no two edges")
        middles.append((at, (edges.min() + edges.max()) / 2))
    return np.asarray(np.subtract(middles[1], middles[0]) @ frame)


def spinous_length_mm(cuts: VertebraCuts, corner: Vector) -> float:
    """Distance in the midline from the hind rim of the upper endplate, `corner`, to the tip of the spine."""
    return float(np.linalg.norm(cuts.arch - corner, axis=1).max())
