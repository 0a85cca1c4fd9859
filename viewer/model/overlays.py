"""What is drawn over the anatomy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Overlays:
    """Which aids lie over the picture: legend, scale bar, orientation marker."""

    legend: bool = True
    scale_bar: bool = False
    orientation: bool = True
