"""Pictures on disk: exact pixels, true alpha, legend and scale bar in proportion."""

from __future__ import annotations

import io
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from meshes.anatomy.catalogue import Catalogue
from meshes.geometry.trimesh import TriMesh
from meshes.replacing import write_bytes
from viewer.export.exposure import Exposed, exposing, finished
from viewer.export.page import Page
from viewer.export.panels import exposing_sides
from viewer.model.palette import load_palette
from viewer.model.picture_text import KEYWORD
from viewer.model.scene import Scene
from viewer.model.state import SceneState
from viewer.model.viewpoint import Viewpoint
from viewer.render.appearance import legend_rows, rgb, rulers_of
from viewer.render.labels.page import left_out
from viewer.render.labels.wish import has_notes, label_wishes
from viewer.render.painted.compass import paint_compass
from viewer.render.painted.ink import DARK_INK, Ink, Picture, ink_on
from viewer.render.painted.shapes import Shape, moved, paint
from viewer.render.protocol import LabelWish, Ruler

TRANSPARENT = "transparent"
BACKDROP, DARK_BACKDROP = "backdrop", "dark-backdrop"
LARGEST_SIDE = 16384
"""Pixels a side that graphics drivers can draw."""
LARGEST_AREA = 100_000_000
"""Pixels in all; the sums of a larger picture take gigabytes."""

_POINTS_A_SIDE = 580.0
"""Letters of 10 points, one part in 58 of the shorter side, are read from the back of a lecture hall."""
_LEAST_SCALE = 1.1
_LEAST_POINTS_A_SIDE = 200.0


@dataclass(frozen=True)
class StillSpec:
    """What a picture on disk is to be like.

    Parameters
    ----------
    width, height
        Pixels, exactly.
    dpi
        Pixels an inch, written into the file; letters keep their share of the picture whatever it is.
    background
        ``transparent``, ``backdrop`` or ``dark-backdrop`` for the palette's own, or ``#rrggbb``.
    has_legend, has_scale_bar, has_compass, has_labels
        What is laid over the anatomy: colours' names, the length of a bar, the directions of the body, names
        with leader lines.
    views
        The sides to see it from, one beside the other at one scale; without, the state's viewpoint alone.
    letters
        Pixels a point of all letters; without, as fits the size.

    Raises
    ------
    ValueError
        When a size, the resolution or the background is impossible.
    """

    width: int = 1920
    height: int = 1080
    dpi: float = 300.0
    background: str = "#ffffff"
    has_legend: bool = False
    has_scale_bar: bool = False
    has_compass: bool = False
    has_labels: bool = False
    views: tuple[Viewpoint, ...] = ()
    letters: float | None = None

    def __post_init__(self) -> None:
        if not all(16 <= side <= LARGEST_SIDE for side in (self.width, self.height)):
            size = f"{self.width}x{self.height}"
            raise ValueError(f"a picture has 16 to {LARGEST_SIDE} pixels a side, not {size}")
        if self.width * self.height > LARGEST_AREA:
            raise ValueError(
                f"{self.width}x{self.height} is more than {LARGEST_AREA // 10**6} million pixels"
            )
        if not 1.0 <= self.dpi <= 10_000.0:
            raise ValueError(f"{self.dpi:g} dpi is outside 1 to 10000")
        if self.background not in (TRANSPARENT, BACKDROP, DARK_BACKDROP):
            rgb_or_fault(self.background)

    @property
    def scale(self) -> float:
        """Pixels a point of the letters, in proportion to the shorter side.

        In a small picture letters keep 11 pixels, as long as they do not fill it.
        """
        if self.letters is not None:
            return self.letters
        side = min(self.width, self.height)
        return max(side / _POINTS_A_SIDE, min(_LEAST_SCALE, side / _LEAST_POINTS_A_SIDE))


def rgb_or_fault(colour: str) -> tuple[int, int, int]:
    """The channels of ``#rrggbb``. Raises ValueError on anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(
            f"{colour!r} is no background; write transparent, backdrop, dark-backdrop or #rrggbb"
        )
    return rgb(colour)


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


@dataclass(frozen=True)
class Composition:
    """A picture before its words are painted: for files in which text is to stay text.

    Parameters
    ----------
    ground
        Backdrop, anatomy and orientation marker in pixels.
    shapes
        Legend, scale bar and names over it, the lowest first.
    left_out
        Texts of the notes there was no room for.
    """

    ground: Picture
    shapes: tuple[Shape, ...]
    left_out: tuple[str, ...] = ()

    @property
    def apology(self) -> str:
        """What to say of the notes that were left out; nothing when all have room."""
        if not self.left_out:
            return ""
        told = ", ".join(f"“{text}”" for text in self.left_out)
        noun = "note" if len(self.left_out) == 1 else "notes"
        return f"No room for the {noun} {told}: a larger picture, or fewer names, have it."

    def painted(self) -> Picture:
        """All of it in pixels."""
        canvas = Image.fromarray(self.ground, "RGBA")
        if self.shapes:
            over = Image.new("RGBA", canvas.size, (0, 0, 0, 0))
            paint(self.shapes, over)
            canvas.alpha_composite(over)
        return np.asarray(canvas)


def compose(
    catalogue: Catalogue, state: SceneState, meshes: Mapping[str, TriMesh], spec: StillSpec
) -> Composition:
    """The picture of a scene's state with its words as shapes; parameters as of :func:`render_still`."""
    return finished(composing(catalogue, state, meshes, spec))


