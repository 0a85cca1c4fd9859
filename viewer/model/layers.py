"""The column in layers, from what lies on the skin of bone to what lies in its marrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from meshes.anatomy.catalogue import Catalogue
from viewer.model.look import Look
from viewer.model.visibility import ids_in_group


@dataclass(frozen=True)
class Layer:
    """What is taken off in one go.

    Parameters
    ----------
    groups
        Of the catalogue.
    least
        Opacity that is left of it, for orientation.
    """

    groups: tuple[str, ...]
    least: float = 0.0


LAYERS = (
    Layer(("anterior-external", "posterior-external", "segmental", "caval", "pelvic", "rib", "ligament")),
    Layer(("vertebra", "disc"), least=0.12),
    Layer(
        (
            "anterior-internal",
            "posterior-internal",
            "intervertebral",
            "craniocervical",
            "spinal-cord",
            "dura",
            "nerve",
            "fat",
        )
    ),
)
"""Outermost first: what lies on bone, bone itself, what lies in the canal."""

MARROW = ("basivertebral",)
"""What is left at last: the veins in the marrow of the bodies."""


def opacities_at(depth: float) -> tuple[float, ...]:
    """Opacity of each of `LAYERS` and of the marrow, at 0 with all layers on, at 1 with all off.

    Examples
    --------
    >>> opacities_at(0.5)
    (0.0, 0.56, 1.0, 1.0)
    """
    gone = [min(max(depth * len(LAYERS) - number, 0.0), 1.0) for number in range(len(LAYERS))]
    left = (1.0 - off * (1.0 - layer.least) for off, layer in zip(gone, LAYERS, strict=True))
    return *(round(opacity, 3) for opacity in left), 1.0


def depth_of(catalogue: Catalogue, looks: Mapping[str, Look]) -> float:
    """How far layers are taken off, from 0 to 1; of layers that were faded otherwise, how clear they are."""
    gone = 0.0
    for layer in LAYERS:
        found = [looks[key].opacity for key in ids_in_group(catalogue, *layer.groups)]
        usual = max(set(found), key=found.count) if found else 1.0
        gone += min((1.0 - usual) / (1.0 - layer.least), 1.0)
    return gone / len(LAYERS)
