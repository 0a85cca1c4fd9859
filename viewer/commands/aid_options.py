"""Options for what lies over the anatomy, and the picture they ask for."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viewer.export.still_spec import StillSpec
    from viewer.model.scene import Scene

LABEL_NAMES = ("english", "latin", "both")

_AIDS = {
    "scale-bar": "show the length of a bar, or do not",
    "legend": "name the colours, or do not",
    "compass": "show the directions of the body, or do not",
    "labels": "write names with leader lines, or do not",
}
"""What may lie over the anatomy; where nothing is said, the figure decides."""


def add_aids(parser: ArgumentParser) -> None:
    """Switches for what lies over the anatomy."""
    for name, told in _AIDS.items():
        parser.add_argument(f"--{name}", action=BooleanOptionalAction, help=told)
    parser.add_argument("--label-names", choices=LABEL_NAMES, help="what labels say (english)")


def still_of(scene: Scene, width: int, height: int) -> StillSpec:
    """A picture of that size with the aids that the scene shows."""
    from viewer.export.still_spec import StillSpec

    aids = scene.state.overlays
    return StillSpec(
        width,
        height,
        has_legend=aids.legend,
        has_scale_bar=aids.scale_bar,
        has_compass=aids.orientation,
        has_labels=aids.labels,
    )


def chosen_aids(spec: StillSpec, arguments: Namespace) -> StillSpec:
    """The picture with legend, scale bar, compass and names as the options say."""
    return replace(
        spec,
        has_legend=_chosen(arguments.legend, spec.has_legend),
        has_scale_bar=_chosen(arguments.scale_bar, spec.has_scale_bar),
        has_compass=_chosen(arguments.compass, spec.has_compass),
        has_labels=_chosen(arguments.labels, spec.has_labels or arguments.label_names is not None),
    )


def _chosen(wish: bool | None, otherwise: bool) -> bool:
    return otherwise if wish is None else wish
