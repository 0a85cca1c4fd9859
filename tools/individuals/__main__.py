"""The claims on veins tried for many seeds: `python -m tools.individuals 1-20 [--set NAME=VALUE …]`.

With `--corners` every claim there is, on bones and soft tissue, too, is tried on the first seed given, with
each parameter at both ends of its range and for each preset. With `--mixtures 6` the claims on veins are
tried for people of whom every parameter is at an end of its range: all at the least, all at the largest, and
six whose ends chance has chosen, always the same. A line a person is printed as soon as it is known, with
the claims that fail; the exit code is 1 if one does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping

import numpy as np

from meshes.anatomy.parameters import load_parameters, load_presets
from meshes.checks.claim import Verdict
from tools.individuals.family import Family

_SHOWN = 4
_STREAM = 41
"""Seed of the chance that chooses ends: a mixture is the same in every run."""


def main() -> int:
    """Read the command line, build and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("seeds", type=_seeds, help="a seed, or the first and the last: 1-20")
    parser.add_argument("--set", action="append", default=[], type=_setting, metavar="NAME=VALUE")
    parser.add_argument(
        "--corners",
        nargs="*",
        type=_parameter,
        metavar="NAME",
        help="all parameters and presets, or those named",
    )
    parser.add_argument("--mixtures", type=int, metavar="COUNT", help="ends of all parameters at once")
    parser.add_argument("--no-skins", action="store_true", help="sooner, without claims on surfaces of veins")
    chosen = parser.parse_args()
    failed, has_all = 0, chosen.corners is not None and not chosen.no_skins
    for parameters, seeds in _people(chosen):
        family = Family(parameters)
        for seed in seeds:
            found = family.all_verdicts(seed) if has_all else family.verdicts(seed, not chosen.no_skins)
            faults = [each for each in found if not each.measurement.passed]
            failed += bool(faults)
            told = "".join(f" {name}={value:g}" for name, value in parameters.items())
            print(f"seed {seed}{told}: {'; '.join(map(_line, faults)) or 'all hold'}", flush=True)
    return int(failed > 0)


def _people(chosen: argparse.Namespace) -> Iterator[tuple[Mapping[str, float], range]]:
    fixed = dict(chosen.set)
    if chosen.mixtures is not None:
        yield from ((each | fixed, chosen.seeds) for each in _mixtures(chosen.mixtures))
        return
    if chosen.corners is None:
        yield fixed, chosen.seeds
        return
    for parameter in load_parameters().values():
        if not chosen.corners or parameter.name in chosen.corners:
            for value in (parameter.least, parameter.largest):
                yield {**fixed, parameter.name: value}, chosen.seeds[:1]
    for preset in load_presets().values() if not chosen.corners else ():
        yield {**fixed, **preset.values}, chosen.seeds[:1]


def _mixtures(count: int) -> Iterator[dict[str, float]]:
    """Every parameter at its least, at its largest, and at either by chance."""
    ends = {name: (each.least, each.largest) for name, each in load_parameters().items()}
    chance = np.random.default_rng(_STREAM)
    for at in (np.zeros(len(ends), int), np.ones(len(ends), int), *chance.integers(0, 2, (count, len(ends)))):
        yield {name: pair[place] for (name, pair), place in zip(ends.items(), at.tolist(), strict=True)}


def _line(verdict: Verdict) -> str:
    found = verdict.measurement
    more = len(found.culprits) - _SHOWN
    names = ", ".join(found.culprits[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"{verdict.claim.id} {found.measured:.3g} [{names}]"


def _seeds(text: str) -> range:
    first, _, last = text.partition("-")
    found = range(int(first), int(last or first) + 1)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} holds no seed; the smaller comes first")
    return found


def _setting(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    return _parameter(name), float(value)


def _parameter(name: str) -> str:
    if name not in load_parameters():
        raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(load_parameters())}")
    return name


if __name__ == "__main__":
    sys.exit(main())
