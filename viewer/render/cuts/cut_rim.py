"""The band along the edge of a cut face: compact bone, the anulus of a disc, the wall of a vein."""

from __future__ import annotations

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from viewer.render.cuts.facets import points_of, surface_of, triangles_of

LIFT_MM = 0.02
"""How far the band lies before the face, so that the two do not flicker."""

WIDEST_SHARE = 0.3
"""Widest band of a small face, as a share of the radius of a disc as large as the face."""

_SHARPEST_MITRE = 0.4


def rim_of(cap: pv.PolyData, normal: Vector, width_mm: float) -> pv.PolyData:
    """A flat band of one width inside the outlines of a cut face, holes included.

    Parameters
    ----------
    cap
        Triangles in one plane.
    normal : (3,) array
        Unit vector out of that plane, towards the eye.
    width_mm
        Width of the band; narrower on faces too small for it.
    """
    if not cap.GetNumberOfCells():
        return pv.PolyData()
    quads = [band for loop in _outlines(cap, normal) if len(band := _band(loop, normal, width_mm))]
    if not quads:
        return pv.PolyData()
    corners = np.concatenate(quads).reshape(-1, 3) + LIFT_MM * normal
    faces = np.arange(len(corners), dtype=np.int32).reshape(-1, 4)
    triangles = faces[:, [0, 1, 2, 0, 2, 3]].reshape(-1, 3)
    normals = np.tile(np.asarray(normal, np.float32), (len(corners), 1))
    return surface_of(corners.astype(np.float32), triangles, normals)


def _outlines(cap: pv.PolyData, normal: Vector) -> list[Vector]:
    """The outlines as closed runs of points, each with the face on its left seen against `normal`."""
    points = points_of(cap).astype(float)
    triangles = triangles_of(cap)
    corners = points[triangles]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]) @ normal
    # All are wound alike, and slivers that rounding turned over must not be turned for themselves.
    triangles = triangles[:, ::-1] if across.sum() < 0.0 else triangles
    following = _following(triangles, len(points))
    loops = []
    while following:
        start, here = following.popitem()
        loop = [start]
        while here in following:
            loop.append(here)
            here = following.pop(here)
        if len(loop) > 2:
            loops.append(points[loop])
    return loops


def _following(triangles: NDArray[np.integer], count: int) -> dict[int, int]:
    """For each point on an outline the next one."""
    edges = triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).astype(np.int64)
    there, back = edges @ [count, 1], edges @ [1, count]
    open_edges = edges[~np.isin(there, back)]
    return dict(zip(open_edges[:, 0].tolist(), open_edges[:, 1].tolist(), strict=True))


def _band(loop: Vector, normal: Vector, width_mm: float) -> Vector:
    """The four corners of each stretch of the band, (N, 4, 3)."""
    ahead = np.roll(loop, -1, axis=0)
    along = ahead - loop
    lengths = np.linalg.norm(along, axis=1)
    loop, ahead, along = loop[lengths > 1e-9], ahead[lengths > 1e-9], along[lengths > 1e-9]
    area = abs(float(np.cross(loop, ahead).sum(axis=0) @ normal)) / 2.0
    width = min(width_mm, WIDEST_SHARE * float(np.sqrt(area / np.pi)))
    inward = np.cross(normal, along / np.linalg.norm(along, axis=1, keepdims=True))
    mitre = inward + np.roll(inward, 1, axis=0)
    sharpness = np.maximum((mitre * inward).sum(axis=1, keepdims=True), _SHARPEST_MITRE)
    inner = loop + width * mitre / sharpness
    return np.stack([loop, ahead, np.roll(inner, -1, axis=0), inner], axis=1)
