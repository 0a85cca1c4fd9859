"""A page of a scene on disk: built as finely as its size allows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from meshes.build import Recipe, build
from meshes.cache import MeshCache
from meshes.detail import Detail
from meshes.replacing import write_bytes
from viewer.export.mesh_files import ExportFault, ProgressCall
from viewer.export.web_page import LARGEST_PAGE_BYTES, Heading, web_page
from viewer.model.scene import Scene

_MB = 1_000_000


def write_page(
    scene: Scene,
    recipe: Recipe,
    out: Path,
    heading: Heading | None = None,
    progress: ProgressCall | None = None,
) -> Detail:
    """Build what a scene shows and write its page; at draft detail if it would be too large else.

    Returns
    -------
    Detail
        At which it was written.

    Raises
    ------
    ExportFault
        When the page is too large even as a draft.
    OSError
        When the file cannot be written.
    """
    wanted = dict.fromkeys((recipe.detail, Detail.DRAFT))
    for detail in wanted:
        parts = build(replace(recipe, detail=detail), scene.shown, progress, cache=MeshCache())
        content = web_page(scene, {part.id: part.mesh for part in parts}, heading).encode("utf-8")
        if len(content) <= LARGEST_PAGE_BYTES:
            write_bytes(out, content)
            return detail
    raise ExportFault(
        f"the page would have {len(content) / _MB:.0f} MB, more than {LARGEST_PAGE_BYTES // _MB}; "
        "choose fewer levels or structures"
    )
