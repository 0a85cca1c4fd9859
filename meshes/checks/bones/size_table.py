"""Every size of every vertebra beside its row: the table behind the claims on size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from meshes.checks.bones.sizes import NAMES
from meshes.checks.built import Built


@dataclass(frozen=True)
class SizeRow:
    """One size of one vertebra, mm; of a slope degrees.

    Parameters
    ----------
    level, measure : str
        Which.
    built : float
        Read off the mesh, the global scale taken out.
    published : float
        The row's value.
    tolerance : float
        One standard deviation, or a tenth of the value where the source gives none.
    has_spread : bool
        Whether the tolerance is a published spread.
    source, certainty : str
        Whose number it is, and how well it is known.
    """

    level: str
    measure: str
    built: float
    published: float
    tolerance: float
    has_spread: bool
    source: str
    certainty: str

    @property
    def passed(self) -> bool:
        """Whether the size lies within the tolerance."""
        return abs(self.built - self.published) <= self.tolerance

    def line(self) -> str:
        """The row as a line of text."""
        mark = " " if self.passed else "!"
        kind = "SD" if self.has_spread else "10 %"
        return (
            f"{mark} {self.level:<4}{self.measure:<5}{self.built:7.1f}{self.published:8.1f}"
            f" ± {self.tolerance:4.1f} {kind:<6}{self.certainty:<16}{self.source}"
        )


HEADING = f"  {'':<4}{'':<5}{'built':>7}{'row':>8}   limit      {'certainty':<16}source"
"""Heading over the lines of the table."""


def size_table(built: Built) -> Iterator[SizeRow]:
    """All sizes of all built vertebrae, from above downwards."""
    for level, sizes in built.sizes.items():
        for measure in (name for name in NAMES if name in sizes):
            row = built.row(level, measure)
            if row is None:
                continue
            yield SizeRow(
                level,
                measure,
                sizes[measure] / built.scale,
                row.value,
                row.tolerance(),
                row.spread is not None,
                row.source,
                row.certainty,
            )
