"""One structure's surface in full and lighter, each with what is painted on it."""

from __future__ import annotations

import numpy as np
import pyvista as pv

from viewer.render.course import course_mm
from viewer.render.surfaces import COURSE, HOLLOW, deepen, stand_in

FULL = 1.0
"""Share of the triangles that the full surface has."""


class Versions:
    """Keeps the stand-ins of a surface, by the share of its triangles that they keep.

    Parameters
    ----------
    full
        The full surface, with normals.
    """

    def __init__(self, full: pv.PolyData) -> None:
        self.full = full
        self.is_deep = HOLLOW not in full.point_data
        self._lighter: dict[float, pv.PolyData] = {}
        # Told by share which have a course: asked for thousands of times while they get one.
        self._laid: set[float] = set()

    def of(self, share: float) -> pv.PolyData:
        """The stand-in of a share, or the full surface where there is none."""
        return self._lighter.get(share, self.full)

    def has_stand_in(self, share: float) -> bool:
        """Whether the stand-in of a share is ready, with or without a course."""
        return share in self._lighter

    def has_course(self, share: float = FULL) -> bool:
        """Whether the surface of a share carries how its vessels run."""
        return share in self._laid

    def make(self, share: float) -> None:
        """Make the stand-in of a share if there is none."""
        if share not in self._lighter:
            self._lighter[share] = stand_in(self.full, share)

    def lay_course(self, share: float = FULL) -> None:
        """Reckon how the vessels of the surface of a share run, if it is not known."""
        surface = self.of(share)
        # A surface of few triangles is its own stand-in.
        if share not in self._laid and COURSE not in surface.point_data:
            surface.point_data[COURSE] = course_mm(surface).astype(np.float32)
        self._laid.add(share)

    def deepen(self) -> None:
        """Darken the hollows of the full surface; lighter ones are to be made anew."""
        deepen(self.full)
        self.is_deep = True
        self._lighter.clear()
        self._laid &= {FULL}
