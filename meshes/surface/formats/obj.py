"""Wavefront OBJ: text, one object a structure in the groups it belongs to, in millimetres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from meshes.geometry.trimesh import TriMesh
from meshes.surface.formats.dress import PLAIN, Dress


def obj_bytes(named: Sequence[tuple[str, TriMesh]], dresses: Mapping[str, Dress]) -> bytes:
    """Each mesh as an object under its id; corners to a millionth of a millimetre.

    With `dresses` each object names its groups, and its corners carry their colour behind the coordinates, as
    many programs read it: a file of materials beside it is what gets lost on the way. Opacity has no place.
    """
    lines = ["# Retia, LPS, millimetres"]
    first = 1  # OBJ counts corners from one, over all objects
    for name, mesh in named:
        dress = dresses.get(name, PLAIN)
        lines.append(f"o {name}")
        if dress.groups:
            lines.append(f"g {' '.join(group for group, _ in dress.groups)}")
        colour = "".join(f" {channel / 255.0:.4f}" for channel in dress.colour) if dresses else ""
        lines += [f"v {x:.6f} {y:.6f} {z:.6f}{colour}" for x, y, z in mesh.points.tolist()]
        lines += [f"f {a} {b} {c}" for a, b, c in (mesh.triangles + first).tolist()]
        first += len(mesh.points)
    return ("\n".join(lines) + "\n").encode("ascii")
