"""One scene seen from several sides, in pictures of one size and one scale."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace

from meshes.anatomy.catalogue import Catalogue
from meshes.geometry.trimesh import TriMesh
from viewer.export.exposure import Darkroom, Exposed, samples_for
from viewer.model.state import SceneState
from viewer.model.viewpoint import Viewpoint


def exposing_sides(
    catalogue: Catalogue,
    state: SceneState,
    meshes: Mapping[str, TriMesh],
    size: tuple[int, int],
    views: Sequence[Viewpoint],
    is_named: bool = False,
    taken_aside: float = 0.0,
    taken_below: float = 0.0,
    aspect: float | None = None,
) -> Generator[None, None, list[Exposed]]:
    """Pictures of a state from each of some sides; the farthest away decides how near all of them are.

    There is a pause after each surface and each sample.

    Parameters
    ----------
    catalogue, state, meshes, is_named, taken_below, aspect
        As of :func:`viewer.export.exposure.exposing`.
    taken_aside
        Share of the width that is kept clear at either side.
    size
        Width and height of each picture, pixels.
    views
        From where; fitted ones are framed.
    """
    with Darkroom(catalogue, state, size, taken_aside, taken_aside, taken_below, aspect) as room:
        yield from room.loading(meshes)
        framed = []
        for view in views:
            room.turn_to(replace(state, viewpoint=view))
            framed.append(room.viewpoint())
        height_mm = max(view.height_mm or 0.0 for view in framed)
        pictures = []
        for view in framed:
            room.turn_to(replace(state, viewpoint=replace(view, height_mm=height_mm)))
            pictures.append((yield from room.exposing(samples_for(size), is_named)))
        return pictures
