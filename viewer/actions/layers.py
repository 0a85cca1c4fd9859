"""Taking layers off the column, from the skin of bone to the marrow."""

from __future__ import annotations

import math

from viewer.actions.action import Action
from viewer.model.layers import LAYERS, depth_of
from viewer.model.scene import Scene

_NEARLY = 1e-3


def depth(scene: Scene) -> float:
    """How far layers are taken off now, from 0 to 1."""
    return depth_of(scene.catalogue, scene.state.looks)


def _deeper(scene: Scene) -> None:
    scene.set_depth((math.floor(depth(scene) * len(LAYERS) + _NEARLY) + 1) / len(LAYERS))


def _back(scene: Scene) -> None:
    scene.set_depth((math.ceil(depth(scene) * len(LAYERS) - _NEARLY) - 1) / len(LAYERS))


ACTIONS = (
    Action(
        "layers.deeper",
        "One layer deeper",
        "Takes off what lies on bone, then bone, then what lies in the canal; the veins of the marrow stay.",
        "Structures",
        _deeper,
        ("Alt+]",),
        is_enabled=lambda scene: depth(scene) < 1.0 - _NEARLY,
    ),
    Action(
        "layers.back",
        "One layer back",
        "Puts the last layer back on.",
        "Structures",
        _back,
        ("Alt+[",),
        is_enabled=lambda scene: depth(scene) > _NEARLY,
    ),
)
