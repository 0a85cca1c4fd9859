"""Scenes to begin with: a named figure, its levels changed if so wished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from meshes.anatomy.catalogue import load_catalogue
from viewer.model.scene import Scene
from viewer.model.written.figure_file import DEFAULT_FIGURE, figure_of
from viewer.model.written.opening import open_file


def scene_of(figure: str | None = None, levels: Sequence[str] | None = None) -> Scene:
    """A scene that shows a figure, the default one if none is named.

    Parameters
    ----------
    figure
        Name of a figure, or a figure file.
    levels
        Levels to show instead of the figure's, from above downwards.

    Raises
    ------
    UnknownFigure
        When there is no such figure; the nearest names are offered.
    """
    composed = figure_of(DEFAULT_FIGURE if figure is None else figure)
    if levels:
        composed = replace(composed, levels=(levels[0], levels[-1]))
    return Scene(load_catalogue(), composed)


def scene_in(path: Path) -> tuple[Scene, tuple[str, ...]]:
    """The scene of a session file, or of a picture that carries one; and what had to be left out.

    Raises
    ------
    FaultySession
        When the file holds no session that can be shown.
    OSError
        When it cannot be read.
    """
    opened = open_file(path, load_catalogue())
    return Scene.of_state(load_catalogue(), opened.state), opened.notes
