"""Wavefront OBJ: text, one object a structure, in millimetres."""

from __future__ import annotations

from collections.abc import Sequence

from meshes.geometry.trimesh import TriMesh


def obj_bytes(named: Sequence[tuple[str, TriMesh]]) -> bytes:
    """Each mesh as an object under its id; corners to a millionth of a millimetre."""
    lines = ["# Retia, LPS, millimetres"]
    first = 1  # OBJ counts corners from one, over all objects
    for name, mesh in named:
        lines.append(f"o {name}")
        lines += [f"v {x:.6f} {y:.6f} {z:.6f}" for x, y, z in mesh.points.tolist()]
        lines += [f"f {a} {b} {c}" for a, b, c in (mesh.triangles + first).tolist()]
        first += len(mesh.points)
    return ("\n".join(lines) + "\n").encode("ascii")
