"""Laws of branching: how calibres share out where vessels part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

MURRAY_EXPONENT = 3.0


def parent_radius(children: Sequence[float], exponent: float = MURRAY_EXPONENT) -> float:
    """Radius of the vessel that carries what `children` carry, mm.

    Murray's law: r0^n = r1^n + r2^n + …, n = 3 for the least work of laminar flow.

    >>> round(parent_radius([1.0, 1.0]), 4)
    1.2599
    """
    return float(np.sum(np.asarray(children, dtype=float) ** exponent) ** (1.0 / exponent))


def child_radius(parent: float, share: float, exponent: float = MURRAY_EXPONENT) -> float:
    """Radius of a branch that carries the fraction `share` of its parent's flow, mm.

    >>> child_radius(2.0, 0.125)
    1.0

    Raises
    ------
    ValueError
        If `share` is not between 0 and 1.
    """
    if not 0.0 < share <= 1.0:
        raise ValueError(f"a share of flow lies between 0 and 1, not {share}")
    return float(parent * share ** (1.0 / exponent))
