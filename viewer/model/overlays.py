"""What is drawn over the anatomy."""

from __future__ import annotations

from dataclasses import dataclass

ENGLISH, LATIN, BOTH = LABEL_NAMES = ("english", "latin", "both")
"""Names that labels may have."""


@dataclass(frozen=True, slots=True)
class Overlays:
    """Which aids lie over the picture: legend, scale bar, orientation marker, names with leader lines.

    Raises
    ------
    ValueError
        When `label_names` is none of `LABEL_NAMES`.
    """

    legend: bool = True
    scale_bar: bool = False
    orientation: bool = True
    labels: bool = False
    label_names: str = ENGLISH

    def __post_init__(self) -> None:
        if self.label_names not in LABEL_NAMES:
            raise ValueError(
                f"{self.label_names!r} is no choice of names; there are {', '.join(LABEL_NAMES)}"
            )
