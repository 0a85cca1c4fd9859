"""Named figures: what to show, from where and with which words, as data."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from meshes.anatomy.catalogue import Catalogue, UnknownName
from meshes.anatomy.levels import parse_range
from meshes.assets import ASSETS, asset
from meshes.column.settable import checked
from viewer.model.explosion import require_amount
from viewer.model.look import Look
from viewer.model.measure import Measurement
from viewer.model.overlays import Overlays
from viewer.model.palette import load_palette
from viewer.model.pin import Pin, few_enough
from viewer.model.plain import Reader
from viewer.model.section import NAMED_SECTIONS, Section, section_facing
from viewer.model.section_box import SectionBox
from viewer.model.state import SceneState
from viewer.model.viewpoint import NAMED_VIEWS, Triple, Viewpoint, looking_from, require_view

DEFAULT_FIGURE = "default"

Own = TypeVar("Own")


class UnknownFigure(ValueError):
    """A figure that is not among the files; the message offers the nearest names."""


class FaultyFigure(ValueError):
    """A figure file that does not say what a figure needs; the message says what is wrong where."""


@dataclass(frozen=True)
class LookRule:
    """What a figure asks of the structures a pattern names; fields left ``None`` stay as they are.

    `pattern` is what the command line calls IDS: ids, id prefixes or levels, joined with commas.
    """

    pattern: str
    visible: bool | None = None
    opacity: float | None = None
    colour: str | None = None

    def changes(self) -> dict[str, object]:
        """The fields of a look that this rule sets."""
        wishes = {"visible": self.visible, "opacity": self.opacity, "colour": self.colour}
        return {name: wish for name, wish in wishes.items() if wish is not None}


@dataclass(frozen=True)
class Figure:
    """One composed picture of the atlas.

    Parameters
    ----------
    name, title, caption
        File name without ending, heading, and the sentence below the picture.
    levels
        First and last level shown.
    viewpoint, section, box, overlays, palette
        As in a scene's state.
    views
        Names of the sides that a picture of it shows beside each other; none, only `viewpoint`.
    parameters, seed
        The individual; ``None`` for whichever is shown.
    pins
        Notes in the picture.
    rules
        Applied in order on structures that all start visible and solid.
    selected
        Patterns: what is selected, and so named first, in this order.
    explosion, measurements
        As in a scene's state.
    """

    name: str
    title: str
    caption: str
    levels: tuple[str, str]
    viewpoint: Viewpoint
    views: tuple[str, ...] = ()
    rules: tuple[LookRule, ...] = ()
    section: Section | None = None
    overlays: Overlays = field(default_factory=Overlays)
    palette: str = "atlas"
    parameters: Mapping[str, float] | None = None
    seed: int | None = None
    selected: tuple[str, ...] = ()
    explosion: float = 0.0
    measurements: tuple[Measurement, ...] = ()
    pins: tuple[Pin, ...] = ()
    box: SectionBox | None = None

    def state(self, catalogue: Catalogue, before: SceneState | None = None) -> SceneState:
        """The state of a scene that shows this figure, of the individual `before` unless it has its own.

        Raises UnknownName on a pattern that names nothing.
        """
        start = SceneState({key: Look() for key in catalogue.structures}, self.levels)
        for rule in self.rules:
            start = start.with_looks(catalogue.select(rule.pattern), **rule.changes())
        return replace(
            start,
            viewpoint=self.viewpoint,
            section=self.section,
            box=self.box,
            overlays=self.overlays,
            palette=self.palette,
            selection=tuple(dict.fromkeys(key for each in self.selected for key in catalogue.select(each))),
            explosion=self.explosion,
            measurements=self.measurements,
            pins=self._pins_of(catalogue),
            parameters=_own_or(self.parameters, before.parameters if before else {}),
            seed=_own_or(self.seed, before.seed if before else 1),
        )

    def _pins_of(self, catalogue: Catalogue) -> tuple[Pin, ...]:
        strange = [pin.structure for pin in self.pins if pin.structure not in {"", *catalogue.structures}]
        if strange:
            raise UnknownName(f"a note stands at {strange[0]!r}, which names nothing here")
        return self.pins


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


LARGEST_BYTES = 5_000_000
"""A figure file is text that people write; a larger one is none."""


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
        return _figure(name, tomllib.loads(text))
    except KeyError as fault:
        raise FaultyFigure(f"figure {name}: there is no {fault}") from fault
    except (AttributeError, TypeError, ValueError, RecursionError) as fault:
        raise FaultyFigure(f"figure {name}: {fault}") from fault


def _figure(name: str, table: Mapping[str, Any]) -> Figure:
    span = parse_range(table["levels"])
    return Figure(
        name=name,
        title=table["title"],
        caption=" ".join(table["caption"].split()),
        levels=(span[0], span[-1]),
        viewpoint=_viewpoint(table.get("view", {})),
        views=tuple(map(require_view, _read(tuple[str, ...], table, "views"))),
        rules=tuple(_rule(row) for row in table.get("look", ())),
        section=_section(table.get("section")),
        box=_read(SectionBox, table, "box") if "box" in table else None,
        overlays=Overlays(**table.get("overlays", {})),
        palette=load_palette(table.get("palette", "atlas")).name,
        selected=_read(tuple[str, ...], table, "selected"),
        explosion=require_amount(float(table.get("explosion", 0.0))),
        measurements=_read(tuple[Measurement, ...], table, "measurement"),
        pins=few_enough(_read(tuple[Pin, ...], table, "note")),
        **_individual(table.get("individual")),
    )


def _read(kind: Any, table: Mapping[str, Any], name: str) -> Any:
    """A value of a figure as sessions read it; of a list that is missing, an empty one."""
    return Reader().read(kind, table.get(name, []), name)


def _individual(table: Mapping[str, Any] | None) -> dict[str, Any]:
    """Parameters and seed of a figure that has its own."""
    if table is None:
        return {}
    values = {str(name): float(value) for name, value in table.get("parameters", {}).items()}
    seed = int(table.get("seed", 1))
    if seed < 0:
        raise ValueError(f"a seed is a whole number from 0, not {seed}")
    return {"parameters": checked(values), "seed": seed}


def _own_or(own: Own | None, other: Own) -> Own:
    return other if own is None else own


def _viewpoint(table: Mapping[str, Any]) -> Viewpoint:
    named = NAMED_VIEWS[table.get("name", "oblique")]
    if "direction" in table:
        named = looking_from(table["direction"], table.get("up"))
    centre, height = table.get("centre"), table.get("height_mm")
    return replace(
        named,
        zoom=float(table.get("zoom", 1.0)),
        is_parallel=bool(table.get("parallel", False)),
        centre=None if centre is None else _triple(centre),
        height_mm=None if height is None else float(height),
    )


def _triple(values: Any) -> Triple:
    x, y, z = (float(value) for value in values)
    return x, y, z


def _rule(row: Mapping[str, Any]) -> LookRule:
    wishes = dict(row)
    return LookRule(pattern=wishes.pop("structures"), **wishes)


def _section(table: Mapping[str, Any] | None) -> Section | None:
    if table is None:
        return None
    section = section_facing(table["normal"]) if "normal" in table else NAMED_SECTIONS[table["name"]]
    if "origin" in table:
        section = replace(section, origin=_triple(table["origin"]))
    section = section.moved_to(float(table.get("offset_mm", 0.0)))
    return replace(section, spared=tuple(table.get("spared", ())))
