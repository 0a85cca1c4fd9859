"""Verbs on what is visible and how solid it is."""

from __future__ import annotations

from viewer.actions.action import Action
from viewer.actions.kinds import has_selection
from viewer.model.scene import Scene
from viewer.model.visibility import ids_of_kind

EXPLOSION_STEP = 0.1
"""How much one key press takes the column apart."""

BONE_STEP = 0.1
"""How much one key press changes the opacity of bone."""


def bone_opacity(scene: Scene) -> float:
    """Opacity that most of the bones within the level range have; 1 without bones."""
    shown = set(scene.shown)
    bones = ids_of_kind(scene.catalogue, "bone")
    looks = [scene.state.looks[key].opacity for key in bones if key in shown]
    looks = looks or [scene.state.looks[key].opacity for key in bones]
    return max(looks, key=looks.count, default=1.0)


def set_bone_opacity(scene: Scene, opacity: float, is_drag: bool = False) -> None:
    """Make all bones clear (0) to solid (1); values beyond are cut off."""
    wanted = min(max(round(opacity, 3), 0.0), 1.0)
    with scene.called("Opacity of bone"):
        scene.set_opacity(ids_of_kind(scene.catalogue, "bone"), wanted, is_drag)


ACTIONS = (
    Action(
        "show.all",
        "Show everything",
        "Switches every structure on.",
        "Structures",
        Scene.show_all,
        ("Ctrl+Shift+H",),
        is_enabled=lambda scene: not all(look.visible for look in scene.state.looks.values()),
        starts_section=True,
    ),
    Action(
        "show.isolate",
        "Keep only the selection",
        "Hides everything but the selected structures.",
        "Structures",
        lambda scene: scene.isolate(scene.state.selection),
        ("K",),
        is_enabled=has_selection,
    ),
    Action(
        "show.hide",
        "Hide the selection",
        "Hides the selected structures.",
        "Structures",
        lambda scene: scene.put_aside(scene.state.selection),
        ("H",),
        is_enabled=has_selection,
    ),
    Action(
        "show.restore",
        "Restore hidden",
        "Brings back what was hidden, also by an eye of the tree or by keeping only the selection.",
        "Structures",
        Scene.restore,
        ("Shift+H",),
        is_enabled=lambda scene: bool(scene.state.set_aside),
    ),
    Action(
        "show.fade-others",
        "Fade the others",
        "Keeps the rest for orientation only.",
        "Structures",
        lambda scene: scene.fade_others(scene.state.selection),
        ("D",),
        is_enabled=has_selection,
    ),
    Action(
        "show.solid",
        "Everything solid",
        "Takes back all fading.",
        "Structures",
        lambda scene: scene.set_opacity(scene.state.looks, 1.0),
        ("Shift+D",),
        is_enabled=lambda scene: any(look.opacity < 1.0 for look in scene.state.looks.values()),
    ),
    Action(
        "bone.clearer",
        "Clearer bone",
        "Lets more of the veins shine through.",
        "Structures",
        lambda scene: set_bone_opacity(scene, bone_opacity(scene) - BONE_STEP),
        ("[",),
        is_enabled=lambda scene: bone_opacity(scene) > 0.0,
        starts_section=True,
    ),
    Action(
        "bone.denser",
        "Denser bone",
        "Makes bone more solid.",
        "Structures",
        lambda scene: set_bone_opacity(scene, bone_opacity(scene) + BONE_STEP),
        ("]",),
        is_enabled=lambda scene: bone_opacity(scene) < 1.0,
    ),
    Action(
        "apart.on",
        "Taken apart",
        "Moves levels apart and the veins out of the canal, or puts all together.",
        "Structures",
        lambda scene: scene.explode(0.0 if scene.state.explosion else 1.0),
        ("E",),
        is_checked=lambda scene: scene.state.explosion > 0.0,
        step="",
        starts_section=True,
    ),
    Action(
        "apart.more",
        "Farther apart",
        "Takes the column apart a little more.",
        "Structures",
        lambda scene: scene.explode(scene.state.explosion + EXPLOSION_STEP),
        ("Shift+E",),
        is_enabled=lambda scene: scene.state.explosion < 1.0,
    ),
    Action(
        "apart.less",
        "Closer together",
        "Puts the column together a little.",
        "Structures",
        lambda scene: scene.explode(scene.state.explosion - EXPLOSION_STEP),
        ("Ctrl+E",),
        is_enabled=lambda scene: scene.state.explosion > 0.0,
    ),
)
