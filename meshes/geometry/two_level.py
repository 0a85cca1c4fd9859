"""A net of rings and spokes in two levels: coarse cells, and where more is to be shown, finer ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class TwoLevelNet:
    """Triangles over a net that is closed round its rings.

    Parameters
    ----------
    triangles : (T, 3) array
        Corners, numbered row by row through the finer net of ``2 M + 1`` rings with ``2 K`` corners each.
    cells : (T,) array
        Number of a fine cell under each triangle, row by row through ``2 M`` rows of ``2 K`` cells.
    """

    triangles: Ints
    cells: Ints


def two_level_net(halved: Mask) -> TwoLevelNet:
    """The net in which some of the (M, K) coarse cells are halved both ways, without gaps between the levels.

    A coarse cell beside a halved one is fanned out from the middle of that side.

    Examples
    --------
    >>> one = np.zeros((3, 4), bool)
    >>> len(two_level_net(one).triangles)
    24
    >>> one[1, 1] = True
    >>> len(two_level_net(one).triangles)
    34
    """
    padded = np.pad(halved, ((1, 1), (0, 0)))
    beside = np.stack(
        [padded[:-2], np.roll(halved, -1, axis=1), padded[2:], np.roll(halved, 1, axis=1)], axis=-1
    )
    is_fan = ~halved & beside.any(axis=-1)
    plain = _plain(~halved & ~is_fan, 2)
    fine = _plain(np.repeat(np.repeat(halved, 2, axis=0), 2, axis=1), 1)
    parts = [plain, fine, _fans(is_fan, beside)]
    triangles = np.concatenate([each.triangles for each in parts])
    return TwoLevelNet(triangles, np.concatenate([each.cells for each in parts]))


def bordered_net(halved: Mask, rows: Ints) -> Ints:
    """Triangles (T, 3) of a coarser net with the same borders: of coarse cells between some coarse rings.

    Parameters
    ----------
    halved : (M, K) array of bool
        As above; it counts in the first and the last row.
    rows : (N,) array
        Numbers of coarse rings that are kept, ascending; the two at each end are among them.
    """
    count, round_ = halved.shape
    beside = np.zeros((count, round_, 4), bool)
    beside[0, :, 0], beside[-1, :, 2] = halved[0], halved[-1]
    is_border = np.zeros_like(halved)
    is_border[[0, -1]] = True
    is_fan = np.asarray(beside.any(axis=-1), bool)
    parts = _plain(is_border & ~is_fan, 2), _fans(is_fan, beside)
    column = 2 * np.arange(round_)
    above, below = (2 * rows[some, None] * 2 * round_ for some in (slice(1, -2), slice(2, -1)))
    beyond = np.roll(column, -1)
    a, b, c, d = above + column, above + beyond, below + column, below + beyond
    tall = [np.stack([each.ravel() for each in three], axis=1) for three in ((a, b, d), (a, d, c))]
    return np.concatenate([*(each.triangles for each in parts), *tall])


def _plain(cells: Mask, size: int) -> TwoLevelNet:
    """Two triangles for each of some cells of so many fine cells' edge."""
    row, column = (size * each for each in np.nonzero(cells))
    round_ = size * cells.shape[1]
    a, b = row * round_ + column, row * round_ + (column + size) % round_
    c, d = a + size * round_, b + size * round_
    triangles = np.concatenate([np.stack([a, b, d], axis=1), np.stack([a, d, c], axis=1)])
    return TwoLevelNet(triangles, np.concatenate([a, a]))


_CORNERS, _MIDDLES = ((0, 0), (0, 2), (2, 2), (2, 0)), ((0, 1), (1, 2), (2, 1), (1, 0))
"""Where each side of a coarse cell begins, and its middle, in fine rows and columns from the first corner."""


def _fans(cells: Mask, beside: Mask) -> TwoLevelNet:
    """Coarse cells fanned out from the middle of the first side beside which another is halved."""
    row, column = np.nonzero(cells)
    round_ = 2 * cells.shape[1]

    def corner(place: tuple[int, int]) -> Ints:
        return (2 * row + place[0]) * round_ + (2 * column + place[1]) % round_

    corners, middles = ([corner(place) for place in places] for places in (_CORNERS, _MIDDLES))
    is_beside = beside[row, column]
    first = is_beside.argmax(axis=1)
    triangles, owners = [np.zeros((0, 3), np.int64)], [np.zeros(0, np.int64)]
    for side in range(4):
        own = first == side
        for other in (each for each in range(4) if each != side):
            start, middle, end = corners[other], middles[other], corners[(other + 1) % 4]
            is_halved = is_beside[:, other]
            for one, two, some in (
                (start, end, ~is_halved),
                (start, middle, is_halved),
                (middle, end, is_halved),
            ):
                triangles.append(np.stack([one, two, middles[side]], axis=1)[own & some])
                owners.append(corners[0][own & some])
    return TwoLevelNet(np.concatenate(triangles), np.concatenate(owners))
