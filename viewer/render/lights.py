"""A light rig that shows form: key, fill and rim, fixed to the camera."""

from __future__ import annotations

from dataclasses import dataclass

import pyvista as pv

from viewer.model.viewpoint import Triple


@dataclass(frozen=True)
class Lamp:
    """A far light, placed as the camera sees it: x right, y up, z towards the eye."""

    position: Triple
    intensity: float
    colour: str = "#ffffff"


RIG = (
    Lamp((-0.7, 0.9, 1.0), 0.95, "#fff6ea"),
    Lamp((1.0, 0.0, 0.7), 0.38, "#e6f0ff"),
    Lamp((0.1, 0.5, -1.0), 0.35),
)
"""Warm key from the upper left, cool fill from the right, rim from behind."""


def light(plotter: pv.BasePlotter) -> None:
    """Replace a plotter's lights by the rig."""
    plotter.remove_all_lights()
    for lamp in RIG:
        one = pv.Light(light_type="camera light", color=lamp.colour, intensity=lamp.intensity)
        one.position, one.focal_point = lamp.position, (0.0, 0.0, 0.0)
        plotter.add_light(one)
