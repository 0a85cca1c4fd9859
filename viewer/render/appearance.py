"""From a scene's state to how each structure is painted: pure functions."""

from __future__ import annotations

from dataclasses import replace

from meshes.anatomy.catalogue import Catalogue
from viewer.model.scene import Scene
from viewer.model.state import SceneState
from viewer.model.visibility import is_drawn
from viewer.render.protocol import Appearance, LegendRow, Ruler

SELECTED_GLOW = 0.7
HOVERED_GLOW = 0.3
LIT_GLOW = 0.55
"""What a search found has to catch the eye of someone who looks elsewhere."""


def appearance_of(scene: Scene, structure_id: str) -> Appearance:
    """How a structure is painted in the scene's present state."""
    state, structure = scene.state, scene.catalogue.structures[structure_id]
    palette, look = scene.palette, state.looks[structure_id]
    glow = SELECTED_GLOW if structure_id in state.selection else 0.0
    glow += HOVERED_GLOW if structure_id == scene.hovered else 0.0
    glow = min(max(glow, LIT_GLOW if structure_id in scene.lit else 0.0), 1.0)
    plain = scene.colour(structure_id)
    pattern = palette.patterns.get(structure.group)
    if pattern is not None and glow:
        pattern = replace(pattern, colour=mixed(pattern.colour, palette.highlight, glow))
    return Appearance(
        visible=is_drawn(scene.catalogue, state, structure_id),
        opacity=look.opacity,
        colour=mixed(plain, palette.highlight, glow),
        cut_colour=mixed(palette.cut_colour(structure.group, plain), palette.highlight, glow),
        rim_colour=mixed(palette.rim_colour(structure.group, plain), palette.highlight, glow),
        glow=glow,
        pattern=pattern,
    )


def legend_rows(scene: Scene, ids: frozenset[str] | None = None) -> tuple[LegendRow, ...]:
    """One row for each group of which something is drawn, in the catalogue's order, veins first.

    Parameters
    ----------
    scene
        Whose structures.
    ids
        Only these, for instance those whose surfaces are built; all without.
    """
    rows: dict[str, LegendRow] = {}
    patterns = scene.palette.patterns
    for key in scene.shown:
        structure, look = scene.catalogue.structures[key], scene.state.looks[key]
        group = structure.group
        if look.opacity <= 0.0 or (ids is not None and key not in ids):
            continue
        if group not in rows:
            name = group_name(scene.catalogue, group)
            colour, pattern = scene.colour(key), patterns.get(group)
            rows[group] = LegendRow(name, colour, look.opacity, structure.kind, pattern, group)
        parent = scene.catalogue.groups.get(structure.parent or "")
        if parent is not None and not parent.group:
            # The skull is no vertebra: what hangs directly below a wider heading gives its name to all.
            rows[group] = replace(rows[group], name=parent.name)
    veins_first = sorted(rows.values(), key=lambda row: row.kind != "vein")
    return tuple(veins_first)


def rulers_of(state: SceneState) -> tuple[Ruler, ...]:
    """The measurements to draw: none while the column is taken apart, where they would not be true."""
    if state.explosion:
        return ()
    return tuple(Ruler(each.points, each.text) for each in state.measurements)


def group_name(catalogue: Catalogue, group: str) -> str:
    """What a legend calls a family of structures: the name of its first group in the tree.

    Words after a colon, which tell the parts of a family apart, are left out.
    """
    named = [node.name for node in catalogue.groups.values() if node.group == group]
    return named[0].partition(":")[0] if named else group.replace("-", " ").capitalize()


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with a `share` (0 to 1) of `other` in it; all ``#rrggbb``."""
    if share <= 0.0:
        return colour
    mix = (round(a + (b - a) * min(share, 1.0)) for a, b in zip(rgb(colour), rgb(other), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mix)


def rgb(colour: str) -> tuple[int, int, int]:
    """The channels of ``#rrggbb``, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
