"""What a scene shows as one file, from surfaces that are built: meshes, or a page for browsers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from meshes.geometry.trimesh import TriMesh
from meshes.replacing import require_writable, write_bytes
from meshes.surface.formats import WRITERS, mesh_bytes
from viewer.export.dresses import dresses_of
from viewer.export.mesh_files import ExportFault
from viewer.export.web_page import LARGEST_PAGE_BYTES, PAGE_ENDINGS, web_page
from viewer.model.scene import Scene

SCENE_ENDINGS = (*PAGE_ENDINGS, *WRITERS)
_MB = 1_000_000


def write_scene(
    scene: Scene, meshes: Mapping[str, TriMesh], path: Path, is_given_up: Callable[[], bool] = lambda: False
) -> None:
    """Write the shown surfaces as the ending says, whole or not at all; meshes as they lie in the column.

    Parameters
    ----------
    scene, meshes, path
        What is shown, its surfaces in the world frame, and the file.
    is_given_up
        Asked once the content is made: then nothing is written any more.

    Raises
    ------
    ExportFault
        When nothing is shown, or a page would be too large.
    UnknownFormat
        On an ending nothing is written for.
    OSError
        When the file cannot be written.
    """
    named = [(key, meshes[key]) for key in scene.shown if key in meshes]
    if not named:
        raise ExportFault("nothing is shown; switch something on first")
    require_writable(path.absolute().parent)
    if path.suffix.lower() in PAGE_ENDINGS:
        content = page_bytes(scene, meshes)
    else:
        content = mesh_bytes(path.suffix, named, dresses_of(scene, [key for key, _ in named]))
    if not is_given_up():
        write_bytes(path, content)


def page_bytes(scene: Scene, meshes: Mapping[str, TriMesh]) -> bytes:
    """A page of the shown surfaces. Raises ExportFault when it is too large."""
    content = web_page(scene, meshes).encode("utf-8")
    if len(content) > LARGEST_PAGE_BYTES:
        raise ExportFault(
            f"the page would have {len(content) / _MB:.0f} MB, more than {LARGEST_PAGE_BYTES // _MB}; "
            "show fewer levels or structures, or use retia export --detail draft"
        )
    return content
