"""`retia cache`: where built meshes are kept, and how large they are."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from viewer.commands.failure import Exit, file_trouble


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--clear", action="store_true", help="remove them; they are built again when needed")


def run(arguments: Namespace) -> Exit:
    """Print place, number and size; remove everything first if asked.

    Raises
    ------
    Failure
        When nothing can be kept there.
    """
    from meshes.cache import MeshCache

    cache = MeshCache()
    if fault := cache.trouble():
        raise file_trouble(
            f"no meshes can be kept in {cache.root} ({fault.strerror}); set RETIA_CACHE to another folder"
        )
    if arguments.clear:
        cache.clear()
    count = cache.count()
    print(f"{cache.root}  {count} mesh{'' if count == 1 else 'es'}  {cache.size() / 1e6:.1f} MB")
    return Exit.DONE
