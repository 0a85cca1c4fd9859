"""Which names could be written beside a picture: pure functions of a scene."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

import numpy as np

from meshes.anatomy.catalogue import Catalogue
from meshes.anatomy.structure import Group, Structure
from viewer.model.explosion import shift_mm
from viewer.model.overlays import BOTH, LATIN
from viewer.model.pin import Pin
from viewer.model.scene import Scene
from viewer.model.viewpoint import Triple
from viewer.model.visibility import is_drawn
from viewer.render.protocol import LabelWish

NOTE_ID = "note."


def label_wishes(scene: Scene, ids: frozenset[str] | None = None) -> tuple[LabelWish, ...]:
    """A wish for each note and everything drawn, the chosen first; notes alone when labels are off.

    Parameters
    ----------
    scene
        Whose structures, whose language.
    ids
        Only these, for instance those whose surfaces are built; all without.
    """
    overlays, chosen = scene.state.overlays, scene.state.selection
    notes = note_wishes(scene)
    if not overlays.labels:
        return notes
    drawn = [
        key for key in scene.shown if scene.state.looks[key].opacity > 0.0 and (ids is None or key in ids)
    ]
    drawn.sort(key=lambda key: chosen.index(key) if key in chosen else len(chosen))
    kin = _kin(scene.catalogue)
    return *notes, *(_wish(scene, key, overlays.label_names, kin) for key in drawn)


def note_wishes(scene: Scene) -> tuple[LabelWish, ...]:
    """A wish for each note, whose ids are ``note.0`` and so on; none for those whose structure is hidden."""
    catalogue, state = scene.catalogue, scene.state
    return tuple(
        LabelWish(f"{NOTE_ID}{at}", (pin.text,), f"{NOTE_ID}{at}", (pin.text,), True, place_of(pin, scene))
        for at, pin in enumerate(state.pins)
        if not pin.structure or is_drawn(catalogue, state, pin.structure)
    )


def has_notes(wishes: Iterable[LabelWish]) -> bool:
    """Whether any of the wishes is a note."""
    return any(wish.point is not None for wish in wishes)


def place_of(pin: Pin, scene: Scene) -> Triple:
    """Where a note's point is drawn, mm: it goes along when its structure is taken out."""
    if not pin.structure:
        return pin.point
    structure = scene.catalogue.structures[pin.structure]
    x, y, z = np.array(pin.point) + shift_mm(structure, scene.state.levels, scene.state.explosion)
    return float(x), float(y), float(z)


def _wish(scene: Scene, key: str, language: str, kin: Kin) -> LabelWish:
    structure = scene.catalogue.structures[key]
    names, is_chosen = names_of(structure, language), key in scene.state.selection
    group = scene.catalogue.groups.get(structure.parent or "")
    if group is None or (structure.kind == "bone" and group.parent is None):
        return LabelWish(key, names, key, names, is_chosen)
    if structure.kind != "vein":
        return LabelWish(key, names, group.id, names, is_chosen)
    if len(kin[group.id]) == 1:
        return LabelWish(key, names, group.id, names_of(group, language), is_chosen)
    vessel = replace(structure, name=_vessel(structure))
    return LabelWish(key, names, f"{group.id}: {vessel.name}", names_of(vessel, language), is_chosen)


Kin = Mapping[str, Set[str]]
"""What is in each group of veins: one vessel, of which it has many pieces, or several things."""


def _kin(catalogue: Catalogue) -> Kin:
    found: dict[str, set[str]] = {}
    for each in catalogue.structures.values():
        if each.kind == "vein" and each.parent:
            found.setdefault(each.parent, set()).add(_vessel(each))
    for group in catalogue.groups.values():
        if group.parent in found:
            found[group.parent].add(group.name)
    return found


def _vessel(structure: Structure) -> str:
    """What a vein is called on either side and at every level."""
    own = (structure.side, structure.level)
    return ", ".join(part for part in structure.name.split(", ") if part.split()[-1] not in own)


def names_of(entry: Group | Structure, language: str) -> tuple[str, ...]:
    """What to write for an entry; the English name where there is no Latin one."""
    english = entry.name.replace(": ", ", ")
    if language == LATIN:
        return (entry.latin or english,)
    return (english, entry.latin) if language == BOTH and entry.latin else (english,)