def composing(
    catalogue: Catalogue, state: SceneState, meshes: Mapping[str, TriMesh], spec: StillSpec
) -> Generator[None, None, Composition]:
    """As :func:`compose`, in steps of a few hundredths of a second; given up, it leaves nothing behind."""
    scene, arrived = _labelled(catalogue, state, spec), frozenset(meshes)
    wishes, rows = label_wishes(scene, arrived), legend_rows(scene, arrived) if spec.has_legend else ()
    page = Page(spec, ink_of(spec, state), rows, has_notes(wishes))
    if spec.views:
        return (yield from _side_by_side(page, scene, _unmarked(state), meshes))
    size = spec.width, spec.height
    exposed = yield from exposing(catalogue, _unmarked(state), meshes, size, *page.taken(), bool(wishes))
    return laid_over(page, exposed, backdrop(spec, state), wishes, rulers_of(state))


def _side_by_side(
    page: Page, scene: Scene, state: SceneState, meshes: Mapping[str, TriMesh]
) -> Generator[None, None, Composition]:
    """A panel for each view beside the legend, each with names and compass of its own."""
    spec, ground = page.spec, backdrop(page.spec, state)
    bare = replace(page, spec=replace(spec, has_labels=False), has_notes=False)
    left = round(bare.taken()[0] * spec.width)
    width = (spec.width - left) // len(spec.views)
    inner = replace(
        page, spec=replace(spec, width=width, views=(), has_scale_bar=False, letters=spec.scale), rows=()
    )
    named, size = spec.has_labels or page.has_notes, (width, spec.height)
    sides = yield from exposing_sides(scene.catalogue, state, meshes, size, spec.views, named)
    shapes: list[Shape] = []
    missing: dict[str, None] = {}
    for number, exposed in enumerate(sides):
        across = slice(left + number * width, left + (number + 1) * width)
        if exposed is sides[-1]:
            inner = replace(inner, spec=replace(inner.spec, has_scale_bar=spec.has_scale_bar))
        wishes = label_wishes(scene, frozenset(meshes))
        panel = laid_over(inner, exposed, ground[:, across], wishes, rulers_of(state))
        ground[:, across] = panel.ground
        shapes += moved(panel.shapes, across.start, 0.0)
        missing |= dict.fromkeys(panel.left_out)
    return Composition(ground, (*shapes, *page.legend_shapes()), tuple(missing))


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
    if page.spec.has_compass:
        compass = Image.fromarray(paint_compass(exposed.viewpoint, page.ink, page.spec.scale), "RGBA")
        canvas.alpha_composite(compass, page.corner(*compass.size, is_right=False, is_top=False))
    labels = page.labels(exposed.sight, exposed.viewpoint, wishes)
    shapes = (*page.ruler_shapes(exposed.viewpoint, rulers), *page.shapes_of(labels, exposed.viewpoint))
    size = page.spec.width, page.spec.height
    missing = left_out(wishes, labels, exposed.viewpoint, size)
    return Composition(np.asarray(canvas), shapes, tuple(wish.names[0] for wish in missing))


def png(picture: Picture, dpi: float, title: str = "", caption: str = "", session: str = "") -> bytes:
    """A picture as the bytes of a PNG file with its resolution, title, caption and session inside.

    A picture without a clear pixel is written without alpha.
    """
    image = Image.fromarray(picture, "RGBA")
    if int(picture[..., 3].min()) == 255:
        image = image.convert("RGB")
    words = PngInfo()
    for key, text in (("Software", "Retia"), ("Title", title), ("Description", caption)):
        if text:
            words.add_itxt(key, text)
    if session:
        words.add_itxt(KEYWORD, session, zip=True)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", dpi=(dpi, dpi), pnginfo=words, compress_level=6)
    return buffer.getvalue()


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


def backdrop(spec: StillSpec, state: SceneState) -> Picture:
    """What lies behind the anatomy, in pixels."""
    canvas = np.zeros((spec.height, spec.width, 4), np.uint8)
    if spec.background == TRANSPARENT:
        return canvas
    canvas[..., 3] = 255
    bottom, top = (np.array(rgb(colour), float) for colour in _behind(spec, state))
    share = np.linspace(1.0, 0.0, spec.height)[:, None]
    canvas[..., :3] = np.rint(share * top + (1.0 - share) * bottom).astype(np.uint8)[:, None]
    return canvas


def ink_of(spec: StillSpec, state: SceneState) -> Ink:
    """The colours of what is laid over."""
    if spec.background == TRANSPARENT:
        return DARK_INK
    return ink_on(_behind(spec, state)[0])


def _behind(spec: StillSpec, state: SceneState) -> tuple[str, str]:
    """Bottom and top of the background, ``#rrggbb``."""
    if spec.background in (BACKDROP, DARK_BACKDROP):
        return load_palette(state.palette).backdrop(spec.background == DARK_BACKDROP)
    return spec.background, spec.background
