"""Meshes as files: the ending chooses the writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from meshes.geometry.trimesh import TriMesh
from meshes.surface.formats.glb import glb_bytes
from meshes.surface.formats.obj import obj_bytes
from meshes.surface.formats.ply import ply_bytes
from meshes.surface.formats.stl import stl_bytes
from meshes.surface.formats.vtp import vtp_bytes

Named = Sequence[tuple[str, TriMesh]]
"""Structure ids and their meshes."""

WRITERS: Mapping[str, Callable[[Named], bytes]] = MappingProxyType(
    {".stl": stl_bytes, ".ply": ply_bytes, ".obj": obj_bytes, ".glb": glb_bytes, ".vtp": vtp_bytes}
)
"""What makes the content of a file, by the file's ending."""


class UnknownFormat(ValueError):
    """A file ending nothing is written for; the message offers those there are."""


def mesh_bytes(ending: str, named: Named) -> bytes:
    """The content of a mesh file.

    Parameters
    ----------
    ending
        ``.stl``, ``.ply``, ``.obj``, ``.glb`` or ``.vtp``, in any case.
    named
        Ids and meshes. STL and PLY hold one surface without names, the others keep the structures apart.

    Raises
    ------
    UnknownFormat
        When nothing is written for this ending.
    """
    writer = WRITERS.get(ending.lower())
    if writer is None:
        raise UnknownFormat(f"no meshes are written as {ending!r}; there are {', '.join(WRITERS)}")
    return writer(named)
