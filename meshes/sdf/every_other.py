"""Samples of a distance told from every other one, where these prove that the surface is not near."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector

Mask = NDArray[np.bool_]
Index = NDArray[np.intp]

_CORNERS = tuple(np.ndindex(2, 2, 2))


def told(wanted: Mask, ask: Callable[[Index], Vector], fall: float) -> NDArray[np.float32]:
    """Distances at the wanted samples of a grid, for which only some of them are asked for.

    Asked for are those whose indices are all even, those of the others for which their even neighbours do
    not prove on which side of the surface they lie, and both ends of every edge between a sample inside and
    one outside: a surface drawn between them is the same as if all had been asked for. The rest are means of
    their even neighbours.

    Parameters
    ----------
    wanted : (I, J, K) array
        Which samples to tell.
    ask : callable
        Distances (N,) at the samples with these indices, (N, 3).
    fall : float
        How much the distance may change from one sample to the next.

    Returns
    -------
    (I, J, K) array
        Anything where nothing is wanted.
    """
    whole = np.pad(wanted, [(0, size % 2) for size in wanted.shape])
    halved = whole
    for axis in range(3):
        evens, odds = ((slice(None),) * axis + (slice(first, None, 2),) for first in (0, 1))
        halved = halved[evens] | halved[odds]
    cells = np.argwhere(halved)
    if not len(cells):
        return np.empty(wanted.shape, np.float32)
    even = _even(cells, ask)
    values = np.empty(whole.shape, np.float32)
    is_asked = np.zeros(whole.shape, bool)
    doubtful = []
    for odd in _CORNERS:
        value, least = _amid(even[tuple(slice(n + 1) for n in odd)], fall)
        place = 2 * cells + odd
        values[tuple(place.T)] = value
        is_asked[tuple(place.T)] = not any(odd)
        doubtful.append(place[least <= 0.0] if any(odd) else place[:0])
    asked = np.concatenate(doubtful)
    while len(asked):
        at = tuple(asked.T)
        values[at], is_asked[at] = ask(asked), True
        asked = np.argwhere(_at_crossings(values < 0.0, whole) & ~is_asked)
    return values[tuple(map(slice, wanted.shape))]


def _even(cells: Index, ask: Callable[[Index], Vector]) -> Vector:
    """Distances at the corners of cells of two steps, (2, 2, 2, N)."""
    needed = np.zeros(cells.max(axis=0, initial=-1) + 2, bool)
    corners = [tuple((cells + corner).T) for corner in _CORNERS]
    for corner in corners:
        needed[corner] = True
    values = np.empty(needed.shape)
    values[needed] = ask(2 * np.argwhere(needed))
    return np.reshape([values[corner] for corner in corners], (2, 2, 2, -1))


def _amid(known: Vector, fall: float) -> tuple[Vector, Vector]:
    """What samples (I, J, K, N) tell of the places amid them: a value, and how large it is at least, not
    regarding its sign; no more than nothing where they do not tell its sign.

    They lie a step away along each axis that has two of them; on a step the distance changes by `fall` at
    most.
    """
    flat = known.reshape(-1, known.shape[-1])
    surest = np.take_along_axis(flat, np.abs(flat).argmax(axis=0)[None], axis=0)[0]
    least = np.abs(surest) - fall * np.sqrt(np.log2(len(flat)))
    return np.copysign(np.maximum(np.abs(flat.mean(axis=0)), least), surest), least


def _at_crossings(inside: Mask, wanted: Mask) -> Mask:
    """Which samples have a wanted one beside them on the other side of the surface, and are wanted."""
    out = np.zeros(inside.shape, bool)
    for axis in range(3):
        low, high = ((slice(None),) * axis + (part,) for part in (slice(-1), slice(1, None)))
        crossed = (inside[low] != inside[high]) & wanted[low] & wanted[high]
        out[low] |= crossed
        out[high] |= crossed
    return out
