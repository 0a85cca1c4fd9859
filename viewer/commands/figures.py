"""`retia figures`: the named figures."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from viewer.commands.failure import Exit
from viewer.commands.options import add_json
from viewer.commands.printed import print_json


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    add_json(parser)


def run(arguments: Namespace) -> Exit:
    """Print name, levels and title of each figure."""
    from viewer.model.written.figure_file import figures, load_figure

    named = [load_figure(name) for name in figures()]
    if arguments.json:
        rows = [
            {"name": each.name, "title": each.title, "caption": each.caption, "levels": list(each.levels)}
            for each in named
        ]
        print_json(rows)
    else:
        for each in named:
            print(f"{each.name:22}  {':'.join(each.levels):8}  {each.title}")
    return Exit.DONE
