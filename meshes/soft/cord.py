"""The spinal cord, cut into the parts that lie behind each vertebra."""

from __future__ import annotations

from meshes.column.canal.spinal_cord import spinal_cord
from meshes.column.frame import ColumnFrame
from meshes.geometry.lofting import lofted
from meshes.geometry.trimesh import TriMesh
from meshes.soft.dura import corners_of, piece_of, piece_stations

LAST_LEVEL = "L1"
"""Level of the tip of the conus."""


def cord(level: str, column: ColumnFrame, step_mm: float) -> TriMesh:
    """The part of the cord that belongs to a level, half a disc beyond its body at both ends, in the world.

    Parameters
    ----------
    level : str
        From C1 to `LAST_LEVEL`.
    column : ColumnFrame
        The cord is a function of its parameters.
    step_mm : float
        Wished edge of the triangles.
    """
    tube = spinal_cord(column)
    start, end = piece_of(tube, level, column)
    return lofted(tube.rings(piece_stations(tube, start, end, step_mm), corners_of(step_mm)))
