"""What is to be taken off at one end of a tube."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from meshes.network.graph import Floats


@dataclass(frozen=True, eq=False)
class Trim:
    """One end of a tube and what is to be taken off there.

    Parameters
    ----------
    tip : (3,) array
        A place at the very end, mm.
    reach_mm : float
        All that goes lies within this distance of the tip; if it does not, nothing is taken off.
    kept : function
        Of (N, 3) places how far they lie on the side that stays, (N,) mm.
    onward : tuple of str
        Names of the meshes in which the tube goes on.
    way : (3,) array or None
        Direction in which the tube ends, for a plane cap.
    sunk_mm : float
        How deep the middle of a plane cap is sunk in.
    """

    tip: Floats
    reach_mm: float
    kept: Callable[[Floats], Floats]
    onward: tuple[str, ...] = ()
    way: Floats | None = None
    sunk_mm: float = 0.0
