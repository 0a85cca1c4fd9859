"""Where to look from."""

from __future__ import annotations

from dataclasses import replace

from viewer.actions.action import Action
from viewer.model.scene import Scene
from viewer.model.viewpoint import NAMED_VIEWS

_KEYS = {
    "anterior": "A",
    "posterior": "P",
    "left": "L",
    "right": "R",
    "superior": "S",
    "inferior": "I",
    "oblique": "O",
}
_STATUS = {
    "anterior": "Looks at the front.",
    "posterior": "Looks at the back.",
    "left": "Looks at the patient's left side.",
    "right": "Looks at the patient's right side.",
    "superior": "Looks down from above, front on top.",
    "inferior": "Looks up from below, front on top.",
    "oblique": "Looks from behind, the left and above.",
}


def _is_from(scene: Scene, name: str) -> bool:
    now, named = scene.state.viewpoint, NAMED_VIEWS[name]
    return (now.direction, now.up) == (named.direction, named.up)


def _view(name: str) -> Action:
    return Action(
        id=f"view.{name}",
        text=name.capitalize(),
        status=_STATUS[name],
        menu="View",
        run=lambda scene: scene.view_from(name),
        keys=(_KEYS[name],),
        is_checked=lambda scene: _is_from(scene, name),
        step=f"{name.capitalize()} view",
    )


def _turn_parallel(scene: Scene) -> None:
    now = scene.state.viewpoint
    scene.set_viewpoint(replace(now, is_parallel=not now.is_parallel))


ACTIONS = (
    *(_view(name) for name in NAMED_VIEWS),
    Action(
        "view.frame",
        "Frame everything",
        "Brings all that is shown into the picture.",
        "View",
        Scene.frame_all,
        ("F",),
        starts_section=True,
    ),
    Action(
        "view.parallel",
        "Parallel projection",
        "Near and far alike, so that lengths can be compared.",
        "View",
        _turn_parallel,
        ("Shift+P",),
        is_checked=lambda scene: scene.state.viewpoint.is_parallel,
    ),
)
