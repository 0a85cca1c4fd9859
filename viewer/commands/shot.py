"""`retia shot`: a picture without a window."""

from __future__ import annotations

import contextlib
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.commands.aid_options import add_aids, add_paper, chosen_aids, still_of
from viewer.commands.failure import Exit, wrong_use
from viewer.commands.options import (
    MOST_PIXELS,
    PaperSize,
    add_recipe,
    picture_or_paper_size,
    positive,
    recipe,
    warn_without_cache,
    writable,
)
from viewer.commands.progress import Progress
from viewer.commands.scene_options import add_scene, scene_asked, view

if TYPE_CHECKING:
    from meshes.build import Recipe
    from viewer.export.picture_size import PictureSize
    from viewer.export.still_spec import StillSpec
    from viewer.model.figure import Figure
    from viewer.model.scene import Scene
    from viewer.model.viewpoint import Viewpoint


_FIGURE_S = "\0"
"""Stands for the caption of the figure, which nobody can type."""


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        metavar="OUT.png",
        help="the picture: .png, .tif, .jpg or .webp; in .svg and .pdf words stay words",
    )
    add_scene(parser)
    parser.add_argument("--no-memory", action="store_true", help="a picture that does not carry its scene")
    parser.add_argument(
        "--size", type=picture_or_paper_size, metavar="WxH", help="pixels (1920x1080), or 89x60mm"
    )
    parser.add_argument("--dpi", type=positive("dpi", 10_000), metavar="N", help="dots an inch (300)")
    parser.add_argument("--preset", type=_preset, metavar="NAME", help="size and dpi: slide, a4, journal-89")
    parser.add_argument("--views", type=_views, metavar="A,B", help="sides beside each other: anterior,left")
    parser.add_argument("--transparent", action="store_true", help="nothing behind the anatomy, true alpha")
    add_aids(parser)
    parser.add_argument(
        "--caption", nargs="?", const=_FIGURE_S, metavar="TEXT", help="words at the foot (the figure's)"
    )
    add_paper(parser)
    add_recipe(parser)


def run(arguments: Namespace) -> Exit:
    """Write the picture."""
    from viewer.model.written.figure_file import figure_of

    out = writable(arguments.out)
    _require_format(out.name, arguments.transparent)
    scene = scene_asked(arguments)
    if not scene.shown:
        raise wrong_use("nothing is left to show; name other structures or levels")
    figure = figure_of(arguments.figure) if arguments.figure is not None else None
    wanted, spec = recipe(arguments, scene), _spec(scene, arguments)
    write_picture(scene, wanted, spec, out, arguments.quiet, figure, has_memory=not arguments.no_memory)
    return Exit.DONE


def write_picture(
    scene: Scene,
    recipe: Recipe,
    spec: StillSpec,
    out: Path,
    quiet: bool,
    figure: Figure | None = None,
    has_memory: bool = True,
) -> None:
    """Build what a scene shows and write its picture; a file of that name is replaced.

    Title and caption of `figure` go into the file, and with `has_memory` the session of the scene.

    Raises
    ------
    NoOpenGL
        When nothing can be drawn here.
    OSError
        When the file cannot be written.
    """
    from viewer.render.opengl import prepare_drawing

    prepare_drawing()
    warn_without_cache(quiet)

    from meshes.build import build
    from meshes.cache import MeshCache
    from meshes.replacing import write_bytes
    from viewer.export.files import Words, picture_bytes
    from viewer.export.still import compose
    from viewer.model.written.session import session_text

    with Progress(quiet) as progress:
        meshes = {part.id: part.mesh for part in build(recipe, scene.shown, progress, cache=MeshCache())}
        progress(len(meshes), len(meshes), "drawing")
        with _ends_at_once():
            picture = compose(scene.catalogue, scene.state, meshes, spec)
    if picture.apology:
        print(f"retia: {picture.apology}", file=sys.stderr)
    memory = session_text(spec.carried(scene.state)) if has_memory else ""
    title, caption = (figure.title, figure.caption) if figure else ("", "")
    words = Words(title, spec.caption or caption, memory)
    write_bytes(out, picture_bytes(out.suffix, picture, spec.dpi, words, spec.paper_mm))


