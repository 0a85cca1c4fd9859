"""Options several commands share, and what their values mean."""

from __future__ import annotations

import argparse
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from viewer.commands.failure import wrong_use
from viewer.commands.settings import add_settings, together

if TYPE_CHECKING:
    from meshes.build import Recipe
    from viewer.model.scene import Scene

MOST_PIXELS = 16384
"""Longest side of a picture; software OpenGL takes no larger one."""


def add_levels(parser: ArgumentParser, meaning: str) -> None:
    """``--levels A:B``."""
    parser.add_argument("--levels", type=levels, metavar="A:B", help=f"{meaning}, e.g. T11:L2")


def add_recipe(parser: ArgumentParser) -> None:
    """``--detail``, ``--seed`` and ``--set``: what is built."""
    parser.add_argument(
        "--detail", type=detail, default="normal", metavar="NAME", help="draft, normal (default) or fine"
    )
    parser.add_argument(
        "--seed", type=seed, default=None, metavar="N", help="chooses one individual's veins (default: 1)"
    )
    add_settings(parser)


def add_json(parser: ArgumentParser) -> None:
    """``--json``."""
    parser.add_argument("--json", action="store_true", help="for programs")


def detail(name: str) -> str:
    """The name of a detail. Raises ArgumentTypeError with the valid ones."""
    from meshes.detail import Detail, UnknownDetail

    try:
        return Detail.named(name).value
    except UnknownDetail as fault:
        raise ArgumentTypeError(str(fault)) from None


def seed(text: str) -> int:
    """A whole number from 0. Raises ArgumentTypeError on anything else."""
    if not re.fullmatch(r"[0-9]{1,18}", text.strip()):
        raise ArgumentTypeError(f"{text!r} is no seed; write a whole number from 0, e.g. 7")
    return int(text)


def levels(text: str) -> tuple[str, ...]:
    """Levels of a range that are built; any of the sacrum is S1, any of the coccyx Co1.

    Raises ArgumentTypeError with the nearest names.
    """
    from meshes.anatomy.levels import UnknownLevel, bone_level, parse_range

    try:
        return tuple(dict.fromkeys(bone_level(level) for level in parse_range(text)))
    except UnknownLevel as fault:
        raise ArgumentTypeError(str(fault)) from None


def shape_file(text: str) -> Mapping[str, float]:
    """The parameters in a file that `retia fit` wrote; `text` is its name, with or without a leading ``@``.

    Raises
    ------
    Failure
        When the file cannot be read or holds no shape.
    """
    from meshes.column.shape_file import ShapeFault, load_shape_file
    from viewer.commands.failure import file_trouble

    path = Path(text.removeprefix("@"))
    try:
        return load_shape_file(path)
    except ShapeFault as fault:
        raise file_trouble(str(fault)) from None
    except OSError as fault:
        raise file_trouble(f"{path}: {fault.strerror}; name a file that retia fit wrote") from None


def picture_size(text: str) -> tuple[int, int]:
    """Width and height in pixels from ``WIDTHxHEIGHT``."""
    match = re.fullmatch(r"(\d{1,9})\s*[x×]\s*(\d{1,9})", text)
    if not match:
        raise ArgumentTypeError(f"{text!r} is no size; write WIDTHxHEIGHT, e.g. 3840x2160")
    width, height = int(match[1]), int(match[2])
    if not (min(width, height) >= 16 and max(width, height) <= MOST_PIXELS):
        raise ArgumentTypeError(f"a side of {text} is outside 16 to {MOST_PIXELS} pixels")
    return width, height


class PaperSize(NamedTuple):
    """Width and height in millimetres."""

    width: float
    height: float


