"""Meshes as files: the ending chooses the writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from meshes.geometry.trimesh import TriMesh
from meshes.surface.formats.dress import Dress
from meshes.surface.formats.glb import glb_bytes
from meshes.surface.formats.obj import obj_bytes
from meshes.surface.formats.ply import ply_bytes
from meshes.surface.formats.stl import stl_bytes
from meshes.surface.formats.vtp import vtp_bytes

Named = Sequence[tuple[str, TriMesh]]
"""Structure ids and their meshes."""

Dresses = Mapping[str, Dress]


def _undressed(write: Callable[[Named], bytes]) -> Callable[[Named, Dresses], bytes]:
    """A writer of a format that holds no colours."""
    return lambda named, _dresses: write(named)


WRITERS: Mapping[str, Callable[[Named, Dresses], bytes]] = MappingProxyType(
    {
        ".stl": _undressed(stl_bytes),
        ".ply": ply_bytes,
        ".obj": obj_bytes,
        ".glb": glb_bytes,
        ".vtp": _undressed(vtp_bytes),
    }
)
"""What makes the content of a file, by the file's ending."""


class UnknownFormat(ValueError):
    """A file ending nothing is written for; the message offers those there are."""


def mesh_bytes(ending: str, named: Named, dresses: Dresses | None = None) -> bytes:
    """The content of a mesh file.

    Parameters
    ----------
    ending
        ``.stl``, ``.ply``, ``.obj``, ``.glb`` or ``.vtp``, in any case.
    named
        Ids and meshes. STL and PLY hold one surface without names, the others keep the structures apart.
    dresses
        Colours, opacities and groups by id: GLB has all, PLY colours and opacities, OBJ groups and colours.

    Raises
    ------
    UnknownFormat
        When nothing is written for this ending.
    """
    writer = WRITERS.get(ending.lower())
    if writer is None:
        raise UnknownFormat(f"no meshes are written as {ending!r}; there are {', '.join(WRITERS)}")
    return writer(named, dresses or {})
