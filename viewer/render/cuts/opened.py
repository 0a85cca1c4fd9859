"""What cuts make of the surfaces of one structure, kept as long as they stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyvista as pv

from viewer.render.cuts.box_cut import cut_all, joined
from viewer.render.cuts.cut_rim import rim_of
from viewer.render.protocol import Cut

Opened = tuple[pv.PolyData, pv.PolyData, pv.PolyData]
"""What cuts leave of a surface, the faces that close it, and the bands along their edges."""


class OpenedSurfaces:
    """Cuts surfaces and keeps the last cut of each share: things move and rest in turns.

    Parameters
    ----------
    rim_mm
        Width of the bands; 0, none.
    """

    def __init__(self, rim_mm: float) -> None:
        self._rim_mm = rim_mm
        self._kept: dict[float, tuple[tuple[Cut, ...], Opened]] = {}

    def has(self, share: float, cuts: tuple[Cut, ...]) -> bool:
        """Whether that cut is there without work."""
        return share in self._kept and self._kept[share][0] == cuts

    def of(self, share: float, cuts: tuple[Cut, ...], surface: pv.PolyData) -> Opened:
        """What `cuts` make of the surface that has a `share` of the triangles."""
        if not self.has(share, cuts):
            kept, caps = cut_all(surface, cuts)
            # A plane that is being pulled through the column moves more smoothly without the bands.
            rims = self._rims(caps) if share >= 1.0 and self._rim_mm else []
            self._kept[share] = cuts, (kept, joined([cap for cap, _ in caps]), joined(rims))
        return self._kept[share][1]

    def forget(self) -> None:
        """The surfaces are no longer what they were."""
        self._kept.clear()

    def _rims(self, caps: Sequence[tuple[pv.PolyData, Cut]]) -> list[pv.PolyData]:
        return [rim_of(cap, np.array(cut.normal), self._rim_mm) for cap, cut in caps]
