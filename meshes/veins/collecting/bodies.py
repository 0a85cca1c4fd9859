"""How large the bodies are that collecting veins run round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from meshes.anatomy.measures import Measures
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import scale_of

_NECK_DISC_MM = 5.0


@dataclass(frozen=True)
class BodySize:
    """Half the width, the depth and the height of a body at its waist, and the disc below it, mm."""

    half_width: float
    depth: float
    height: float
    disc: float


def body_sizes(column: ColumnFrame, measures: Measures) -> Mapping[str, BodySize]:
    """Size of the body of each level from the axis to the last lumbar vertebra."""
    found, scale = {}, scale_of(column.parameters)
    for level in column.levels:
        if level in column.landmarks:
            body = column.landmarks[level].body
            disc = next((each.height for each in column.discs.values() if each.upper == level), 8.0)
            found[level] = BodySize(body.half_width_waist, body.depth_waist, body.height_posterior, disc)
        elif measures.has(level, "EPWl") and measures.has(level, "VBHp"):
            found[level] = BodySize(
                scale * measures.value(level, "EPWl") / 2,
                scale * measures.value(level, "EPDl"),
                scale * measures.value(level, "VBHp"),
                scale * _NECK_DISC_MM,
            )
    return found
