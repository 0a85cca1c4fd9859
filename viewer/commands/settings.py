"""``--set``: parameters of the column, presets and the seed, as words of the command line."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SEED, PRESET = "seed", "preset"


@dataclass(frozen=True)
class Settings:
    """What ``--set`` asked for: values by name in the order of the command line, and perhaps a seed."""

    values: Mapping[str, float] = field(default_factory=dict)
    seed: int | None = None


def add_settings(parser: ArgumentParser) -> None:
    """``--set NAME=VALUE``, as often as wanted."""
    parser.add_argument(
        "--set",
        dest="settings",
        type=assignments,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter of the column, e.g. lordosis=50, canal_size=0.95, preset=woman, seed=7, "
        "L3.EPWu=46, or @SHAPE.toml, a fitted vertebra; with commas between, or repeated",
    )


def assignments(text: str) -> Settings:
    """What one ``--set`` says. Raises ArgumentTypeError with the nearest names, or the range."""
    values: dict[str, float] = {}
    seed: int | None = None
    for word in text.split(","):
        if word.strip().startswith("@"):
            values |= _shape(word.strip())
            continue
        name, is_set, value = (part.strip() for part in word.partition("="))
        if not is_set or not name or not value:
            raise ArgumentTypeError(f"{word.strip()!r} sets nothing; write NAME=VALUE, e.g. lordosis=50")
        if name == SEED:
            seed = _seed(value)
        else:
            values |= _values(name, value)
    return Settings(values, seed)


def together(settings: Iterable[Settings]) -> Settings:
    """Several settings as one: what comes later counts."""
    values: dict[str, float] = {}
    seed: int | None = None
    for one in settings:
        values |= one.values
        seed = one.seed if one.seed is not None else seed
    return Settings(values, seed)


def _values(name: str, text: str) -> dict[str, float]:
    from meshes.anatomy.parameters import OutsideRange, UnknownParameter, preset
    from meshes.column.settable import parameter_named

    try:
        if name == PRESET:
            return dict(preset(text).values)
        parameter = parameter_named(name)
        return {parameter.name: parameter.require(float(text))}
    except (OutsideRange, UnknownParameter) as fault:
        raise ArgumentTypeError(str(fault)) from None
    except ValueError:
        raise ArgumentTypeError(f"{name}: {text!r} is no number") from None


def _shape(name: str) -> Mapping[str, float]:
    from viewer.commands.options import shape_file

    return shape_file(name)


def _seed(text: str) -> int:
    from viewer.commands.options import seed

    return seed(text)
