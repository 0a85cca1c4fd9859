"""The plane cuts of one vertebra that its measures are read off, each made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.section import encloses, flat_loops, signed_area_mm2
from meshes.geometry.trimesh import TriMesh

RING_STEP_MM = 0.75
"""Distance between the axial cuts through the canal."""

SPECK_MM2 = 5.0
"""Outlines smaller than this are not part of the body or the arch."""


Subject = TypeVar("Subject")


class NotMeasurable(ValueError):
    """The mesh lacks the part a measure is taken on."""


def measured(subject: Subject, measurers: Mapping[str, Callable[[Subject], float]]) -> dict[str, float]:
    """Every measure of a bone by name, mm; NaN where it lacks the part.

    Parameters
    ----------
    subject : VertebraCuts or TriMesh
        What the measurers read.
    measurers : mapping
        Each gives a length, or raises NotMeasurable.
    """
    return {name: _or_nan(measurer, subject) for name, measurer in measurers.items()}


def _or_nan(measurer: Callable[[Subject], float], subject: Subject) -> float:
    try:
        return measurer(subject)
    except NotMeasurable:
        return float("nan")


@dataclass(frozen=True, eq=False)
class Ring:
    """An axial cut in which bone closes round the canal: its height, and inner and outer outline in x, y."""

    height: float
    wall: Vector
    outer: Vector


@dataclass(frozen=True, eq=False)
class VertebraCuts:
    """A vertebra in its own frame, cut.

    Parameters
    ----------
    mesh : TriMesh
        Closed, in the frame of the vertebra.
    """

    mesh: TriMesh

    @cached_property
    def _median(self) -> tuple[Vector, Vector]:
        loops = [loop for loop in flat_loops(self.mesh, 0, 0.0) if abs(signed_area_mm2(loop)) > SPECK_MM2]
        if len(loops) < 2:
            raise NotMeasurable("the median cut does not show body and spinous process apart")
        front = min(loops[:3], key=lambda loop: float(loop[:, 0].mean()))
        return front, next(loop for loop in loops if loop is not front)

    @property
    def body(self) -> Vector:
        """Outline (K, 2) of the body in the median plane, y and z."""
        return self._median[0]

    @property
    def arch(self) -> Vector:
        """Outline (K, 2) of laminae and spinous process in the median plane, y and z."""
        return self._median[1]

    @cached_property
    def upper_endplate(self) -> tuple[float, float]:
        """Slope and height of the line z = slope * y + height that touches the upper rims."""
        return self._endplate(1.0)

    @cached_property
    def lower_endplate(self) -> tuple[float, float]:
        """Slope and height of the line z = slope * y + height that touches the lower rims."""
        return self._endplate(-1.0)

    def _endplate(self, sign: float) -> tuple[float, float]:
        """The line that rests on the front and on the back rim, whatever hollow lies between them."""
        y, z = self.body[:, 0], sign * self.body[:, 1]
        share = (y - y.min()) / np.ptp(y)
        front, back = share < 1 / 3, share > 2 / 3
        low, high = -1.0, 1.0
        while high - low > 1e-6:
            slope = (low + high) / 2
            lifted = z - slope * y
            # Too steep a line rests on the front rim alone, too flat a one on the back rim alone.
            low, high = (slope, high) if lifted[back].max() > lifted[front].max() else (low, slope)
        return sign * slope, sign * float((z - slope * y).max())

    @cached_property
    def rings(self) -> tuple[Ring, ...]:
        """The axial cuts in which bone closes round the canal, from below upwards. Raises NotMeasurable."""
        middle = np.array([0.0, (self.body[:, 0].max() + self.arch[:, 0].min()) / 2])
        rings = []
        for z in np.arange(self.body[:, 1].min(), self.body[:, 1].max(), RING_STEP_MM):
            loops = [loop for loop in flat_loops(self.mesh, 2, float(z)) if encloses(loop, middle)]
            if len(loops) >= 2:
                rings.append(Ring(float(z), loops[-1], loops[0]))
        if not rings:
            raise NotMeasurable("no axial cut closes round the canal")
        return tuple(rings)
