"""Figures: what to show, from where and with which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from meshes.anatomy.catalogue import Catalogue, UnknownName
from viewer.model.look import Look
from viewer.model.measure import Measurement
from viewer.model.overlays import Overlays
from viewer.model.pin import Pin
from viewer.model.section import Section
from viewer.model.section_box import SectionBox
from viewer.model.state import SceneState
from viewer.model.viewpoint import Viewpoint

Own = TypeVar("Own")


@dataclass(frozen=True)
class LookRule:
    """What a figure asks of the structures a pattern names; fields left ``None`` stay as they are.

    `pattern` is what the command line calls IDS: ids, id prefixes or levels, joined with commas.

    Raises
    ------
    ValueError
        When no look can be as it asks.
    """

    pattern: str
    visible: bool | None = None
    opacity: float | None = None
    colour: str | None = None

    def __post_init__(self) -> None:
        replace(Look(), **self.changes())  # type: ignore[arg-type]  # which refuses what cannot be

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
        for pattern in (pattern for cut in (self.section, self.box) if cut for pattern in cut.spared):
            catalogue.select(pattern)
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


def _own_or(own: Own | None, other: Own) -> Own:
    return other if own is None else own
