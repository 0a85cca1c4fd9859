"""The basivertebral foramina of one body: how many openings its posterior wall has, where, and how large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from meshes.column.landmarks.vertebra import BasivertebralLandmarks

ONE = "one"
"""The usual number of openings: that of a bone that stands for no person in particular."""


@dataclass(frozen=True)
class _Arrangement:
    """How several openings share the wall; illustrative, since the source counts them and tells no places.

    Parameters
    ----------
    places : sequence of pairs of float
        To the left and upwards, in spacings between neighbours; upwards is turned to the nearer rim.
    wide, high, deep : float
        Size of each, as shares of a single one.
    """

    places: Sequence[tuple[float, float]]
    wide: float
    high: float
    deep: float


_SEVERAL: Mapping[str, _Arrangement] = MappingProxyType({
    "two": _Arrangement(((0.5, 0.0), (-0.5, 0.0)), 0.46, 0.85, 1.0),
    "three": _Arrangement(((0.5, -1 / 3), (-0.5, -1 / 3), (0.0, 2 / 3)), 0.4, 0.6, 0.9),
    "four": _Arrangement(((0.5, 0.5), (-0.5, 0.5), (0.5, -0.5), (-0.5, -0.5)), 0.4, 0.5, 0.9),
})  # fmt: skip

_LEAST_MM, _BAR_MM = 2.8, 1.6
"""Least width and height of one of several openings, and the bone between two: what a grid still shows."""

_SMALL_MM, _LATTICE_MM, _SMALL_DEPTH = 0.98, 1.8, 0.9
"""Of openings under a millimetre: their width; the lattice they stand on, whose places are samples of a bone
at normal and at fine detail, so that they are not lost between them; depth as a share of a single one's.
"""
_SMALL_PLACES = ((0, 0), (1, 1), (-1, 1), (2, 0), (-2, 0))


def openings(
    foramen: BasivertebralLandmarks, number: str, scale: float = 1.0
) -> tuple[BasivertebralLandmarks, ...]:
    """Each opening of a posterior wall, about the place of a single one.

    Parameters
    ----------
    foramen : BasivertebralLandmarks
        The single opening of the level.
    number : str
        ``one``, ``two``, ``three``, ``four``, or ``many`` for several under 1 mm.
    scale : float
        The column's size; `foramen` is told at it.

    Returns
    -------
    tuple of BasivertebralLandmarks
        Their mouths mirror each other in the median plane; the mean of their heights is that of the single
        one, but for ``many``, which lie within a millimetre of it.

    Notes
    -----
    How many there are, and that many are under 1 mm each, is counted (Tzika 2021); places and sizes of
    several are illustrative.
    """
    if number == ONE:
        return (foramen,)
    if number == "many":
        return _small(foramen, scale)
    found = _SEVERAL[number]
    least = _LEAST_MM * scale
    wide, high = max(found.wide * foramen.width, least), max(found.high * foramen.height, least)
    apart = np.array([wide, high]) + _BAR_MM * scale
    turn = -1.0 if foramen.centre[2] < 0 else 1.0
    return tuple(
        _at(foramen, apart[0] * x, turn * apart[1] * z, (wide, high, found.deep * foramen.depth))
        for x, z in found.places
    )


def _small(foramen: BasivertebralLandmarks, scale: float) -> tuple[BasivertebralLandmarks, ...]:
    lattice = _LATTICE_MM * scale
    up = round(foramen.centre[2] / lattice) * lattice - foramen.centre[2]
    size = (_SMALL_MM * scale, _SMALL_MM * scale, _SMALL_DEPTH * foramen.depth)
    turn = -1.0 if foramen.centre[2] < 0 else 1.0
    return tuple(_at(foramen, lattice * x, up + turn * lattice * z, size) for x, z in _SMALL_PLACES)


def _at(
    foramen: BasivertebralLandmarks, aside: float, up: float, size: tuple[float, float, float]
) -> BasivertebralLandmarks:
    return BasivertebralLandmarks(foramen.centre + np.array([aside, 0.0, up]), *size)
