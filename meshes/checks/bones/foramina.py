"""Claims on the basivertebral foramina: as many open in the back of a body as its person has there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.anatomy.catalogue import load_catalogue
from meshes.bones.foramina import PIERCED_LEVELS
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, none_lacking, within
from meshes.column.landmarks.openings import ONE, openings
from meshes.geometry.topology import lowest_linked

MOUTH_MM = (0.8, 5.0)
"""Least and largest radius of free space in the mouth of the basivertebral foramen."""

SMALL_MM = (0.1, 0.55)
"""The same where there are many under a millimetre."""

MOUTH_DEPTH_MM, SEVERAL_DEPTH_MM = 2.0, 1.2
"""How far in front of the posterior wall that is gauged; where there are several, which are shallower, and
where openings are counted.
"""

COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "many": 5}
"""Openings by number; of many there are at least so many."""

_WINDOW, _STEP_MM = (5.5, 0.4), 0.3
"""Where they are looked for: so many mm to either side, and so many heights of the body above and below its
middle; how closely."""


def counted(built: Built, level: str) -> int:
    """How many openings the back of a built body has, counted on a sheet a little in front of its back wall.

    What reaches the sheet's edge is space beside the body and counts for none.

    Parameters
    ----------
    built : Built
        With the bone.
    level : str
        One of `PIERCED_LEVELS`.
    """
    place, scale = built.segments[level], built.scale
    high = _WINDOW[1] * place.landmarks.body.height_posterior
    x = np.arange(-_WINDOW[0], _WINDOW[0] + 1e-6, _STEP_MM) * scale
    z = np.arange(-high, high, _STEP_MM * scale)
    local = np.stack(np.meshgrid(x, [-SEVERAL_DEPTH_MM * scale], z, indexing="ij"), axis=-1).reshape(-1, 3)
    is_free = built.nearness[level](place.pose.apply(local)) > 0.0
    return _pieces(is_free.reshape(len(x), len(z)))


def _pieces(mask: NDArray[np.bool_]) -> int:
    """Number of connected pieces of a mask within its edge, corners counting as contact."""
    numbers = np.arange(mask.size).reshape(mask.shape)
    padded = np.pad(np.where(mask, numbers, -1), 1, constant_values=-1)
    around = np.lib.stride_tricks.sliding_window_view(padded, (3, 3)).reshape(mask.size, 9)
    here, which = np.nonzero(mask.reshape(-1, 1) & (around >= 0))
    lowest = lowest_linked(here, around[here, which], mask.size).reshape(mask.shape)
    edge = np.concatenate([lowest[0], lowest[-1], lowest[:, 0], lowest[:, -1]])
    return len(np.setdiff1d(lowest[mask], edge))


def _levels(built: Built) -> list[str]:
    return [level for level in built.bones if level in PIERCED_LEVELS]


def _drawn(built: Built) -> Measurement | None:
    """Bodies with another number of openings than their person has."""
    bones, wrong = load_catalogue().bones, []
    levels = [level for level in _levels(built) if level in built.foramina]
    for level in levels:
        number, found = built.foramina[level], counted(built, level)
        wanted = COUNTS[number]
        if found != wanted if number != "many" else found < wanted:
            wrong.append(bones[level])
    return none_lacking(wrong, len(levels))


def _mouths(built: Built) -> Measurement | None:
    """Room round a point a little inside each mouth, at a scale of 1, the least of each body."""
    room = _room(built, is_small=False)
    return within(room, MOUTH_MM) if room else None


def _small_mouths(built: Built) -> Measurement | None:
    room = _room(built, is_small=True)
    return within(room, SMALL_MM) if room else None


def _room(built: Built, is_small: bool) -> dict[str, float]:
    bones, room = load_catalogue().bones, {}
    for level in _levels(built):
        number, place = built.foramina.get(level, ONE), built.segments[level]
        if (number == "many") is is_small:
            found = openings(place.landmarks.basivertebral, number, built.scale)
            depth = (MOUTH_DEPTH_MM if number == ONE else SEVERAL_DEPTH_MM) * built.scale
            mouths = np.array([each.centre for each in found]) - [0.0, depth, 0.0]
            room[bones[level]] = float(built.nearness[level](place.pose.apply(mouths)).min()) / built.scale
    return room


CLAIMS = (
    Claim(
        "contact.basivertebral",
        "Basivertebral foramina open in the back of each body from C2 to S1",
        "mm",
        MOUTH_MM,
        ("tzika-2021", "he-2023"),
        _mouths,
    ),
    Claim(
        "contact.basivertebral-small",
        "Where there are many basivertebral foramina each is under a millimetre, and open",
        "mm",
        SMALL_MM,
        ("tzika-2021",),
        _small_mouths,
    ),
    Claim(
        "contact.foramina",
        "As many basivertebral foramina open in the back of a body as its person has there",
        "bones",
        0.0,
        ("tzika-2021",),
        _drawn,
    ),
)
