"""What lies behind the anatomy, and the ink that is read on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from viewer.export.still_spec import BACKDROP, DARK_BACKDROP, TRANSPARENT, StillSpec
from viewer.model.palette import is_dark_ground, load_palette
from viewer.model.state import SceneState
from viewer.render.appearance import rgb
from viewer.render.painted.ink import DARK_INK, Ink, Picture, ink_on


def backdrop(spec: StillSpec, state: SceneState) -> Picture:
    """What lies behind the anatomy, in pixels."""
    canvas = np.zeros((spec.height, spec.width, 4), np.uint8)
    if spec.background == TRANSPARENT:
        return canvas
    canvas[..., 3] = 255
    bottom, top = (np.array(rgb(colour), float) for colour in _behind(spec, state))
    share = np.linspace(1.0, 0.0, spec.height)[:, None]
    canvas[..., :3] = np.rint(share * top + (1.0 - share) * bottom).astype(np.uint8)[:, None]
    return canvas


def ink_of(spec: StillSpec, state: SceneState) -> Ink:
    """The colours of what is laid over."""
    if spec.background == TRANSPARENT:
        return DARK_INK
    return ink_on(_behind(spec, state)[0])


def worn_on(spec: StillSpec, state: SceneState) -> SceneState:
    """The state in the colours its palette has before the background."""
    if spec.background == TRANSPARENT or not is_dark_ground(_behind(spec, state)[0]):
        return state
    return replace(state, palette=load_palette(state.palette).before(is_dark=True).name)


def _behind(spec: StillSpec, state: SceneState) -> tuple[str, str]:
    """Bottom and top of the background, ``#rrggbb``."""
    if spec.background in (BACKDROP, DARK_BACKDROP):
        return load_palette(state.palette).backdrop(spec.background == DARK_BACKDROP)
    return spec.background, spec.background
