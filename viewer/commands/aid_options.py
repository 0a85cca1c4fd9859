"""Options for what lies over the anatomy, and the picture they ask for."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction, Namespace
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
    parser.add_argument(
        "--label-names", choices=LABEL_NAMES, metavar="NAME", help="english (default), latin or both"
    )


BACKGROUNDS = {
    "white": "#ffffff",
    "black": "#000000",
    "light": "backdrop",
    "dark": "dark-backdrop",
}
"""Names for what lies behind the anatomy."""


def add_paper(parser: ArgumentParser) -> None:
    """What the anatomy stands on, and how large letters are."""
    parser.add_argument(
        "--background", type=_background, metavar="NAME", help="white, black, light, dark or #rrggbb"
    )
    parser.add_argument(
        "--letters", type=_percent, metavar="%", help="size of all letters (100; slides and movies have 140)"
    )


def still_of(scene: Scene, width: int, height: int) -> StillSpec:
    """A picture of that size with the aids that the scene shows, on what suits its palette."""
    from viewer.export.still_spec import StillSpec

    aids = scene.state.overlays
    return StillSpec(
        width,
        height,
        background=scene.palette.paper,
        has_legend=aids.legend,
        has_scale_bar=aids.scale_bar,
        has_compass=aids.orientation,
        has_labels=aids.labels,
    )


def chosen_aids(spec: StillSpec, arguments: Namespace) -> StillSpec:
    """The picture with legend, scale bar, compass, names, letters and background as the options say."""
    return replace(
        spec,
        has_legend=_chosen(arguments.legend, spec.has_legend),
        has_scale_bar=_chosen(arguments.scale_bar, spec.has_scale_bar),
        has_compass=_chosen(arguments.compass, spec.has_compass),
        has_labels=_chosen(arguments.labels, spec.has_labels or arguments.label_names is not None),
        background=arguments.background or spec.background,
        enlarged=arguments.letters or spec.enlarged,
    )


def _chosen(wish: bool | None, otherwise: bool) -> bool:
    return otherwise if wish is None else wish


def _background(word: str) -> str:
    from viewer.export.still_spec import rgb_or_fault

    if word in BACKGROUNDS:
        return BACKGROUNDS[word]
    try:
        rgb_or_fault(word)
    except ValueError:
        known = ", ".join(BACKGROUNDS)
        raise ArgumentTypeError(f"there is no background {word!r}; there are {known} and #rrggbb") from None
    return word


def _percent(word: str) -> float:
    from viewer.export.still_spec import LARGEST_LETTERS, LETTERS_FAULT, SMALLEST_LETTERS

    try:
        share = float(word.removesuffix("%")) / 100.0
    except ValueError:
        raise ArgumentTypeError(f"{word!r} is no number of percent") from None
    if not SMALLEST_LETTERS <= share <= LARGEST_LETTERS:
        raise ArgumentTypeError(f"letters of {word} are {LETTERS_FAULT}")
    return share
