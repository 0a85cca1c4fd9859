"""`retia shot`: a picture without a window."""

from __future__ import annotations

import contextlib
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction, Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.commands.failure import Exit, wrong_use
from viewer.commands.options import (
    add_levels,
    add_recipe,
    picture_size,
    positive,
    recipe,
    turn_to_individual,
    warn_without_cache,
    writable,
)
from viewer.commands.progress import Progress

if TYPE_CHECKING:
    from meshes.build import Recipe
    from viewer.export.picture_size import PictureSize
    from viewer.export.still import StillSpec
    from viewer.model.figure import Figure
    from viewer.model.scene import Scene
    from viewer.model.viewpoint import Viewpoint

LABEL_NAMES = ("english", "latin", "both")

_AIDS = {
    "scale-bar": "show the length of a bar, or do not",
    "legend": "name the colours, or do not",
    "compass": "show the directions of the body, or do not",
    "labels": "write names with leader lines, or do not",
}
"""What may lie over the anatomy; where nothing is said, the figure decides."""


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
    parser.add_argument("--size", type=picture_size, metavar="WxH", help="pixels (1920x1080)")
    parser.add_argument("--dpi", type=positive("dpi", 10_000), help="dots an inch (300)")
    parser.add_argument("--preset", type=_preset, metavar="NAME", help="size and dpi: slide, a4, journal-89")
    parser.add_argument("--views", type=_views, metavar="A,B", help="sides beside each other: anterior,left")
    parser.add_argument("--transparent", action="store_true", help="nothing behind the anatomy, true alpha")
    add_aids(parser)
    add_recipe(parser)


def add_scene(parser: ArgumentParser) -> None:
    """What is to be seen: ``--figure``, ``--session``, ``--view``, ``--levels``, ``--show`` and so on."""
    parser.add_argument("--figure", metavar="NAME", help="what to show; see `retia figures`; or FILE.toml")
    parser.add_argument("--session", type=Path, metavar="FILE", help="show a session, or a picture's scene")
    parser.add_argument("--palette", type=_palette, metavar="NAME", help="atlas, colour-blind, print …")
    parser.add_argument("--view", type=_view, metavar="NAME", help="anterior, left, superior, oblique …")
    add_levels(parser, "levels to show")
    add_ids = parser.add_argument_group("structures (IDS: ids, id prefixes or levels, with commas between)")
    add_ids.add_argument("--show", metavar="IDS", help="show these, solid; without --figure only these")
    add_ids.add_argument("--hide", metavar="IDS", help="hide these")
    add_ids.add_argument("--fade", metavar="IDS", help="show these faintly")


def add_aids(parser: ArgumentParser) -> None:
    """Switches for what lies over the anatomy."""
    for name, told in _AIDS.items():
        parser.add_argument(f"--{name}", action=BooleanOptionalAction, help=told)
    parser.add_argument("--label-names", choices=LABEL_NAMES, help="what labels say (english)")


def run(arguments: Namespace) -> Exit:
    """Write the picture."""
    from viewer.model.figure import figure_of

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
    from viewer.model.session import session_text

    with Progress(quiet) as progress:
        meshes = {part.id: part.mesh for part in build(recipe, scene.shown, progress, cache=MeshCache())}
        progress(len(meshes), len(meshes), "drawing")
        with _ends_at_once():
            picture = compose(scene.catalogue, scene.state, meshes, spec)
    if picture.apology:
        print(f"retia: {picture.apology}", file=sys.stderr)
    memory = session_text(scene.state) if has_memory else ""
    words = Words(figure.title, figure.caption, memory) if figure else Words(session=memory)
    write_bytes(out, picture_bytes(out.suffix, picture, spec.dpi, words))


def scene_asked(arguments: Namespace) -> Scene:
    """The figure or session, changed as the options of :func:`add_scene` say."""
    scene = start_of(arguments.figure, arguments.session, arguments.levels)
    turn_to_individual(scene, arguments)
    select = scene.catalogue.select
    if arguments.show is not None:
        _show(scene, select(arguments.show), arguments)
    hidden = select(arguments.hide) if arguments.hide is not None else ()
    faded = select(arguments.fade) if arguments.fade is not None else ()
    faint = [key for key in faded if key not in hidden]
    scene.show(faint)
    scene.fade(faint)
    scene.hide(hidden)
    if arguments.palette:
        scene.set_palette(arguments.palette)
    if arguments.view:
        scene.view_from(arguments.view)
    if getattr(arguments, "label_names", None):
        scene.set_overlays(replace(scene.state.overlays, label_names=arguments.label_names))
    return scene


