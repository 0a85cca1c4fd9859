"""Pictures on disk: exact pixels, true alpha, legend and scale bar in proportion."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from meshes.anatomy.catalogue import Catalogue
from meshes.geometry.trimesh import TriMesh
from meshes.replacing import write_bytes
from viewer.export.backdrop import backdrop, ink_of, worn_on
from viewer.export.composition import Composition
from viewer.export.exposure import Exposed, exposing, finished
from viewer.export.page import Page
from viewer.export.panels import exposing_sides
from viewer.export.png import png
from viewer.export.still_spec import StillSpec
from viewer.model.scene import Scene
from viewer.model.state import SceneState
from viewer.render.appearance import legend_rows, rulers_of
from viewer.render.labels.page import left_out
from viewer.render.labels.wish import has_notes, label_wishes
from viewer.render.painted.ink import Picture
from viewer.render.painted.shapes import Shape, moved
from viewer.render.protocol import LabelWish, Ruler


def render_still(
    catalogue: Catalogue, state: SceneState, meshes: Mapping[str, TriMesh], spec: StillSpec
) -> Picture:
    """The picture of a scene's state as pixels, (height, width, 4), not premultiplied.

    Parameters
    ----------
    catalogue, state
        What to show, for instance ``scene.catalogue`` and ``scene.state``; selection is not marked.
    meshes
        Surfaces by id in the world frame, at least those of ``scene.shown``.
    spec
        Size, background and what is laid over.
    """
    return compose(catalogue, state, meshes, spec).painted()


def compose(
    catalogue: Catalogue, state: SceneState, meshes: Mapping[str, TriMesh], spec: StillSpec
) -> Composition:
    """The picture of a scene's state with its words as shapes; parameters as of :func:`render_still`."""
    return finished(composing(catalogue, state, meshes, spec))


def composing(
    catalogue: Catalogue,
    state: SceneState,
    meshes: Mapping[str, TriMesh],
    spec: StillSpec,
    share: float = 1.0,
) -> Generator[None, None, Composition]:
    """As :func:`compose`, in steps of a few hundredths of a second; given up, it leaves nothing behind.

    With a `share` below one it is the same picture in so much fewer pixels each way: what is written, and
    where, is decided for the picture in its full size.
    """
    state = replace(worn_on(spec, state), viewpoint=state.viewpoint.in_shape(spec.width / spec.height))
    scene, arrived = _labelled(catalogue, state, spec), frozenset(meshes)
    wishes, rows = label_wishes(scene, arrived), legend_rows(scene, arrived) if spec.has_legend else ()
    page = Page(spec, ink_of(spec, state), rows, has_notes(wishes))
    if spec.views:
        made = yield from _side_by_side(page, scene, _unmarked(state), meshes, share)
        return made.shrunk(share)
    drawn = spec.shrunk(share)
    exposed = yield from exposing(
        catalogue,
        _unmarked(state),
        meshes,
        (drawn.width, drawn.height),
        *page.taken(),
        page.taken_below,
        is_named=bool(wishes),
        aspect=spec.width / spec.height,
    )
    return laid_over(page, exposed, backdrop(drawn, state), wishes, rulers_of(state)).shrunk(share)


def _side_by_side(
    page: Page, scene: Scene, state: SceneState, meshes: Mapping[str, TriMesh], share: float
) -> Generator[None, None, Composition]:
    """A panel for each view beside the legend, each with names and compass of its own.

    The ground has a share of the pixels, the shapes lie where they do in the full size.
    """
    spec, ground = page.spec, backdrop(page.spec.shrunk(share), state)
    bare = replace(page, spec=replace(spec, has_labels=False), has_notes=False)
    left = bare.taken()[0] * spec.width
    exact_width = (spec.width - left) / len(spec.views)
    width = int(exact_width)
    part = replace(spec, width=width, views=(), has_scale_bar=False, letters=spec.scale, caption="")
    inner = replace(page, spec=part, rows=(), lifted=page.foot)
    named, size = spec.has_labels or page.has_notes, (int(width * share), ground.shape[0])
    clear = inner.taken()[0], page.taken_below, width / spec.height
    sides = yield from exposing_sides(scene.catalogue, state, meshes, size, spec.views, named, *clear)
    shapes: list[Shape] = []
    missing: dict[str, None] = {}
    for number, exposed in enumerate(sides):
        start = round(left + number * exact_width)
        first = min(round(start * share), ground.shape[1] - size[0])
        across = slice(first, first + size[0])
        if exposed is sides[-1]:
            inner = replace(inner, spec=replace(inner.spec, has_scale_bar=spec.has_scale_bar))
        wishes = label_wishes(scene, frozenset(meshes))
        panel = laid_over(inner, exposed, ground[:, across], wishes, rulers_of(state))
        ground[:, across] = panel.ground
        shapes += moved(panel.shapes, start, 0.0)
        missing |= dict.fromkeys(panel.left_out)
    shapes += [*page.legend_shapes(), *page.caption_shapes()]
    return Composition(ground, tuple(shapes), tuple(missing))


def laid_over(
    page: Page,
    exposed: Exposed,
    ground: Picture,
    wishes: Sequence[LabelWish] = (),
    rulers: Sequence[Ruler] = (),
) -> Composition:
    """Anatomy on its backdrop with the aids of a page."""
    canvas = Image.fromarray(ground, "RGBA")
    canvas.alpha_composite(Image.fromarray(exposed.picture, "RGBA"))
    labels = page.labels(exposed.sight, exposed.viewpoint, wishes)
    shapes = (*page.ruler_shapes(exposed.viewpoint, rulers), *page.shapes_of(labels, exposed.viewpoint))
    size = page.spec.width, page.spec.height
    missing = left_out(wishes, labels, exposed.viewpoint, size)
    return Composition(np.asarray(canvas), shapes, tuple(wish.names[0] for wish in missing))


def write_still(
    path: Path,
    catalogue: Catalogue,
    state: SceneState,
    meshes: Mapping[str, TriMesh],
    spec: StillSpec,
    title: str = "",
    caption: str = "",
) -> None:
    """Write a scene's picture as a PNG file, whole or not at all.

    Parameters are those of :func:`render_still`; `title` and `caption` go into the file.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    picture = render_still(catalogue, state, meshes, spec)
    write_bytes(path, png(picture, spec.dpi, title, caption))


def _unmarked(state: SceneState) -> SceneState:
    return replace(state, selection=())


def _labelled(catalogue: Catalogue, state: SceneState, spec: StillSpec) -> Scene:
    overlays = replace(state.overlays, labels=spec.has_labels)
    return Scene.of_state(catalogue, replace(state, overlays=overlays))
