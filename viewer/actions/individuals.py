"""Which individual the column is of: presets, another seed, back to the tables."""

from __future__ import annotations

from meshes.anatomy.parameters import Preset, load_presets
from viewer.actions.action import Action
from viewer.model.scene import Scene


def _preset(preset: Preset) -> Action:
    return Action(
        f"individual.{preset.name}",
        preset.text,
        f"Sizes of an {preset.text.lower()}, by published ratios.",
        "Individual",
        lambda scene: scene.set_parameters(preset.values, preset.text),
        is_checked=lambda scene: is_preset(scene, preset),
    )


def is_preset(scene: Scene, preset: Preset) -> bool:
    """Whether the parameters a preset sets have its values now."""
    now = scene.state.parameters
    return all(now.get(name, 1.0) == value for name, value in preset.values.items())


ACTIONS = (
    *(_preset(preset) for preset in load_presets().values()),
    Action(
        "individual.other",
        "Another individual",
        "Other veins, as they differ between people: the next seed.",
        "Individual",
        lambda scene: scene.set_seed(scene.state.seed + 1),
        ("Ctrl+R",),
        starts_section=True,
    ),
    Action(
        "individual.reset",
        "Column of the tables",
        "All parameters back to their published values.",
        "Individual",
        Scene.reset_parameters,
        ("Ctrl+Shift+R",),
        is_enabled=lambda scene: bool(scene.state.parameters),
    ),
)