def start_of(figure: str | None, session: Path | None, levels: tuple[str, ...] | None) -> Scene:
    """The scene that options name: a figure's or a session's, its levels changed; notes go to stderr."""
    from viewer.scenes import scene_in, scene_of

    if session is None:
        return scene_of(figure, levels)
    if figure is not None:
        raise wrong_use("a session and a figure cannot both be shown; name one")
    scene, notes = scene_in(session)
    for note in notes:
        print(f"retia: {session.name}: {note}", file=sys.stderr)
    if levels:
        scene.set_levels(levels[0], levels[-1])
    return scene


def _require_format(name: str, is_clear: bool) -> None:
    from viewer.export.files import UnknownPictureFormat, require_format

    try:
        require_format(name, is_clear)
    except UnknownPictureFormat as fault:
        raise wrong_use(f"{name}: {fault}") from fault


def _show(scene: Scene, ids: tuple[str, ...], arguments: Namespace) -> None:
    if arguments.figure or arguments.session:
        scene.show(ids)
    else:
        scene.isolate(ids)
        if not arguments.levels:
            _reach(scene, ids)
    scene.set_opacity(ids, 1.0)


def _reach(scene: Scene, ids: tuple[str, ...]) -> None:
    """Widen the level range to whatever was named."""
    from meshes.anatomy.levels import LEVELS
    from viewer.model.visibility import levels_of

    named = {level for key in ids for level in levels_of(scene.catalogue.structures[key])}
    ordered = sorted(named, key=LEVELS.index)
    scene.set_levels(ordered[0], ordered[-1])


def _spec(scene: Scene, arguments: Namespace) -> StillSpec:
    from viewer.export.still import TRANSPARENT

    preset = arguments.preset
    spec = still_of(scene, *(arguments.size or ((preset.width, preset.height) if preset else (1920, 1080))))
    return replace(
        chosen_aids(spec, arguments),
        dpi=arguments.dpi or (float(preset.dpi) if preset else 300.0),
        views=_sides(scene, arguments),
        background=TRANSPARENT if arguments.transparent else spec.background,
    )


def chosen_aids(spec: StillSpec, arguments: Namespace) -> StillSpec:
    """The picture with legend, scale bar, compass and names as the options say."""
    return replace(
        spec,
        has_legend=_chosen(arguments.legend, spec.has_legend),
        has_scale_bar=_chosen(arguments.scale_bar, spec.has_scale_bar),
        has_compass=_chosen(arguments.compass, spec.has_compass),
        has_labels=_chosen(arguments.labels, spec.has_labels or arguments.label_names is not None),
    )


def _chosen(wish: bool | None, otherwise: bool) -> bool:
    return otherwise if wish is None else wish


def still_of(scene: Scene, width: int, height: int) -> StillSpec:
    """A picture of that size with the aids that the scene shows."""
    from viewer.export.still import StillSpec

    aids = scene.state.overlays
    return StillSpec(
        width,
        height,
        has_legend=aids.legend,
        has_scale_bar=aids.scale_bar,
        has_compass=aids.orientation,
        has_labels=aids.labels,
    )


def _preset(name: str) -> PictureSize:
    from viewer.export.picture_size import PRESETS

    found = [size for size in PRESETS if size.key == name]
    if not found:
        known = ", ".join(size.key for size in PRESETS)
        raise ArgumentTypeError(f"there is no preset {name!r}; there are {known}")
    return found[0]


def _palette(name: str) -> str:
    from viewer.model.palette import load_palette

    try:
        return load_palette(name).name
    except ValueError as fault:
        raise ArgumentTypeError(str(fault)) from fault


def _view(name: str) -> str:
    from viewer.model.viewpoint import require_view

    try:
        return require_view(name)
    except ValueError as fault:
        raise ArgumentTypeError(str(fault)) from fault


def _views(names: str) -> tuple[str, ...]:
    return tuple(_view(name.strip()) for name in names.split(","))


def _sides(scene: Scene, arguments: Namespace) -> tuple[Viewpoint, ...]:
    """The sides asked for, else those of the figure unless one view was asked for."""
    from viewer.model.figure import figure_of
    from viewer.model.viewpoint import named_sides

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
