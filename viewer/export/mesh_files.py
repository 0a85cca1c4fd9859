"""Meshes as files: one a structure with a manifest, or all in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.build import Part, Recipe, build
from meshes.cache import MeshCache
from meshes.detail import Detail
from meshes.geometry.topology import components
from meshes.geometry.trimesh import TriMesh
from meshes.replacing import require_writable, write_bytes
from meshes.surface.formats import WRITERS, mesh_bytes
from meshes.surface.formats.dress import Dress
from meshes.surface.union import TooFine, printable_mesh, union_mesh
from viewer.export.mesh_folder import WouldReplace, require_ours, write_folder
from viewer.export.web_page import PAGE_ENDINGS

_ENDINGS = ", ".join((*WRITERS, PAGE_ENDINGS[0]))
"""Endings of what `retia export` writes; pages, too, though not from here."""
UNION = "union"
"""Name under which the union of several structures goes."""

_UNION_STEP_MM = {Detail.DRAFT: 1.0, Detail.NORMAL: 0.6, Detail.FINE: 0.4}

ProgressCall = Callable[[int, int, str], None]


class ExportFault(ValueError):
    """The wishes do not fit each other; the message says which."""


@dataclass(frozen=True)
class MeshExport:
    """What is to be written.

    Parameters
    ----------
    recipe
        What the structures are built from.
    ids
        Structures, in the order they are written.
    is_local
        Each structure in the frame of its own vertebra instead of the column's.
    is_union
        One watertight solid of all structures instead of each its own.
    print_scale
        How much larger than life that solid is.
    least_wall_mm
        How thick its thinnest parts are at least once it is printed; 0 for as thin as they are.
    dresses
        Colours, opacities and groups by id, for formats that hold them.
    """

    recipe: Recipe
    ids: tuple[str, ...]
    is_local: bool = False
    is_union: bool = False
    print_scale: float = 1.0
    least_wall_mm: float = 0.0
    dresses: Mapping[str, Dress] = field(default_factory=dict)


def export(wanted: MeshExport, out: Path, progress: ProgressCall | None = None) -> int:
    """Write meshes to a folder (one ``.vtp`` each and a manifest) or to one file, as `out` says.

    Everything is built before the first file takes its place; an interrupted run leaves what was there.

    Returns
    -------
    int
        In how many pieces a union is; 1 otherwise.

    Raises
    ------
    ExportFault
        When the ending is unknown, or structures of several frames are to be laid over each other.
    WouldReplace
        When the folder holds a file of that name which no earlier export wrote, or is itself a file.
    OSError
        When nothing can be written there.
    """
    require_place(wanted, out)
    parts = _parts(wanted, progress)
    if _is_one_file(out):
        named = [(part.id, part.mesh) for part in parts]
        write_bytes(out, mesh_bytes(out.suffix, named, {} if wanted.is_union else wanted.dresses))
    else:
        write_folder(parts, _about(wanted), out)
    return pieces_of(parts[0].mesh) if wanted.is_union else 1


def require_place(wanted: MeshExport, out: Path) -> None:
    """Raise what :func:`export` would, as far as that can be known before anything is built."""
    if _is_one_file(out):
        _require_one_file(wanted, out)
    else:
        _require_folder(wanted, out)
    place = out if out.is_dir() else out.absolute().parent
    if not place.is_dir():
        raise FileNotFoundError(f"there is no folder {place}; make it first")
    require_writable(place)


def _is_one_file(out: Path) -> bool:
    return bool(out.suffix) and not out.is_dir()


def _require_one_file(wanted: MeshExport, out: Path) -> None:
    _require_one_frame(wanted)
    if out.suffix.lower() not in WRITERS:
        raise ExportFault(f"{out.name}: no meshes are written as {out.suffix}; there are {_ENDINGS}")


def _require_folder(wanted: MeshExport, out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise WouldReplace(f"{out} is a file; name a folder, or a file ending in {_ENDINGS}")
    if wanted.is_union:
        _require_one_frame(wanted)
    require_ours(out, [f"{name}.vtp" for name in ([UNION] if wanted.is_union else wanted.ids)])


def _parts(wanted: MeshExport, progress: ProgressCall | None) -> list[Part]:
    """The built parts, their meshes in the frame asked for."""
    parts = list(build(wanted.recipe, wanted.ids, progress, cache=MeshCache()))
    if not parts:
        raise ExportFault(
            f"none of this is found in the person of seed {wanted.recipe.seed}; try another seed"
        )
    if wanted.is_local:
        parts = [Part(part.id, part.local, part.pose) for part in parts]
    if wanted.is_union:
        parts = [Part(UNION, _united(wanted, [part.mesh for part in parts]), parts[0].pose)]
    return parts


def pieces_of(solid: TriMesh) -> int:
    """How many bodies a closed mesh bounds; the walls of hollows within a body are none of their own."""
    labels = components(solid)[solid.triangles[:, 0]]
    a, b, c = np.moveaxis(solid.corners(), 1, 0)
    volumes = np.bincount(labels, np.einsum("ij,ij->i", a, np.cross(b, c)))
    return int((volumes > 0.0).sum())


def _united(wanted: MeshExport, meshes: Sequence[TriMesh]) -> TriMesh:
    """One solid, scaled, its walls as thick as wished."""
    step_mm, scale = _UNION_STEP_MM[wanted.recipe.detail], wanted.print_scale
    if wanted.least_wall_mm:
        try:
            solid = printable_mesh(meshes, step_mm, wanted.least_wall_mm / scale)
        except TooFine as fault:
            raise ExportFault(str(fault)) from fault
    else:
        solid = union_mesh(meshes, step_mm)
    return TriMesh(solid.points * scale, solid.triangles)


def _require_one_frame(wanted: MeshExport) -> None:
    """Raise when local frames of several vertebrae would be laid over each other."""
    levels = {load_catalogue().structures[key].level for key in wanted.ids}
    if wanted.is_local and len(levels) > 1:
        raise ExportFault(
            "local frames of several vertebrae do not fit into one mesh; choose one level or a folder"
        )


def _about(wanted: MeshExport) -> dict[str, Any]:
    return {
        "frame": "LPS",
        "unit": "mm",
        "coordinates": "local" if wanted.is_local else "world",
        "detail": wanted.recipe.detail.value,
        "seed": wanted.recipe.seed,
        "parameters": dict(wanted.recipe.parameters),
    }
