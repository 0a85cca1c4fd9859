"""The gate every generated mesh passes before it leaves: closed, outward, of the declared genus."""

from __future__ import annotations

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus_of_closed, unpaired_edges
from meshes.geometry.trimesh import TriMesh


class MeshFault(ValueError):
    """A generated mesh is not what was declared; the message names the structure and the fault."""


def gated(name: str, mesh: TriMesh, declared_genus: int | None = None) -> TriMesh:
    """The mesh itself, if it is sound.

    Parameters
    ----------
    name : str
        Structure id, for the message.
    mesh : TriMesh
        What was built.
    declared_genus : int, optional
        Number of handles it must have; not tested when left out.

    Raises
    ------
    MeshFault
        If it is empty, open, inside out, or of another genus.
    """
    if len(mesh.triangles) == 0:
        raise MeshFault(f"{name}: the mesh is empty")
    if unpaired := unpaired_edges(mesh):
        raise MeshFault(f"{name}: the mesh is open, {unpaired} edges have no partner")
    if signed_volume_mm3(mesh) <= 0:
        raise MeshFault(f"{name}: the mesh is inside out")
    if declared_genus is not None and (built := genus_of_closed(mesh)) != declared_genus:
        raise MeshFault(f"{name}: the mesh has genus {built}, declared is {declared_genus}")
    return mesh
