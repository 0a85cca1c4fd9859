"""What a scene shows, as points on the surfaces that have arrived: for framing it and for placing cuts."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from meshes.anatomy.catalogue import Catalogue
from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh
from viewer.model.explosion import shift_mm
from viewer.model.scene import Scene
from viewer.model.section import Section
from viewer.model.section_box import SectionBox
from viewer.model.viewpoint import Triple, triple
from viewer.render.protocol import Cut

_POINTS_OF_EACH = 3000
"""Corners of a surface that are kept; more change nothing one sees."""

NOTHING: Vector = np.zeros((0, 3))
"""No points."""


class ShownPoints:
    """Some corners of each surface, asked for as the scene is now.

    Parameters
    ----------
    scene
        Says what is shown, where it is drawn and what is cut away.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._samples: dict[str, Vector] = {}

    @property
    def ids(self) -> frozenset[str]:
        """Structures whose surfaces have arrived."""
        return frozenset(self._samples)

    def add(self, structure_id: str, mesh: TriMesh) -> None:
        """Take a surface in the world frame, or another in its place."""
        self._samples[structure_id] = sampled(mesh)

    def remove(self, structure_id: str) -> None:
        """Forget a surface; KeyError when there is none."""
        del self._samples[structure_id]

    def shown(self) -> Vector:
        """Points on what is shown, cut or not, where it belongs, (N, 3) mm; none before anything arrived."""
        return _together([self._samples[key] for key in self._keys()])

    def seen(self) -> Vector:
        """Points on what is seen, where they are drawn, (N, 3) mm; on all shown if cuts leave nothing."""
        section = self._scene.state.section
        cut = self.cut(section) if section else None
        kept = _together([self._kept(key, cut) for key in self._keys()])
        return kept if len(kept) else self.of(self._keys())

    def of(self, ids: Iterable[str]) -> Vector:
        """Points on some structures, cut or not, where they are drawn, (N, 3) mm; others passed over."""
        return _together([self._drawn(key, self._samples[key]) for key in ids if key in self._samples])

    def cut(self, section: Section) -> Cut:
        """The plane among the structures where they belong: taken apart, each keeps the cut it has."""
        points = self.shown()
        points = points if len(points) else np.zeros((1, 3))
        middle = (points.min(axis=0) + points.max(axis=0)) / 2.0
        return Cut(triple(section.point(middle)), section.normal, spared_by(self._scene.catalogue, section))

    def shift(self, structure_id: str) -> Triple:
        """How far from where it belongs a structure is drawn, mm."""
        state, structure = self._scene.state, self._scene.catalogue.structures[structure_id]
        return triple(shift_mm(structure, state.levels, state.explosion))

    def _keys(self) -> list[str]:
        return [key for key in self._scene.shown if key in self._samples]

    def _kept(self, structure_id: str, cut: Cut | None) -> Vector:
        """What the section and the box leave of a structure's points, where they are drawn."""
        points = self._samples[structure_id]
        if cut is not None:
            points = points[(points - np.array(cut.point)) @ np.array(cut.normal) <= 0.0]
        box = self._scene.state.box
        if box is not None and structure_id not in spared_by(self._scene.catalogue, box):
            points = points[box.holds(points)]
        return self._drawn(structure_id, points)

    def _drawn(self, structure_id: str, points: Vector) -> Vector:
        return points + np.array(self.shift(structure_id))


def sampled(mesh: TriMesh) -> Vector:
    """Enough of a mesh's corners to frame it by, (N, 3) mm."""
    return mesh.points[:: max(1, len(mesh.points) // _POINTS_OF_EACH)]


def spared_by(catalogue: Catalogue, section: Section | SectionBox) -> frozenset[str]:
    """Ids of the structures that a section leaves whole."""
    return frozenset(key for pattern in section.spared for key in catalogue.select(pattern))


def _together(points: list[Vector]) -> Vector:
    return np.concatenate(points) if points else NOTHING
