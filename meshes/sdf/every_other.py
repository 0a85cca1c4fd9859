"""Samples of a distance told from every other one, where these prove that the surface is not near."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector

Mask = NDArray[np.bool_]
Index = NDArray[np.intp]
Samples = NDArray[np.intp]

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
    # A layer that nobody wants ends each axis, so that a step beyond the last sample leads nowhere.
    whole = np.pad(wanted, [(0, 2 + size % 2) for size in wanted.shape])
    cells = np.argwhere(_halved(whole))
    if not len(cells):
        return np.empty(wanted.shape, np.float32)
    even = _even(cells, ask)
    shape, strides = whole.shape, (whole.shape[1] * whole.shape[2], whole.shape[2], 1)
    # Samples are told by one number each: asked for by three, a few take as long as very many.
    first = (2 * cells) @ strides
    values, is_asked = np.empty(whole.size, np.float32), np.zeros(whole.size, bool)
    is_asked[first] = True
    is_wanted, doubtful = whole.ravel(), []
    here = np.flatnonzero(is_wanted)
    for odd in _CORNERS:
        value, least = _amid(even[tuple(slice(n + 1) for n in odd)], fall)
        place = first + np.dot(odd, strides)
        values[place] = value
        if any(odd):
            doubtful.append(place[least <= 0.0])
    asked = np.concatenate(doubtful)
    while len(asked):
        values[asked], is_asked[asked] = ask(np.stack(np.unravel_index(asked, shape), axis=1)), True
        ends = _at_crossings(values < 0.0, here, is_wanted, strides)
        asked = np.unique(ends[~is_asked[ends]])
    return values.reshape(shape)[tuple(map(slice, wanted.shape))]


def _halved(mask: Mask) -> Mask:
    """Where any of two samples by two by two is marked."""
    for axis in range(3):
        evens, odds = ((slice(None),) * axis + (slice(first, None, 2),) for first in (0, 1))
        mask = mask[evens] | mask[odds]
    return mask


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
    high, low = flat.max(axis=0), flat.min(axis=0)
    surest = np.where(high >= -low, high, low)
    least = np.abs(surest) - fall * np.sqrt(np.log2(len(flat)))
    return np.copysign(np.maximum(np.abs(flat.mean(axis=0)), least), surest), least


def _at_crossings(inside: Mask, here: Samples, wanted: Mask, strides: tuple[int, ...]) -> Samples:
    """Both ends of each edge between wanted samples on different sides of the surface; some more than once.

    `here` are the wanted samples, and `strides` tell how much the number of a sample grows from one to the
    next along each axis.
    """
    side, ends = inside[here], []
    for stride in strides:
        there = here + stride
        crossed = np.flatnonzero((side != inside[there]) & wanted[there])
        ends += [here[crossed], there[crossed]]
    return np.concatenate(ends)
