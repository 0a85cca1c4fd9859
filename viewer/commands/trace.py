"""`retia trace`: the venous way between two structures or levels."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from viewer.commands.failure import Exit, Failure
from viewer.commands.options import add_json, add_recipe, recipe
from viewer.commands.printed import print_json

if TYPE_CHECKING:
    from meshes.tracing import Route


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("start", metavar="FROM", help="an id, a level or a name, e.g. prostatic-plexus")
    parser.add_argument("goal", metavar="TO", help="likewise, e.g. L3: the veins of that vertebra")
    parser.add_argument(
        "--avoid", metavar="IDS", help="veins the way must not take, e.g. vein.caval for Batson's route"
    )
    add_recipe(parser)
    add_json(parser)


def run(arguments: Namespace) -> Exit:
    """Print the way, one structure a line."""
    from meshes.anatomy.catalogue import load_catalogue
    from meshes.graph_cache import kept_graph
    from meshes.tracing import NoWay, named, traced

    catalogue = load_catalogue()
    for word in (arguments.start, arguments.goal, *filter(None, (arguments.avoid,))):
        named(catalogue, word)
    try:
        route = traced(kept_graph(recipe(arguments)), arguments.start, arguments.goal, arguments.avoid)
    except NoWay as fault:
        raise Failure(str(fault), Exit.CHECK_FAILED) from None
    rows = _rows(route)
    if arguments.json:
        print_json(rows)
    else:
        _print(route, rows)
    return Exit.DONE


def _rows(route: Route) -> list[dict[str, object]]:
    from meshes.anatomy.catalogue import load_catalogue

    known = load_catalogue().structures
    return [
        {
            "id": each.structure,
            "name": known[each.structure].name,
            "length_mm": round(each.length_mm, 2),
            "calibre_mm": [round(size, 2) for size in each.calibre_mm],
        }
        for each in route.steps
    ]


def _print(route: Route, rows: list[dict[str, object]]) -> None:
    width = max(len(str(row["name"])) for row in rows)
    for number, (row, step) in enumerate(zip(rows, route.steps, strict=True), start=1):
        low, high = step.calibre_mm
        print(f"{number:3}  {row['name']:{width}}  {step.length_mm:6.1f} mm  Ø {low:.1f}–{high:.1f} mm")
    print(f"{route.length_mm:.0f} mm in {len(rows)} step{'s' if len(rows) > 1 else ''}")
