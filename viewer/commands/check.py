"""`retia check`: the anatomical claims, tested on what was built."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from viewer.commands.failure import Exit
from viewer.commands.options import add_json, add_levels, add_recipe, chosen_ids, recipe, warn_without_cache
from viewer.commands.printed import print_json
from viewer.commands.progress import Progress

if TYPE_CHECKING:
    from meshes.build import Recipe
    from meshes.checks.built import Built
    from meshes.checks.claim import Verdict

_CULPRITS_SHOWN = 3


def add_arguments(parser: ArgumentParser) -> None:
    """Options of the command."""
    add_levels(parser, "only what lies within these levels")
    add_recipe(parser)
    add_json(parser)
    parser.add_argument(
        "--sizes", action="store_true", help="every size of every vertebra beside its row, too"
    )


def run(arguments: Namespace) -> Exit:
    """Print what each claim found; whether all hold is the exit code."""
    from meshes.checks.claims import CLAIMS, asked_at, tried

    warn_without_cache(arguments.quiet)
    wanted = recipe(arguments)
    asked = asked_at(wanted.detail)
    with Progress(arguments.quiet) as progress:
        built = _built(wanted, arguments.levels, progress)
        verdicts: list[Verdict] = []
        for done, name in enumerate(asked, start=1):
            verdicts += tried(built, (name,))
            progress(done, len(asked), CLAIMS[name].claim)
    _print(verdicts, arguments.json)
    if (left_out := len(CLAIMS) - len(asked)) and not arguments.json:
        print(f"{left_out} claims ask for more than {wanted.detail.value} detail tells; try --detail normal")
    if arguments.sizes and not arguments.json:
        _print_sizes(built)
    return Exit.DONE if all(each.measurement.passed for each in verdicts) else Exit.CHECK_FAILED


def _built(wanted: Recipe, levels: tuple[str, ...] | None, progress: Progress) -> Built:
    """The parts within the levels, on the whole column; their veins alone where levels were named."""
    from meshes.build import build
    from meshes.cache import MeshCache
    from meshes.checks.built import built
    from meshes.column.frame import column_frame
    from meshes.graph_cache import kept_graph
    from meshes.veins.variation import Person

    ids = chosen_ids(None, levels)
    parts = list(build(wanted, ids, progress, cache=MeshCache()))
    graph = kept_graph(wanted)
    if levels:
        graph = graph.of(*chosen_ids("vein", levels))
    column = column_frame(levels or wanted.levels, wanted.parameters)
    return built(parts, column, graph, wanted.parameters, Person(wanted.seed))


def _print(verdicts: list[Verdict], as_json: bool) -> None:
    if as_json:
        print_json([each.row() for each in verdicts])
        return
    for each in verdicts:
        print(_line(each))
    failed = sum(not each.measurement.passed for each in verdicts)
    print(f"{len(verdicts)} claims, {failed} failed" if failed else f"all {len(verdicts)} claims hold")


def _print_sizes(built: Built) -> None:
    from meshes.checks.bones.size_table import HEADING, size_table

    print(f"\n{HEADING}")
    for row in size_table(built):
        print(row.line())


def _line(verdict: Verdict) -> str:
    claim, found = verdict.claim, verdict.measurement
    unit = "" if claim.unit == "1" else f" {claim.unit}"
    mark = "holds " if found.passed else "FAILS "
    culprits = ", ".join(found.culprits[:_CULPRITS_SHOWN])
    more = len(found.culprits) - _CULPRITS_SHOWN
    where = f"  [{culprits}{f' and {more} more' if more > 0 else ''}]" if culprits else ""
    return f"{mark} {claim.claim}: {found.measured:.3g}{unit} ({_limit(claim.limit)}{unit}){where}"


def _limit(limit: float | tuple[float, float]) -> str:
    return f"{limit[0]:g} to {limit[1]:g}" if isinstance(limit, tuple) else f"at most {limit:g}"
