"""Which region of the column is shown."""

from __future__ import annotations

from viewer.actions.action import Action
from viewer.model.regions import ALL, region_spans
from viewer.model.scene import Scene

SUBMENU = "Levels"

_STATUS = {
    "Cervical": "Shows the neck, from the skull base to C7.",
    "Thoracic": "Shows the twelve thoracic levels.",
    "Lumbar": "Shows the five lumbar levels.",
    "Sacral": "Shows sacrum and coccyx.",
    ALL: "Shows the whole column, from the skull base to the coccyx.",
}


def _span(scene: Scene, name: str) -> tuple[str, str] | None:
    return region_spans(scene.catalogue.built_levels).get(name)


def _region(name: str) -> Action:
    def show(scene: Scene) -> None:
        span = _span(scene, name)
        if span is not None:
            scene.set_levels(*span)

    return Action(
        f"levels.{name.lower()}",
        "All levels" if name == ALL else f"{name} levels",
        _STATUS[name],
        "Structures",
        show,
        is_checked=lambda scene: _span(scene, name) == scene.state.levels,
        is_enabled=lambda scene: _span(scene, name) is not None,
        submenu=SUBMENU,
    )


ACTIONS = tuple(_region(name) for name in _STATUS)
