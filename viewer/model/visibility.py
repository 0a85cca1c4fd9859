"""What is drawn at a moment: the user's wish and the level range together."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from meshes.anatomy.catalogue import Catalogue
from meshes.anatomy.levels import LEVELS, bone_level
from meshes.anatomy.structure import Structure
from viewer.model.state import SceneState

_PLACE = {level: place for place, level in enumerate(LEVELS)}
_KEPT = 256
"""Answers of each kind that are kept: every verb of the menus asks again after every change."""


class Check(Enum):
    """State of a box that stands for many structures."""

    ON = "on"
    PARTLY = "partly"
    OFF = "off"


def levels_of(structure: Structure) -> tuple[str, ...]:
    """The built levels a structure belongs to: two for what lies between, none for what runs past all.

    All of the sacrum and its veins belong to S1.
    """
    return _levels_of(structure.id, structure.level)


@lru_cache(maxsize=4096)
def _levels_of(structure_id: str, level: str | None) -> tuple[str, ...]:
    for part in structure_id.split("."):
        named = tuple(part.split("-"))
        if len(named) == 2 and set(named) <= set(LEVELS):
            return tuple(dict.fromkeys(bone_level(each) for each in named))
    return (bone_level(level),) if level else ()


def is_in_range(structure: Structure, levels: tuple[str, str]) -> bool:
    """Whether all levels of a structure lie within `levels`, first and last included."""
    first, last = levels
    return all(_PLACE[first] <= _PLACE[level] <= _PLACE[last] for level in levels_of(structure))


@lru_cache(maxsize=_KEPT)
def ids_in_range(catalogue: Catalogue, levels: tuple[str, str]) -> tuple[str, ...]:
    """Ids of the structures within `levels`, in tree order."""
    return tuple(key for key, structure in catalogue.structures.items() if is_in_range(structure, levels))


def shown_ids(catalogue: Catalogue, state: SceneState) -> tuple[str, ...]:
    """Ids of the structures that are drawn, in tree order."""
    return tuple(key for key in ids_in_range(catalogue, state.levels) if state.looks[key].visible)


def is_drawn(catalogue: Catalogue, state: SceneState, structure_id: str) -> bool:
    """Whether anything of a structure is to be seen: on, within the range and not wholly clear."""
    look, structure = state.looks[structure_id], catalogue.structures[structure_id]
    return look.visible and look.opacity > 0.0 and is_in_range(structure, state.levels)


@lru_cache(maxsize=_KEPT)
def ids_in_group(catalogue: Catalogue, *groups: str) -> tuple[str, ...]:
    """Ids of the structures of some groups (``anterior-internal``, ``vertebra`` …), in tree order."""
    return tuple(key for key, structure in catalogue.structures.items() if structure.group in groups)


@lru_cache(maxsize=_KEPT)
def ids_of_kind(catalogue: Catalogue, *kinds: str) -> tuple[str, ...]:
    """Ids of the structures of some kinds (``bone``, ``vein`` …), in tree order."""
    return tuple(key for key, structure in catalogue.structures.items() if structure.kind in kinds)


def check_of(state: SceneState, ids: Iterable[str]) -> Check:
    """Whether all, some or none of `ids` are switched on."""
    wishes = {state.looks[key].visible for key in ids}
    if wishes == {True}:
        return Check.ON
    return Check.PARTLY if True in wishes else Check.OFF
