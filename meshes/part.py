"""One built structure."""

from __future__ import annotations

from dataclasses import dataclass

from meshes.geometry.pose import Pose
from meshes.geometry.trimesh import TriMesh


@dataclass(frozen=True, eq=False)
class Part:
    """The mesh of one structure.

    Parameters
    ----------
    id : str
        Structure id.
    mesh : TriMesh
        In the frame of the column, mm.
    pose : Pose
        Takes the structure's own frame (that of its vertebra) to the column's.
    """

    id: str
    mesh: TriMesh
    pose: Pose

    @property
    def local(self) -> TriMesh:
        """The mesh in the structure's own frame."""
        return self.mesh.transformed(self.pose.inverse())
