"""`retia view`: the window, or without a display one picture."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from meshes.home import VARIABLE
from meshes.replacing import require_writable
from viewer.commands.failure import Exit, cannot_here, file_trouble
from viewer.commands.options import (
    add_levels,
    add_recipe,
    recipe,
    turn_to_individual,
    warn_without_cache,
    writable,
)

PICTURE = Path("retia.png")
"""What is written in the working folder where no window can open."""

_SIZE = (1920, 1200)


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "session", type=Path, nargs="?", metavar="FILE", help="a session, or a picture saved by Retia"
    )
    parser.add_argument("--figure", metavar="NAME", help="what to start with; see `retia figures`")
    add_levels(parser, "levels to start with")
    parser.add_argument(
        "--portable", type=Path, metavar="FOLDER", help="keep settings, scenes and built meshes there"
    )
    add_recipe(parser)


def run(arguments: Namespace) -> Exit:
    """Open the window and stay until it is closed."""
    from viewer.commands.scene_options import start_of
    from viewer.display import has_display

    if arguments.portable is not None:
        _travel_in(arguments.portable)
    scene = start_of(arguments.figure, arguments.session, arguments.levels)
    turn_to_individual(scene, arguments)
    if has_display():
        from viewer.app import open_window
        from viewer.qt.application import NoOpenGL
        from viewer.render.opengl import NoOpenGL as NothingDraws
        from viewer.render.opengl import prepare_drawing

        warn_without_cache(arguments.quiet)
        try:
            # Pictures and previews are drawn off the screen, on Wayland without the X server VTK looks for.
            prepare_drawing()
            return Exit(open_window(scene, recipe(arguments, scene), arguments.session))
        except (NoOpenGL, NothingDraws) as fault:
            raise cannot_here(str(fault)) from fault

    from viewer.commands.aid_options import still_of
    from viewer.commands.shot import write_picture

    print(f"retia: no display to open a window on; writing {PICTURE} instead", file=sys.stderr)
    wanted, spec = recipe(arguments, scene), still_of(scene, *_SIZE)
    write_picture(scene, wanted, spec, writable(PICTURE), arguments.quiet)
    return Exit.DONE


def _travel_in(folder: Path) -> None:
    """Keep everything in a folder, which is made if need be. Raises Failure where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        require_writable(folder)
    except OSError as fault:
        raise file_trouble(
            f"nothing can be kept in {folder} ({fault.strerror}); choose another folder"
        ) from fault
    os.environ[VARIABLE] = str(folder.absolute())
