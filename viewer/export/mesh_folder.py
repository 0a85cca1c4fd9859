"""A folder of meshes with a manifest, which tells an export of its own files from those of others."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed
from meshes.part import Part
from meshes.replacing import naming
from meshes.surface.formats import mesh_bytes

MANIFEST = "manifest.json"


class WouldReplace(FileExistsError):
    """A file stands in the way that the user did not name."""


def write_folder(parts: Sequence[Part], about: Mapping[str, Any], out: Path) -> None:
    """Write a ``.vtp`` for each part, and a manifest that tells what they are.

    Parameters
    ----------
    parts
        What is written.
    about
        What the manifest says of all of them.
    out
        The folder; made if it is not there. Files of an earlier export that are not written anew go.

    Raises
    ------
    OSError
        When nothing can be written there.
    """
    with _beside(out) as folder:
        rows = []
        for part in parts:
            name = f"{part.id}.vtp"
            (folder / name).write_bytes(mesh_bytes(".vtp", [(part.id, part.mesh)]))
            rows.append(_row(part, name))
        manifest = {**about, "structures": rows}
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        _put_in_place(folder, out)


def require_ours(out: Path, names: Sequence[str]) -> None:
    """Pass where every file that would be replaced stands in the manifest of an earlier export.

    Raises
    ------
    WouldReplace
        Where one does not.
    """
    if not out.is_dir():
        return
    ours = _earlier(out / MANIFEST)
    taken = [name for name in (*names, MANIFEST) if (out / name).exists() and name not in ours]
    if taken:
        raise WouldReplace(
            f"{out / taken[0]} is not from an earlier export; move it away or name another folder"
        )


def _earlier(manifest: Path) -> set[str]:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        rows = json.loads(manifest.read_text(encoding="utf-8"))["structures"]
        return {MANIFEST, *filter(_is_mesh_name, (row["file"] for row in rows))}
    return set()


def _is_mesh_name(name: str) -> bool:
    """Whether an export could have written a file of this name; a manifest altered by hand may tell more."""
    return Path(name).name == name and name.endswith(".vtp")


@contextlib.contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """An empty folder in `out`, or next to it while there is none, that is gone afterwards."""
    place = out if out.is_dir() else out.absolute().parent
    folder = place / f".retia.{uuid.uuid4().hex[:8]}"
    try:
        with naming(folder, out):
            folder.mkdir()
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(folder: Path, out: Path) -> None:
    """Move the files, remove those of the earlier export that are not among them, and move the manifest last.

    Interrupted between, the folder still has the manifest that tells whose files they are.
    """
    out.mkdir(exist_ok=True)
    new = {path.name for path in folder.iterdir()}
    for name in sorted(new - {MANIFEST}):
        os.replace(folder / name, out / name)
    for name in _earlier(out / MANIFEST) - new:
        (out / name).unlink(missing_ok=True)
    os.replace(folder / MANIFEST, out / MANIFEST)


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
