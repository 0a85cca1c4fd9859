"""What a verb changed, told to everyone who draws."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from viewer.model.state import SceneState


class Kind(Enum):
    """The parts of a state a listener may care about."""

    LOOKS = "looks"
    LEVELS = "levels"
    SELECTION = "selection"
    VIEWPOINT = "viewpoint"
    SECTION = "section"
    OVERLAYS = "overlays"
    PALETTE = "palette"
    INDIVIDUAL = "individual"
    EXPLOSION = "explosion"
    MEASUREMENTS = "measurements"
    PINS = "pins"
    SHELF = "shelf"
    HOVER = "hover"
    HISTORY = "history"


@dataclass(frozen=True)
class Change:
    """One verb's worth of news.

    Parameters
    ----------
    kinds
        Which parts of the state differ now.
    ids
        Structures whose look, selection or hovering changed.
    verb
        Name of the verb in words for the status bar and the undo menu.
    caption
        What a figure that was chosen just now says of itself; empty after every other verb.
    """

    kinds: frozenset[Kind]
    ids: frozenset[str] = frozenset()
    verb: str = ""
    caption: str = ""


_FIELDS = {
    "looks": Kind.LOOKS,
    "levels": Kind.LEVELS,
    "selection": Kind.SELECTION,
    "route": Kind.SELECTION,
    "measurements": Kind.MEASUREMENTS,
    "pins": Kind.PINS,
    "set_aside": Kind.LOOKS,
    "viewpoint": Kind.VIEWPOINT,
    "section": Kind.SECTION,
    "box": Kind.SECTION,
    "overlays": Kind.OVERLAYS,
    "palette": Kind.PALETTE,
    "parameters": Kind.INDIVIDUAL,
    "seed": Kind.INDIVIDUAL,
    "explosion": Kind.EXPLOSION,
    "shelf": Kind.SHELF,
}


def difference(before: SceneState, after: SceneState, verb: str = "") -> Change:
    """The news between two states; its kinds are empty when they are equal."""
    kinds = {kind for field, kind in _FIELDS.items() if getattr(before, field) != getattr(after, field)}
    ids: set[str] = set()
    # Not for every step of the eye: there are hundreds of looks.
    if Kind.LOOKS in kinds:
        ids = {key for key, look in after.looks.items() if before.looks.get(key) != look}
    ids |= set(before.selection) ^ set(after.selection)
    return Change(frozenset(kinds), frozenset(ids), verb)
