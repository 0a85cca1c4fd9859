"""`retia list`: the catalogue."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from viewer.commands.failure import Exit
from viewer.commands.options import add_json
from viewer.commands.printed import print_json

if TYPE_CHECKING:
    from meshes.anatomy.structure import Structure

_FIELDS = (
    "id", "name", "latin", "ta2", "ta98", "fma", "kind", "group", "level", "side", "parent",
    "evidence", "sources",
)  # fmt: skip


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    add_json(parser)
    parser.epilog = (
        "In --json, `parent` is the id of the group a structure belongs to: a beginning of ids, and as such "
        "understood wherever IDS are; `valves` says of a vein whether it is valveless, valved or disputed, "
        "which way its valves let blood go, and whose word that is."
    )


def run(arguments: Namespace) -> Exit:
    """Print every structure, one a line."""
    from meshes.anatomy.catalogue import load_catalogue

    structures = load_catalogue().structures.values()
    if arguments.json:
        print_json([_row(structure) for structure in structures])
    else:
        width = max(len(structure.id) for structure in structures)
        for structure in structures:
            print(f"{structure.id:{width}}  {structure.evidence:12}  {structure.name}")
    return Exit.DONE


def _row(structure: Structure) -> dict[str, object]:
    from meshes.anatomy.valves import valves_of

    row: dict[str, object] = {field: getattr(structure, field) for field in _FIELDS}
    said = valves_of(structure.id)
    row["valves"] = said and {"state": said.state, "way": said.way or None, "source": said.source}
    # A name nobody gave is unknown, not empty.
    return {field: None if value == "" else value for field, value in row.items()}
