"""Verbs on the family of what is selected, and on its looks."""

from __future__ import annotations

from viewer.actions.action import Action
from viewer.model.scene import Scene
from viewer.model.visibility import ids_in_group, ids_in_range

OPACITY_STEP = 0.1
"""How much one key press changes the opacity of the selection."""


def families(scene: Scene) -> tuple[str, ...]:
    """Everything of the families of which something is selected, in tree order."""
    groups = {scene.catalogue.structures[key].group for key in scene.state.selection}
    return ids_in_group(scene.catalogue, *groups)


def selection_opacity(scene: Scene) -> float:
    """Opacity of what was selected last; 1 without a selection."""
    chosen = scene.state.selection
    return scene.state.looks[chosen[-1]].opacity if chosen else 1.0


def _step(scene: Scene, step: float) -> None:
    wanted = min(max(round(selection_opacity(scene) + step, 3), 0.0), 1.0)
    scene.set_opacity(scene.state.selection, wanted)


def has_selection(scene: Scene) -> bool:
    """Whether anything is selected."""
    return bool(scene.state.selection)


def _has_hidden_relatives(scene: Scene) -> bool:
    return any(not scene.state.looks[key].visible for key in families(scene))


def _has_shown_relatives(scene: Scene) -> bool:
    return bool(set(families(scene)) & set(scene.shown) - set(scene.state.selection))


ACTIONS = (
    Action(
        "show.kind",
        "Show all of this kind",
        "Switches on everything of the selected families.",
        "Structures",
        lambda scene: scene.set_visible(families(scene), True, "Show all of this kind"),
        ("J",),
        is_enabled=_has_hidden_relatives,
        starts_section=True,
    ),
    Action(
        "show.only-of-kind",
        "Keep only the selection of its kind",
        "Hides the others of the selected families; other families stay.",
        "Structures",
        lambda scene: scene.put_aside(set(families(scene)) - set(scene.state.selection)),
        ("Shift+K",),
        is_enabled=_has_shown_relatives,
    ),
    Action(
        "show.invert",
        "Swap shown and hidden",
        "Hides what is shown of these levels and shows what is hidden.",
        "Structures",
        lambda scene: scene.invert(ids_in_range(scene.catalogue, scene.state.levels)),
        ("Ctrl+I",),
    ),
    Action(
        "look.clearer",
        "Clearer selection",
        "Lets more shine through the selected structures.",
        "Structures",
        lambda scene: _step(scene, -OPACITY_STEP),
        ("Ctrl+[",),
        is_enabled=lambda scene: has_selection(scene) and selection_opacity(scene) > 0.0,
        starts_section=True,
    ),
    Action(
        "look.denser",
        "Denser selection",
        "Makes the selected structures more solid.",
        "Structures",
        lambda scene: _step(scene, OPACITY_STEP),
        ("Ctrl+]",),
        is_enabled=lambda scene: has_selection(scene) and selection_opacity(scene) < 1.0,
    ),
    Action(
        "look.palette-colour",
        "Colour of the palette",
        "Takes back the selection's own colours.",
        "Structures",
        lambda scene: scene.set_colour(scene.state.selection, None),
        ("Shift+C",),
        is_enabled=lambda scene: any(scene.state.looks[key].colour for key in scene.state.selection),
    ),
)
