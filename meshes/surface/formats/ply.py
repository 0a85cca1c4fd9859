"""Binary PLY: shared corners, in millimetres, coloured where colours are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from meshes.geometry.trimesh import TriMesh, merged
from meshes.surface.formats.dress import PLAIN, Dress

_FACE = np.dtype([("count", "u1"), ("corners", "<i4", 3)])
_PLACE = ("place", "<f8", 3)
_COLOUR = ("colour", "u1", 4)


def ply_bytes(named: Sequence[tuple[str, TriMesh]], dresses: Mapping[str, Dress]) -> bytes:
    """All meshes as one binary little-endian PLY with double-precision corners.

    With `dresses` each corner has the colour of its structure, and its opacity as alpha.
    """
    mesh = merged([mesh for _, mesh in named])
    places = "".join(f"property double {axis}\n" for axis in "xyz")
    colours = "".join(f"property uchar {channel}\n" for channel in ("red", "green", "blue", "alpha"))
    corners = np.zeros(len(mesh.points), [_PLACE, _COLOUR] if dresses else [_PLACE])
    corners["place"] = mesh.points
    if dresses:
        counts = [len(each.points) for _, each in named]
        rgba = np.array([dresses.get(name, PLAIN).rgba for name, _ in named], np.uint8)
        corners["colour"] = np.repeat(rgba.reshape(-1, 4), counts, axis=0)
    header = (
        "ply\nformat binary_little_endian 1.0\ncomment Retia, LPS, millimetres\n"
        f"element vertex {len(corners)}\n{places}{colours if dresses else ''}"
        f"element face {len(mesh.triangles)}\nproperty list uchar int vertex_indices\nend_header\n"
    )
    faces = np.zeros(len(mesh.triangles), _FACE)
    faces["count"] = 3
    faces["corners"] = mesh.triangles
    return header.encode("ascii") + corners.tobytes() + faces.tobytes()
