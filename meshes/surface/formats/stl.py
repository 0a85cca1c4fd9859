"""Binary STL: every triangle with its own three corners, in millimetres."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.geometry.trimesh import TriMesh, merged

_TRIANGLE = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])


def stl_bytes(named: Sequence[tuple[str, TriMesh]]) -> bytes:
    """All meshes as one binary STL; coordinates are rounded to single precision, as the format has it."""
    mesh = merged([mesh for _, mesh in named])
    rows = np.zeros(len(mesh.triangles), _TRIANGLE)
    rows["corners"] = mesh.corners()
    a, b, c = (rows["corners"][:, corner].astype(float) for corner in range(3))
    normal = np.cross(b - a, c - a)
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    rows["normal"] = np.divide(normal, length, out=np.zeros_like(normal), where=length > 0)
    # A header that begins with "solid" would pass for an ASCII file.
    header = b"Retia, LPS, millimetres".ljust(80)
    return header + np.uint32(len(rows)).astype("<u4").tobytes() + rows.tobytes()
