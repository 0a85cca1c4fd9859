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
    from viewer.export.still import StillSpec
    from viewer.model.figure import Figure
    from viewer.model.scene import Scene

_AIDS = {
    "scale-bar": "show the length of a bar, or do not",
    "legend": "name the colours, or do not",
    "compass": "show the directions of the body, or do not",
}
"""What may lie over the anatomy; where nothing is said, the figure decides."""


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.png", help="the picture")
    parser.add_argument("--figure", metavar="NAME", help="what to show; see `retia figures`; or FILE.toml")
    parser.add_argument("--session", type=Path, metavar="FILE", help="show a session, or a picture's scene")
    parser.add_argument(
        "--no-memory", action="store_true", help="a picture that does not carry its scene"
    )
    parser.add_argument("--view", type=_view, metavar="NAME", help="anterior, left, superior, oblique …")
    add_levels(parser, "levels to show")
    add_ids = parser.add_argument_group("structures (IDS: ids, id prefixes or levels, with commas between)")
    add_ids.add_argument("--show", metavar="IDS", help="show these, solid; without --figure only these")
    add_ids.add_argument("--hide", metavar="IDS", help="hide these")
    add_ids.add_argument("--fade", metavar="IDS", help="show these faintly")
    parser.add_argument("--size", type=picture_size, default=(1920, 1080), metavar="WxH", help="pixels")
    parser.add_argument("--dpi", type=positive("dpi", 10_000), default=300.0, help="dots an inch (300)")
    parser.add_argument("--transparent", action="store_true", help="nothing behind the anatomy, true alpha")
    for name, meaning in _AIDS.items():
        parser.add_argument(f"--{name}", action=BooleanOptionalAction, help=meaning)
    add_recipe(parser)


def run(arguments: Namespace) -> Exit:
    """Write the picture."""
    from viewer.model.figure import figure_of

    out = writable(arguments.out)
    if out.suffix.lower() != ".png":
        raise wrong_use(f"{out.name}: pictures are written as .png")
    scene = _scene(arguments)
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
    from viewer.export.still import png, render_still
    from viewer.model.session import session_text

    with Progress(quiet) as progress:
        meshes = {part.id: part.mesh for part in build(recipe, scene.shown, progress, cache=MeshCache())}
        progress(len(meshes), len(meshes), "drawing")
        with _ends_at_once():
            picture = render_still(scene.catalogue, scene.state, meshes, spec)
    words = (figure.title, figure.caption) if figure else ("", "")
    memory = session_text(scene.state) if has_memory else ""
    write_bytes(out, png(picture, spec.dpi, *words, session=memory))


def _scene(arguments: Namespace) -> Scene:
    """The figure, changed as the options say."""
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
    if arguments.view:
        scene.view_from(arguments.view)
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

    spec = still_of(scene, *arguments.size)
    return replace(
        spec,
        dpi=arguments.dpi,
        background=TRANSPARENT if arguments.transparent else spec.background,
        has_legend=_chosen(arguments.legend, spec.has_legend),
        has_scale_bar=_chosen(arguments.scale_bar, spec.has_scale_bar),
        has_compass=_chosen(arguments.compass, spec.has_compass),
    )


def _chosen(wish: bool | None, otherwise: bool) -> bool:
    return otherwise if wish is None else wish


def still_of(scene: Scene, width: int, height: int) -> StillSpec:
    """A picture of that size with the aids that the scene shows."""
    from viewer.export.still import StillSpec

    aids = scene.state.overlays
    return StillSpec(
        width, height, has_legend=aids.legend, has_scale_bar=aids.scale_bar, has_compass=aids.orientation
    )


def _view(name: str) -> str:
    from viewer.model.viewpoint import NAMED_VIEWS

    if name not in NAMED_VIEWS:
        raise ArgumentTypeError(f"there is no view {name!r}; there are {', '.join(NAMED_VIEWS)}")
    return name


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
