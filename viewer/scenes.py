"""Scenes to begin with: a named figure, its levels changed if so wished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from meshes.anatomy.catalogue import load_catalogue
from viewer.model.figure import DEFAULT_FIGURE, load_figure
from viewer.model.scene import Scene


def scene_of(figure: str | None = None, levels: Sequence[str] | None = None) -> Scene:
    """A scene that shows a figure, the default one if none is named.

    Parameters
    ----------
    figure
        Name of a figure.
    levels
        Levels to show instead of the figure's, from above downwards.

    Raises
    ------
    UnknownFigure
        When there is no such figure; the nearest names are offered.
    """
    composed = load_figure(DEFAULT_FIGURE if figure is None else figure)
    if levels:
        composed = replace(composed, levels=(levels[0], levels[-1]))
    return Scene(load_catalogue(), composed)
