"""Measures and shapes that cannot stand together: told before anything is sampled."""

from __future__ import annotations

from meshes.anatomy.measures import Measures
from meshes.column.shapes.shape import VertebraShape


class ImpossibleVertebra(ValueError):
    """Numbers of one level that contradict each other; the message names table, row and column."""


def require_possible(level: str, shape: VertebraShape, measures: Measures) -> None:
    """Refuse numbers of a thoracic or lumbar level that would close its canal or open its arch.

    Raises
    ------
    ImpossibleVertebra
        If laminae and spinous process would lie inside the canal, so that cutting it out takes them away, or
        the pedicles would.
    """
    depth, spine = measures.value(level, "SCD"), shape.spinous
    # Where the laminae are thin the root of the spinous process closes the canal.
    back = max(shape.lamina.end_y + shape.lamina.thickness_end, spine.base_y + spine.length / 2)
    if back <= depth:
        raise ImpossibleVertebra(
            f"shape.csv, row lamina.end_y, column {level}: an arch {back:.1f} mm deep does not close"
            f" a canal {depth:.1f} mm deep (vertebrae.csv, {level} SCD)"
        )
    wall, pillar = measures.value(level, "SCW") / 2, shape.pedicle.back_x + measures.value(level, "PDW") / 2
    if pillar <= wall:
        raise ImpossibleVertebra(
            f"shape.csv, row pedicle.back_x, column {level}: a pedicle that ends {pillar:.1f} mm from the"
            f" midline lies in a canal {2 * wall:.1f} mm wide (vertebrae.csv, {level} SCW)"
        )
