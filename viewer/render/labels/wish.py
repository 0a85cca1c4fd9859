"""Which names could be written beside a picture: pure functions of a scene."""

from __future__ import annotations

from meshes.anatomy.structure import Group, Structure
from viewer.model.overlays import BOTH, LATIN
from viewer.model.scene import Scene
from viewer.render.protocol import LabelWish


def label_wishes(scene: Scene, ids: frozenset[str] | None = None) -> tuple[LabelWish, ...]:
    """A wish for everything drawn, the chosen first; nothing when labels are off.

    Parameters
    ----------
    scene
        Whose structures, whose language.
    ids
        Only these, for instance those whose surfaces are built; all without.
    """
    overlays, chosen = scene.state.overlays, scene.state.selection
    if not overlays.labels:
        return ()
    drawn = [
        key for key in scene.shown if scene.state.looks[key].opacity > 0.0 and (ids is None or key in ids)
    ]
    drawn.sort(key=lambda key: chosen.index(key) if key in chosen else len(chosen))
    return tuple(_wish(scene, key, overlays.label_names) for key in drawn)


def _wish(scene: Scene, key: str, language: str) -> LabelWish:
    structure = scene.catalogue.structures[key]
    names = names_of(structure, language)
    group = scene.catalogue.groups.get(structure.parent or "")
    is_vein = structure.kind == "vein" and group is not None
    family = names_of(group, language) if is_vein and group is not None else names
    return LabelWish(key, names, structure.parent or key, family, key in scene.state.selection)


def names_of(entry: Group | Structure, language: str) -> tuple[str, ...]:
    """What to write for an entry; the English name where there is no Latin one."""
    english = entry.name.replace(": ", ", ")
    if language == LATIN:
        return (entry.latin or english,)
    return (english, entry.latin) if language == BOTH and entry.latin else (english,)
