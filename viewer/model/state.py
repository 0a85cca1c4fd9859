"""Everything the user can change, in one frozen value."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from viewer.model.look import Look
from viewer.model.measure import Measurement
from viewer.model.measure import few_enough as few_measurements
from viewer.model.overlays import Overlays
from viewer.model.pin import Pin
from viewer.model.pin import few_enough as few_pins
from viewer.model.route import RouteStep
from viewer.model.section import Section
from viewer.model.section_box import SectionBox
from viewer.model.viewpoint import NAMED_VIEWS, Viewpoint

MOST_SCENES = 200
LONGEST_NAME = 120
LARGEST_THUMBNAIL = 200_000
"""Letters of base64."""
LARGEST_SIDE = 1024
_PNG_IN_BASE64 = "iVBORw0KGgo"
_HEAD_LETTERS = 32
"""Of base64: the signature, and the first chunk of a PNG up to its width and height."""


@dataclass(frozen=True)
class SceneState:
    """One moment of the atlas; undo is a stack of these.

    Parameters
    ----------
    looks
        How each structure is drawn, by id; every structure of the catalogue has one.
    levels
        First and last level shown, cranial to caudal.
    selection
        Selected ids in the order they were chosen.
    set_aside
        Ids that "hide selection" and "isolate" took away and "restore" brings back.
    route
        The venous way traced last, step by step; its structures were selected then.
    viewpoint, section, box, overlays, palette
        Where the eye is, which plane cuts, which box is kept, what lies over the picture, which colours
        groups have.
    parameters, seed
        Which individual is shown: parameters that differ from the tables, by name (see
        `meshes.anatomy.parameters`), and the seed of the variation.
    explosion
        How far the column is taken apart, 0 to 1.
    measurements
        Distances, angles and lengths along veins the user took, in that order; at most `MOST_MEASUREMENTS`,
        else ValueError.
    pins
        Notes of one's own, in the order they were set; at most `MOST_PINS`, else ValueError.
    shelf
        Scenes kept under a name, to come back to.
    """

    looks: Mapping[str, Look]
    levels: tuple[str, str]
    selection: tuple[str, ...] = ()
    set_aside: frozenset[str] = frozenset()
    route: tuple[RouteStep, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    pins: tuple[Pin, ...] = ()
    viewpoint: Viewpoint = NAMED_VIEWS["oblique"]
    section: Section | None = None
    box: SectionBox | None = None
    overlays: Overlays = field(default_factory=Overlays)
    palette: str = "atlas"
    parameters: Mapping[str, float] = field(default_factory=dict)
    seed: int = 1
    explosion: float = 0.0
    shelf: Shelf = field(default_factory=lambda: Shelf())

    def __post_init__(self) -> None:
        # What comes from another state is sealed already: a step of a drag copies nothing.
        for name in ("looks", "parameters"):
            given = getattr(self, name)
            if not isinstance(given, MappingProxyType):
                object.__setattr__(self, name, MappingProxyType(dict(given)))
        few_pins(self.pins)
        few_measurements(self.measurements)

    def with_looks(self, ids: Iterable[str], **changes: object) -> SceneState:
        """The state with some fields of the looks of `ids` replaced."""
        looks = dict(self.looks)
        for structure_id in ids:
            looks[structure_id] = replace(looks[structure_id], **changes)  # type: ignore[arg-type]
        return replace(self, looks=looks)


@dataclass(frozen=True)
class KeptScene:
    """A state under a name.

    Parameters
    ----------
    name
        What the user calls it; one line, not empty.
    state
        The state, with an empty shelf of its own.
    thumbnail
        A small picture of it: a PNG in base64, or nothing.

    Raises
    ------
    ValueError
        When the name is empty, too long or of several lines, or the picture is none or too large.
    """

    name: str
    state: SceneState
    thumbnail: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > LONGEST_NAME or not self.name.isprintable():
            raise ValueError(f"a scene's name is one line of 1 to {LONGEST_NAME} letters")
        if self.state.shelf.scenes:
            raise ValueError("a kept scene keeps no scenes of its own")
        if self.thumbnail and not _is_small_picture(self.thumbnail):
            raise ValueError(
                f"a thumbnail is a PNG in base64 of at most {LARGEST_THUMBNAIL} letters"
                f" and {LARGEST_SIDE} pixels a side"
            )


def _is_small_picture(thumbnail: str) -> bool:
    """Whether a thumbnail is what it may be; a few letters can be made to swell to gigabytes of pixels."""
    if not thumbnail.startswith(_PNG_IN_BASE64) or not _HEAD_LETTERS <= len(thumbnail) <= LARGEST_THUMBNAIL:
        return False
    try:
        head = base64.b64decode(thumbnail[:_HEAD_LETTERS], validate=True)
    except ValueError:
        return False
    return all(0 < side <= LARGEST_SIDE for side in struct.unpack(">II", head[16:]))


@dataclass(frozen=True)
class Shelf:
    """The scenes a user keeps, in the order of the lecture.

    Parameters
    ----------
    scenes
        The scenes; no two have the same name.
    at
        Which of them was gone to or kept last; -1 for none.

    Raises
    ------
    ValueError
        When names are not each of its own, there are too many, or `at` is none of them.
    """

    scenes: tuple[KeptScene, ...] = ()
    at: int = -1

    def __post_init__(self) -> None:
        names = [kept.name for kept in self.scenes]
        if len(set(names)) < len(names):
            raise ValueError("two scenes have the same name")
        if len(names) > MOST_SCENES:
            raise ValueError(f"more than {MOST_SCENES} scenes")
        if not -1 <= self.at < len(names):
            raise ValueError(f"at is {self.at}, which is none of {len(names)} scenes")

    @property
    def current(self) -> KeptScene | None:
        """The scene gone to or kept last."""
        return self.scenes[self.at] if self.at >= 0 else None

    def free_name(self) -> str:
        """A name that no scene has."""
        taken = {kept.name for kept in self.scenes}
        return next(name for number in range(1, MOST_SCENES + 2) if (name := f"Scene {number}") not in taken)

    def with_scene(self, kept: KeptScene) -> Shelf:
        """A scene in place of the one of its name, or after the current one."""
        names = [each.name for each in self.scenes]
        if kept.name in names:
            at = names.index(kept.name)
            return Shelf((*self.scenes[:at], kept, *self.scenes[at + 1 :]), at)
        at = self.at + 1 if self.at >= 0 else len(self.scenes)
        return Shelf((*self.scenes[:at], kept, *self.scenes[at:]), at)

    def renamed(self, index: int, name: str) -> Shelf:
        """One scene under another name."""
        scenes = list(self.scenes)
        scenes[index] = replace(scenes[index], name=name)
        return Shelf(tuple(scenes), self.at)

    def without(self) -> Shelf:
        """The current scene gone; the one before it is current then."""
        scenes = (*self.scenes[: self.at], *self.scenes[self.at + 1 :])
        return Shelf(scenes, min(max(self.at - 1, 0), len(scenes) - 1))

    def moved(self, source: int, target: int) -> Shelf:
        """One scene in another place; what was current stays so."""
        scenes = list(self.scenes)
        scenes.insert(target, scenes.pop(source))
        at = scenes.index(self.scenes[self.at]) if self.at >= 0 else -1
        return Shelf(tuple(scenes), at)


NO_SCENES: Shelf = Shelf()
