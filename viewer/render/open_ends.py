"""Ends of tubes: open where a clear vein goes on into the next, as cut where nothing is seen to follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
import pyvista as pv

from meshes.geometry.trimesh import MeshEnd
from viewer.render.cuts.facets import faces_of, points_of, surface_of, triangles_of
from viewer.render.surfaces import COURSE

Ends = tuple[tuple[MeshEnd, ...], tuple[MeshEnd, ...]]
"""The ends of which the discs are left out, and those that are drawn as cut."""

CLOSED: Ends = ((), ())


class TubeEnds:
    """What is drawn of the ends of one structure's tubes.

    Parameters
    ----------
    ends
        Where its tubes are cut off.
    """

    def __init__(self, ends: Sequence[MeshEnd]) -> None:
        self._all, self._bare = tuple(ends), tuple(ends)
        self._made: dict[Ends, tuple[pv.PolyData, pv.PolyData]] = {}

    def meet(self, shown: Collection[str]) -> None:
        """Know what else is shown."""
        self._bare = bare_ends(self._all, shown)

    def wanted(self, is_clear: bool) -> Ends:
        """How the ends of a tube look that is clear, or not."""
        return self._all if is_clear else self._bare, self._bare

    def of(self, full: pv.PolyData, ends: Ends) -> tuple[pv.PolyData, pv.PolyData]:
        """The full surface without some of the discs at its ends, and those drawn as cut."""
        found = self._made.get(ends)
        if found is None or (COURSE in full.point_data) != (COURSE in found[0].point_data):
            left_out, bare = ends
            found = self._made[ends] = without_ends(full, left_out), end_faces(full, bare)
        return found


def bare_ends(ends: Sequence[MeshEnd], shown: Collection[str]) -> tuple[MeshEnd, ...]:
    """The ends at which nothing that is shown goes on."""
    return tuple(end for end in ends if not any(name in shown for name in end.onward))


def without_ends(surface: pv.PolyData, ends: Iterable[MeshEnd]) -> pv.PolyData:
    """A surface of triangles without those that close some of its ends; itself if there are none."""
    closing = _marked(surface, ends)
    return faces_of(surface, ~closing) if closing.any() else surface


def end_faces(surface: pv.PolyData, ends: Iterable[MeshEnd]) -> pv.PolyData:
    """The triangles alone that close some ends of a surface, each as plane as it is."""
    triangles = triangles_of(surface)[_marked(surface, ends)]
    corners = points_of(surface)[triangles.ravel()]
    return surface_of(corners, np.arange(len(corners)).reshape(-1, 3))


def _marked(surface: pv.PolyData, ends: Iterable[MeshEnd]) -> np.ndarray:
    marked = np.zeros(surface.n_cells, bool)
    for end in ends:
        marked[end.first : end.first + end.count] = True
    return marked
