"""Meshes as files: one a structure with a manifest, or all in one."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.build import Part, Recipe, build
from meshes.cache import MeshCache
from meshes.detail import Detail
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed
from meshes.replacing import write_bytes
from meshes.surface.formats import WRITERS, mesh_bytes
from meshes.surface.union import union_mesh

MANIFEST = "manifest.json"
UNION = "union"
"""Name under which the union of several structures goes."""

_UNION_STEP_MM = {Detail.DRAFT: 1.0, Detail.NORMAL: 0.6, Detail.FINE: 0.4}

ProgressCall = Callable[[int, int, str], None]


class ExportFault(ValueError):
    """The wishes do not fit each other; the message says which."""


class WouldReplace(FileExistsError):
    """A file stands in the way that the user did not name."""


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
    """

    recipe: Recipe
    ids: tuple[str, ...]
    is_local: bool = False
    is_union: bool = False


def export(wanted: MeshExport, out: Path, progress: ProgressCall | None = None) -> None:
    """Write meshes to a folder (one ``.vtp`` each and a manifest) or to one file, as `out` says.

    Everything is built before the first file takes its place; an interrupted run leaves what was there.

    Raises
    ------
    ExportFault
        When the ending is unknown, or structures of several frames are to be laid over each other.
    WouldReplace
        When the folder holds a file of that name which no earlier export wrote.
    OSError
        When nothing can be written there.
    """
    if out.suffix and not out.is_dir():
        _require_one_file(wanted, out)
        write_bytes(out, mesh_bytes(out.suffix, [(part.id, part.mesh) for part in _parts(wanted, progress)]))
    else:
        _export_folder(wanted, out, progress)


def _require_one_file(wanted: MeshExport, out: Path) -> None:
    _require_one_frame(wanted)
    if out.suffix.lower() not in WRITERS:
        raise ExportFault(
            f"{out.name}: no meshes are written as {out.suffix}; there are {', '.join(WRITERS)}"
        )
    if not out.absolute().parent.is_dir():
        raise FileNotFoundError(f"there is no folder {out.absolute().parent}; make it first")


def _parts(wanted: MeshExport, progress: ProgressCall | None) -> list[Part]:
    """The built parts, their meshes in the frame asked for."""
    parts = list(build(wanted.recipe, wanted.ids, progress, cache=MeshCache()))
    if wanted.is_local:
        parts = [Part(part.id, part.local, part.pose) for part in parts]
    if wanted.is_union:
        step_mm = _UNION_STEP_MM[wanted.recipe.detail]
        parts = [Part(UNION, union_mesh([part.mesh for part in parts], step_mm), parts[0].pose)]
    return parts


def _require_one_frame(wanted: MeshExport) -> None:
    """Raise when local frames of several vertebrae would be laid over each other."""
    levels = {load_catalogue().structures[key].level for key in wanted.ids}
    if wanted.is_local and len(levels) > 1:
        raise ExportFault(
            "local frames of several vertebrae do not fit into one mesh; choose one level or a folder"
        )


def _export_folder(wanted: MeshExport, out: Path, progress: ProgressCall | None) -> None:
    if wanted.is_union:
        _require_one_frame(wanted)
    _require_ours(out, [f"{name}.vtp" for name in ([UNION] if wanted.is_union else wanted.ids)])
    with _beside(out) as folder:
        rows = []
        for part in _parts(wanted, progress):
            name = f"{part.id}.vtp"
            (folder / name).write_bytes(mesh_bytes(".vtp", [(part.id, part.mesh)]))
            rows.append(_row(part, name))
        (folder / MANIFEST).write_text(json.dumps(_manifest(wanted, rows), indent=1), encoding="utf-8")
        _put_in_place(folder, out)


def _require_ours(out: Path, names: Sequence[str]) -> None:
    """Raise unless every file that would be replaced stands in the manifest of an earlier export."""
    if not out.is_dir():
        return
    ours = _earlier(out / MANIFEST)
    taken = [name for name in (*names, MANIFEST) if (out / name).exists() and name not in ours]
    if taken:
        raise WouldReplace(
            f"{out / taken[0]} is not from an earlier export; move it away or name another folder"
        )


def _earlier(manifest: Path) -> set[str]:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        rows = json.loads(manifest.read_text(encoding="utf-8"))["structures"]
        return {MANIFEST, *(row["file"] for row in rows)}
    return set()


@contextlib.contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """An empty folder next to `out` that is gone afterwards."""
    folder = out.absolute().with_name(f".{out.absolute().name}.{uuid.uuid4().hex[:8]}")
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(folder: Path, out: Path) -> None:
    """Move the files; the manifest last, so that it never speaks of files that are not there."""
    out.mkdir(exist_ok=True)
    for path in sorted(folder.iterdir(), key=lambda path: path.name == MANIFEST):
        os.replace(path, out / path.name)


def _row(part: Part, file: str) -> dict[str, Any]:
    closed = is_closed(part.mesh)
    return {
        "id": part.id,
        "file": file,
        "triangles": len(part.mesh.triangles),
        "closed": closed,
        "genus": genus(part.mesh) if closed else None,
        "volume_mm3": signed_volume_mm3(part.mesh),
        "bounds": np.asarray(part.mesh.bounds).tolist(),
        "pose": np.asarray(part.pose.matrix).tolist(),
    }


def _manifest(wanted: MeshExport, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "frame": "LPS",
        "unit": "mm",
        "coordinates": "local" if wanted.is_local else "world",
        "detail": wanted.recipe.detail.value,
        "seed": wanted.recipe.seed,
        "parameters": dict(wanted.recipe.parameters),
        "structures": list(rows),
    }