def picture_or_paper_size(text: str) -> tuple[int, int] | PaperSize:
    """As :func:`picture_size`, or millimetres from ``WIDTHxHEIGHTmm``."""
    match = re.fullmatch(r"(\d{1,9}(?:\.\d{1,9})?)\s*[x×]\s*(\d{1,9}(?:\.\d{1,9})?)\s*mm", text)
    if match:
        return PaperSize(float(match[1]), float(match[2]))
    if text.strip().endswith("mm"):
        raise ArgumentTypeError(f"{text!r} is no size; write WIDTHxHEIGHTmm, e.g. 89x60mm")
    return picture_size(text)


def positive(unit: str, most: float) -> Callable[[str], float]:
    """A parser of numbers above 0 and up to `most`."""

    def parse(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            raise ArgumentTypeError(f"{text!r} is no number of {unit}") from None
        if not 0 < number <= most:
            raise ArgumentTypeError(f"{text} {unit} is not above 0 and at most {most:g}")
        return number

    return parse


def recipe(arguments: argparse.Namespace, scene: Scene | None = None) -> Recipe:
    """What `add_recipe`'s options ask for, of a scene's individual if one is given."""
    from meshes.build import Recipe
    from meshes.detail import Detail

    now = scene.state if scene else None
    parameters, number = individual(arguments, now.parameters, now.seed) if now else individual(arguments)
    return Recipe(detail=Detail.named(arguments.detail), seed=number, parameters=parameters)


def turn_to_individual(scene: Scene, arguments: argparse.Namespace) -> None:
    """Make a scene show the individual that its own state and the options ask for."""
    parameters, number = individual(arguments, scene.state.parameters, scene.state.seed)
    scene.start_over(replace(scene.state, parameters=parameters, seed=number))


def individual(
    arguments: argparse.Namespace, parameters: Mapping[str, float] | None = None, number: int = 1
) -> tuple[dict[str, float], int]:
    """Parameters and seed: those given, changed as ``--set`` and ``--seed`` say.

    Raises
    ------
    Failure
        When a vertebral column cannot be that way, for instance when a curve closes a disc.
    """
    from meshes.column.frame import column_frame
    from meshes.column.settable import checked

    asked = together(arguments.settings)
    try:
        values = checked({**(parameters or {}), **asked.values})
        column_frame(None, values)
    except ValueError as fault:
        raise wrong_use(str(fault)) from fault
    seeds = (arguments.seed, asked.seed, number)
    return values, next(each for each in seeds if each is not None)


def chosen_ids(select: str | None, within: Sequence[str] | None) -> tuple[str, ...]:
    """Ids of the structures that are both selected and within the levels; all without either.

    Raises
    ------
    UnknownName
        When a name selects nothing.
    Failure
        When nothing is left.
    """
    from meshes.anatomy.catalogue import load_catalogue
    from viewer.model.visibility import is_in_range

    catalogue = load_catalogue()
    ids = catalogue.select(select) if select is not None else tuple(catalogue.structures)
    if within:
        ids = tuple(key for key in ids if is_in_range(catalogue.structures[key], (within[0], within[-1])))
    if not ids:
        raise wrong_use(f"nothing of '{select}' lies within {within[0] if within else ''}; widen --levels")
    return ids


def writable(path: Path) -> Path:
    """`path`, when a file can be put there. Raises Failure."""
    from meshes.replacing import require_writable
    from viewer.commands.failure import file_trouble

    if path.is_dir():
        raise file_trouble(f"{path} is a folder; name a file")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise file_trouble(f"there is no folder {folder}; make it first")
    try:
        require_writable(folder)
    except OSError as fault:
        raise file_trouble(f"{path} cannot be written ({fault.strerror}); choose another folder") from fault
    return path


def warn_without_cache(quiet: bool) -> None:
    """One line on stderr when built meshes cannot be kept; the work goes on without."""
    from meshes.cache import MeshCache

    cache = MeshCache()
    if not quiet and (fault := cache.trouble()):
        print(
            f"retia: no meshes can be kept in {cache.root} ({fault.strerror}); building without; "
            "RETIA_CACHE names another folder",
            file=sys.stderr,
        )
