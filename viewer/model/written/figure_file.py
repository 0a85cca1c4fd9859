"""Figures as TOML files: those of the atlas by name, and one's own.

A figure file has the fields of `_File`. What is read is foreign: a field that is not known, of another type
or beyond what can be drawn is refused with its place.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np

from meshes.anatomy.levels import parse_range
from meshes.assets import ASSETS, asset
from meshes.column.settable import checked, require_seed
from meshes.wording import in_one_line, parser_trouble
from viewer.model.explosion import require_amount
from viewer.model.figure import Figure, LookRule
from viewer.model.measure import Measurement
from viewer.model.measure import few_enough as few_measurements
from viewer.model.overlays import Overlays
from viewer.model.palette import load_palette
from viewer.model.pin import Pin
from viewer.model.pin import few_enough as few_pins
from viewer.model.section import NAMED_SECTIONS, Section, section_facing
from viewer.model.section_box import SectionBox
from viewer.model.viewpoint import (
    NAMED_VIEWS,
    ROUNDING,
    Triple,
    Viewpoint,
    looking_from,
    require_sound,
    require_view,
)
from viewer.model.written.plain import Reader, checked_at

DEFAULT_FIGURE = "default"

LARGEST_BYTES = 5_000_000
"""A figure file is text that people write; a larger one is none."""

_LONGEST_FAULT = 300


class UnknownFigure(ValueError):
    """A figure that is not among the files; the message offers the nearest names."""


class FaultyFigure(ValueError):
    """A figure file that does not say what a figure needs; the message says what is wrong where."""


@dataclass(frozen=True)
class _View:
    """A viewpoint: a standard one by name, or a direction of any length."""

    name: str = "oblique"
    direction: Triple | None = None
    up: Triple | None = None
    zoom: float = 1.0
    parallel: bool = False
    centre: Triple | None = None
    height_mm: float | None = None
    aspect: float | None = None


@dataclass(frozen=True)
class _Cut:
    """A section: a named one, or a normal of any length."""

    name: str = ""
    normal: Triple | None = None
    origin: Triple | None = None
    offset_mm: float = 0.0
    spared: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Rule:
    structures: str
    visible: bool | None = None
    opacity: float | None = None
    colour: str | None = None


@dataclass(frozen=True)
class _Individual:
    seed: int = 1
    parameters: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class _File:
    """What stands in a figure file, field by field; what is missing has the default."""

    title: str
    caption: str
    levels: str
    palette: str = "atlas"
    view: _View = field(default_factory=_View)
    views: tuple[str, ...] = ()
    section: _Cut | None = None
    box: SectionBox | None = None
    overlays: Overlays = field(default_factory=Overlays)
    individual: _Individual | None = None
    selected: tuple[str, ...] = ()
    explosion: float = 0.0
    measurement: tuple[Measurement, ...] = ()
    note: tuple[Pin, ...] = ()
    look: tuple[_Rule, ...] = ()


def figures() -> tuple[str, ...]:
    """Names of all figures, sorted."""
    return tuple(sorted(path.stem for path in (ASSETS / "figures").glob("*.toml")))


@lru_cache
def load_figure(name: str) -> Figure:
    """The figure of a name.

    Raises
    ------
    UnknownFigure
        When there is none; the nearest names are offered.
    FaultyFigure
        When its file lacks something or says something impossible.
    """
    if name not in figures():
        nearest = difflib.get_close_matches(name, figures(), n=3, cutoff=0.3) or figures()
        raise UnknownFigure(f"no figure {name!r}; did you mean {', '.join(nearest)}?")
    return read_figure(name, asset("figures", f"{name}.toml").read_text("utf-8"))


def figure_of(name: str) -> Figure:
    """The figure of a name, or of a file of one's own: what ends in ``.toml``.

    Raises
    ------
    UnknownFigure
        When there is none of that name; the nearest names are offered.
    FaultyFigure
        When a file lacks something or says something impossible.
    OSError
        When a file cannot be read.
    """
    if not name.lower().endswith(".toml"):
        return load_figure(name)
    path = Path(name)
    with path.open("rb") as stream:
        content = stream.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise FaultyFigure(f"{path.name} is larger than {LARGEST_BYTES // 10**6} MB; it is no figure")
    try:
        return read_figure(path.stem, content.decode("utf-8"))
    except UnicodeDecodeError as fault:
        raise FaultyFigure(f"figure {path.name} is no UTF-8 text") from fault


def read_figure(name: str, text: str) -> Figure:
    """A figure from the text of its TOML file. Raises FaultyFigure."""
    try:
        return _figure(name, Reader(is_strict=True).read(_File, tomllib.loads(text), ""))
    except (ValueError, RecursionError) as fault:
        raise FaultyFigure(f"figure {name}: {in_one_line(parser_trouble(fault), _LONGEST_FAULT)}") from fault


def _figure(name: str, file: _File) -> Figure:
    span, own = checked_at("levels", parse_range, file.levels), file.individual
    return Figure(
        name=name,
        title=checked_at("title", _printable, file.title),
        caption=checked_at("caption", _printable, file.caption),
        levels=(span[0], span[-1]),
        viewpoint=checked_at("view", _viewpoint, file.view),
        views=tuple(checked_at("views", require_view, each) for each in file.views),
        rules=tuple(checked_at(f"look[{at}]", _look_rule, rule) for at, rule in enumerate(file.look)),
        section=checked_at("section", _section, file.section) if file.section else None,
        box=file.box,
        overlays=file.overlays,
        palette=checked_at("palette", load_palette, file.palette).name,
        selected=file.selected,
        explosion=checked_at("explosion", require_amount, file.explosion),
        measurements=checked_at("measurement", few_measurements, file.measurement),
        pins=checked_at("note", few_pins, file.note),
        parameters=checked_at("individual.parameters", checked, own.parameters) if own else None,
        seed=checked_at("individual.seed", require_seed, own.seed) if own else None,
    )


def _printable(text: str) -> str:
    """Words with single spaces between them."""
    line = " ".join(text.split())
    if not line.isprintable():
        raise ValueError("has characters that nobody sees")
    return line


def _viewpoint(view: _View) -> Viewpoint:
    named = NAMED_VIEWS[require_view(view.name)]
    if view.direction is not None:
        named = _looking(view.direction, view.up)
    asked = replace(
        named, zoom=view.zoom, is_parallel=view.parallel, centre=view.centre, height_mm=view.height_mm,
        aspect=view.aspect,
    )  # fmt: skip
    return require_sound(asked)


def _looking(direction: Triple, up: Triple | None) -> Viewpoint:
    """From a direction of any length; one that a viewpoint had is taken as it is, for the same picture."""
    looking = looking_from(direction, up)
    read, made = (*direction, *(up or ())), (*looking.direction, *looking.up)
    if up is not None and np.allclose(read, made, rtol=0.0, atol=ROUNDING):
        return replace(looking, direction=direction, up=up)
    return looking


def _look_rule(rule: _Rule) -> LookRule:
    return LookRule(rule.structures, rule.visible, rule.opacity, rule.colour)


def _section(cut: _Cut) -> Section:
    if cut.normal is None and cut.name not in NAMED_SECTIONS:
        raise ValueError(f"there is no section {cut.name!r}; there are {', '.join(NAMED_SECTIONS)}")
    section = NAMED_SECTIONS[cut.name] if cut.normal is None else section_facing(cut.normal)
    if cut.origin is not None:
        section = replace(section, origin=cut.origin)
    return replace(section.moved_to(cut.offset_mm), spared=cut.spared)
