"""What mesh files tell of structures: the colours and opacities of a scene, the groups of its catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from meshes.anatomy.catalogue import Catalogue
from meshes.surface.formats.dress import Dress
from viewer.model.scene import Scene
from viewer.render.appearance import rgb


def dresses_of(scene: Scene, ids: Iterable[str]) -> dict[str, Dress]:
    """How a scene shows some structures, by id."""
    structures, looks = scene.catalogue.structures, scene.state.looks
    return {
        key: Dress(
            colour=rgb(scene.colour(key)),
            opacity=looks[key].opacity,
            title=structures[key].name,
            groups=groups_above(scene.catalogue, structures[key].parent),
        )
        for key in ids
    }


def groups_above(catalogue: Catalogue, parent: str | None) -> tuple[tuple[str, str], ...]:
    """Ids and names of a group and of all it lies in, the widest first."""
    found: list[tuple[str, str]] = []
    while parent is not None and parent in catalogue.groups:
        group = catalogue.groups[parent]
        found.append((group.id, group.name))
        parent = group.parent
    return tuple(reversed(found))
