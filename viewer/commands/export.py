"""`retia export`: meshes for other programs and for printing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from viewer.commands.failure import Exit
from viewer.commands.options import add_levels, add_recipe, chosen_ids, recipe, warn_without_cache
from viewer.commands.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "out", type=Path, metavar="OUT", help="a folder, or a file ending in .stl, .ply, .obj, .glb or .vtp"
    )
    add_levels(parser, "structures of these levels only")
    parser.add_argument("--select", metavar="IDS", help="ids, id prefixes or levels, with commas between")
    add_recipe(parser)
    parser.add_argument("--local", action="store_true", help="each vertebra in its own frame")
    parser.add_argument("--union", action="store_true", help="one watertight solid for printing")


def run(arguments: Namespace) -> Exit:
    """Build the structures asked for and write them."""
    ids = chosen_ids(arguments.select, arguments.levels)

    from viewer.export.mesh_files import MeshExport, export, require_place

    wanted = MeshExport(recipe(arguments), ids, is_local=arguments.local, is_union=arguments.union)
    require_place(wanted, arguments.out)
    warn_without_cache(arguments.quiet)
    with Progress(arguments.quiet) as progress:
        export(wanted, arguments.out, progress)
    return Exit.DONE
