"""Binary PLY: shared corners, in millimetres."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.geometry.trimesh import TriMesh, merged

_FACE = np.dtype([("count", "u1"), ("corners", "<i4", 3)])


def ply_bytes(named: Sequence[tuple[str, TriMesh]]) -> bytes:
    """All meshes as one binary little-endian PLY with double-precision corners."""
    mesh = merged([mesh for _, mesh in named])
    header = (
        "ply\nformat binary_little_endian 1.0\ncomment Retia, LPS, millimetres\n"
        f"element vertex {len(mesh.points)}\nproperty double x\nproperty double y\nproperty double z\n"
        f"element face {len(mesh.triangles)}\nproperty list uchar int vertex_indices\nend_header\n"
    )
    faces = np.zeros(len(mesh.triangles), _FACE)
    faces["count"] = 3
    faces["corners"] = mesh.triangles
    return header.encode("ascii") + mesh.points.astype("<f8").tobytes() + faces.tobytes()