def _require_format(name: str, is_clear: bool) -> None:
    from viewer.export.files import UnknownPictureFormat, require_format

    try:
        require_format(name, is_clear)
    except UnknownPictureFormat as fault:
        raise wrong_use(f"{name}: {fault}") from fault


def _spec(scene: Scene, arguments: Namespace) -> StillSpec:
    from viewer.export.still_spec import TRANSPARENT

    preset = arguments.preset
    dpi = arguments.dpi or (float(preset.dpi) if preset else 300.0)
    size = _pixels(arguments.size, dpi) or ((preset.width, preset.height) if preset else (1920, 1080))
    spec = still_of(scene, *size)
    spec = replace(spec, enlarged=preset.enlarged) if preset else spec
    spec = chosen_aids(spec, arguments)
    return replace(
        spec,
        caption=_caption(arguments),
        dpi=dpi,
        paper_mm=_paper(arguments, dpi),
        views=_sides(scene, arguments),
        background=TRANSPARENT if arguments.transparent else spec.background,
    )


def _paper(arguments: Namespace, dpi: float) -> tuple[float, float] | None:
    """The size of the page as it was asked for in millimetres, or as a preset at its resolution has it."""
    size = arguments.size
    if size is not None:
        return (size.width, size.height) if isinstance(size, PaperSize) else None
    preset = arguments.preset
    return preset.paper_mm if preset is not None and dpi == preset.dpi else None


def _pixels(size: tuple[int, int] | PaperSize | None, dpi: float) -> tuple[int, int] | None:
    from viewer.export.picture_size import pixels_on

    if not isinstance(size, PaperSize):
        return size
    width, height = (pixels_on(side, dpi) for side in size)
    if not (min(width, height) >= 16 and max(width, height) <= MOST_PIXELS):
        told = f"{size.width:g}x{size.height:g} mm at {dpi:g} dpi are {width}x{height} pixels"
        raise wrong_use(f"{told}; a side has 16 to {MOST_PIXELS}")
    return width, height


def _caption(arguments: Namespace) -> str:
    from viewer.export.still_spec import LONGEST_CAPTION
    from viewer.model.written.figure_file import figure_of

    words: str = arguments.caption or ""
    if words == _FIGURE_S:
        words = figure_of(arguments.figure).caption if arguments.figure is not None else ""
        if not words:
            raise wrong_use("there is no figure with a caption here; say it: --caption TEXT")
    if len(words) > LONGEST_CAPTION:
        raise wrong_use(f"a caption of {len(words)} letters is longer than {LONGEST_CAPTION}")
    return words


def _preset(name: str) -> PictureSize:
    from viewer.export.picture_size import PRESETS

    found = [size for size in PRESETS if size.key == name]
    if not found:
        known = ", ".join(size.key for size in PRESETS)
        raise ArgumentTypeError(f"there is no preset {name!r}; there are {known}")
    return found[0]


def _views(names: str) -> tuple[str, ...]:
    return tuple(view(name.strip()) for name in names.split(","))


def _sides(scene: Scene, arguments: Namespace) -> tuple[Viewpoint, ...]:
    """The sides asked for, else those of the figure unless one view was asked for."""
    from viewer.model.viewpoint import named_sides
    from viewer.model.written.figure_file import figure_of

    names: tuple[str, ...] = arguments.views or ()
    if not names and not arguments.view and arguments.figure is not None:
        names = figure_of(arguments.figure).views
    return named_sides(names, scene.state.viewpoint.is_parallel)


@contextlib.contextmanager
def _ends_at_once() -> Iterator[None]:
    """Let Ctrl-C end the process itself: drawing does not return to Python for seconds.

    Nothing has been written yet, so nothing is left behind.
    """
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    except ValueError:  # not the main thread, which alone receives signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
