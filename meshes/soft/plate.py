"""A plate in the median plane, the form of the ligaments between the spinous processes."""

from __future__ import annotations

from dataclasses import dataclass

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh


@dataclass(frozen=True, eq=False)
class Plate:
    """A plate.

    Parameters
    ----------
    mesh : TriMesh
        Its closed surface, in the world.
    outline : (N, 2) array
        Corners (y, z) of its outline in the median plane, in order, mm.
    half_mm : float
        Half of its thickness.
    """

    mesh: TriMesh
    outline: Vector
    half_mm: float
