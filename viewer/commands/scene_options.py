"""Options that say what is to be seen, and the scene they ask for."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.commands.failure import wrong_use
from viewer.commands.options import add_levels, turn_to_individual

if TYPE_CHECKING:
    from viewer.model.scene import Scene


def add_scene(parser: ArgumentParser) -> None:
    """What is to be seen: ``--figure``, ``--session``, ``--view``, ``--levels``, ``--show`` and so on."""
    parser.add_argument("--figure", metavar="NAME", help="what to show; see `retia figures`; or FILE.toml")
    parser.add_argument("--session", type=Path, metavar="FILE", help="show a session, or a picture's scene")
    parser.add_argument(
        "--palette", type=_palette, metavar="NAME", help="atlas, colour-blind, high-contrast or print"
    )
    parser.add_argument("--view", type=view, metavar="NAME", help="anterior, left, superior, oblique …")
    add_levels(parser, "levels to show")
    add_ids = parser.add_argument_group("structures (IDS: ids, id prefixes or levels, with commas between)")
    add_ids.add_argument("--show", metavar="IDS", help="show these, solid; without --figure only these")
    add_ids.add_argument("--hide", metavar="IDS", help="hide these")
    add_ids.add_argument("--fade", metavar="IDS", help="show these faintly")


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


def _palette(name: str) -> str:
    from viewer.model.palette import load_palette

    try:
        return load_palette(name).name
    except ValueError as fault:
        raise ArgumentTypeError(str(fault)) from fault


def view(name: str) -> str:
    """The name of a standard view. Raises ArgumentTypeError with those there are."""
    from viewer.model.viewpoint import require_view

    try:
        return require_view(name)
    except ValueError as fault:
        raise ArgumentTypeError(str(fault)) from fault
