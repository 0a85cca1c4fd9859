"""`retia export`: meshes for other programs and for printing, and pages for browsers."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.commands.failure import Exit, wrong_use
from viewer.commands.options import (
    add_levels,
    add_recipe,
    chosen_ids,
    positive,
    recipe,
    turn_to_individual,
    warn_without_cache,
    writable,
)
from viewer.commands.progress import Progress
from viewer.commands.scene_options import start_of

if TYPE_CHECKING:
    from viewer.export.web_page import Heading
    from viewer.model.scene import Scene


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "out",
        type=Path,
        metavar="OUT",
        help="a folder, or a file ending in .stl, .ply, .obj, .glb, .vtp or .html",
    )
    add_levels(parser, "structures of these levels only")
    parser.add_argument("--select", metavar="IDS", help="ids, id prefixes or levels, with commas between")
    parser.add_argument("--figure", metavar="NAME", help="what a figure shows, as it shows it; or FILE.toml")
    parser.add_argument("--session", type=Path, metavar="FILE", help="what a session shows, as it shows it")
    add_recipe(parser)
    parser.add_argument("--local", action="store_true", help="each vertebra in its own frame")
    parser.add_argument("--union", action="store_true", help="one watertight solid for printing")
    parser.add_argument(
        "--print-scale", type=positive("times life size", 100), metavar="N", help="size of that solid (1)"
    )
    parser.add_argument(
        "--least-wall", type=positive("mm", 50), metavar="MM", help="thicken what would be thinner in print"
    )


def run(arguments: Namespace) -> Exit:
    """Build the structures asked for and write them."""
    from viewer.export.web_page import PAGE_ENDINGS

    if arguments.out.suffix.lower() in PAGE_ENDINGS and not arguments.out.is_dir():
        return _page(arguments)
    return _meshes(arguments)


def _meshes(arguments: Namespace) -> Exit:
    ids = chosen_ids(arguments.select, arguments.levels)
    _require_union(arguments)
    shown = _scene(arguments)

    from viewer.export.dresses import dresses_of
    from viewer.export.mesh_files import MeshExport, export, require_place

    if arguments.figure or arguments.session:
        ids = tuple(key for key in ids if key in set(shown.shown))
    if not ids:
        raise wrong_use("nothing is left to export; name other structures or levels")
    wanted = MeshExport(
        recipe(arguments, shown),
        ids,
        is_local=arguments.local,
        is_union=arguments.union,
        print_scale=arguments.print_scale or 1.0,
        least_wall_mm=arguments.least_wall or 0.0,
        dresses=dresses_of(shown, ids),
    )
    require_place(wanted, arguments.out)
    warn_without_cache(arguments.quiet)
    with Progress(arguments.quiet) as progress:
        pieces = export(wanted, arguments.out, progress)
    if pieces > 1 and not arguments.quiet:
        print(f"retia: the solid is in {pieces} pieces that do not touch each other", file=sys.stderr)
    return Exit.DONE


def _require_union(arguments: Namespace) -> None:
    if not arguments.union and (arguments.print_scale or arguments.least_wall):
        raise wrong_use("--print-scale and --least-wall are for one solid; add --union")


def _scene(arguments: Namespace) -> Scene:
    """Who gives colours and opacities: the figure or session named, else everything solid."""
    from meshes.anatomy.catalogue import load_catalogue
    from viewer.model.scene import Scene

    if arguments.figure or arguments.session:
        scene = start_of(arguments.figure, arguments.session, arguments.levels)
    else:
        scene = Scene(load_catalogue())
    turn_to_individual(scene, arguments)
    return scene


def _page(arguments: Namespace) -> Exit:
    from viewer.export.web_file import write_page

    out = writable(arguments.out)
    _require_union(arguments)
    if arguments.local or arguments.union:
        raise wrong_use(
            "a page shows the structures as they lie in the column; leave --local and --union out"
        )
    scene = start_of(arguments.figure, arguments.session, arguments.levels)
    turn_to_individual(scene, arguments)
    if arguments.select is not None:
        scene.isolate(chosen_ids(arguments.select, arguments.levels))
    if not scene.shown:
        raise wrong_use("nothing is left to show; name other structures or levels")
    wanted = recipe(arguments, scene)
    warn_without_cache(arguments.quiet)
    with Progress(arguments.quiet) as progress:
        written = write_page(scene, wanted, out, _heading(scene, arguments), progress)
    if written is not wanted.detail and not arguments.quiet:
        print(f"retia: {out.name} would be too large; written at {written.value} detail", file=sys.stderr)
    return Exit.DONE


def _heading(scene: Scene, arguments: Namespace) -> Heading:
    """Title and caption of the figure where one is shown as it is."""
    from viewer.export.web_page import Heading, heading_of
    from viewer.model.written.figure_file import figure_of

    if arguments.figure is None or arguments.levels or arguments.select:
        return heading_of(scene)
    figure = figure_of(arguments.figure)
    return Heading(figure.title, figure.caption)
