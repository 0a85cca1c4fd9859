"""`retia graph`: the veins as centrelines with radii."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from viewer.commands.failure import Exit, wrong_use
from viewer.commands.options import add_levels, add_recipe, chosen_ids, recipe, writable

_ENDINGS = (".json", ".swc")


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("out", type=Path, metavar="OUT.json|OUT.swc", help="the ending chooses the format")
    add_levels(parser, "veins of these levels only")
    add_recipe(parser)


def run(arguments: Namespace) -> Exit:
    """Write the graph of the veins."""
    out = writable(arguments.out)
    if out.suffix.lower() not in _ENDINGS:
        raise wrong_use(f"{out.name}: a graph is written as {' or '.join(_ENDINGS)}")

    from meshes.graph_cache import kept_graph
    from meshes.network.files import write_graph

    graph = kept_graph(recipe(arguments))
    if arguments.levels:
        graph = graph.of(*chosen_ids("vein", arguments.levels))
    write_graph(graph, out, {name: _told(name) for name in graph.ids})
    return Exit.DONE


def _told(name: str) -> dict[str, object]:
    """Name, group and valves of a structure."""
    from meshes.anatomy.catalogue import load_catalogue
    from meshes.anatomy.valves import valves_of

    structure, valves = load_catalogue().structures[name], valves_of(name)
    told: dict[str, object] = {"name": structure.name, "group": structure.group}
    if valves is not None:
        told["valves"] = {"state": valves.state, "way": valves.way or None, "source": valves.source}
    return told
