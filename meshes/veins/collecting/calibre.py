"""Calibres of collecting veins by the junction law: what flows in makes the vein wider."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from meshes.network.junction import parent_radius


def gathering(start: float, order: Sequence[str], inflow: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Radius of a vein at each of its levels in the order of its flow, after that level's tributaries, mm.

    >>> gathering(1.0, ["T12", "T11"], {"T11": [1.0]})["T11"] > 1.0
    True
    """
    out, radius = {}, start
    for level in order:
        radius = parent_radius([radius, *inflow.get(level, ())])
        out[level] = radius
    return out
