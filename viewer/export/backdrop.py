"""What lies behind the anatomy, and the ink that is read on it."""

from __future__ import annotations

import numpy as np

from viewer.export.still_spec import BACKDROP, DARK_BACKDROP, TRANSPARENT, StillSpec
from viewer.model.palette import load_palette
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


def _behind(spec: StillSpec, state: SceneState) -> tuple[str, str]:
    """Bottom and top of the background, ``#rrggbb``."""
    if spec.background in (BACKDROP, DARK_BACKDROP):
        return load_palette(state.palette).backdrop(spec.background == DARK_BACKDROP)
    return spec.background, spec.background
