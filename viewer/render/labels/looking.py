"""Looking through clouds of points for what of each is in sight."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence

import numpy as np

from meshes.geometry.axes import Vector
from viewer.model.viewpoint import Viewpoint
from viewer.render.labels.sight import NOTHING, Cloud, Sight, Sighting
from viewer.render.labels.sight_grid import SightGrid, View

OUTLINE_POINTS = 400


def sight_of(clouds: Mapping[str, Cloud], viewpoint: Viewpoint, aspect: float) -> Sight:
    """What is in sight.

    Parameters
    ----------
    clouds
        What is drawn, by id.
    viewpoint
        Not a fitted one.
    aspect
        Width of the picture by its height.
    """
    steps = looking(clouds.items(), viewpoint, aspect)
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            found: Sight = ended.value
            return found


def looking(
    clouds: Iterable[tuple[str, Cloud]], viewpoint: Viewpoint, aspect: float
) -> Generator[None, None, Sight]:
    """As :func:`sight_of`, with a pause after each cloud: those of a whole column take half a second."""
    grid = SightGrid(viewpoint, aspect)
    views, visible, seen = dict[str, View](), dict[str, View](), dict[str, Sighting]()
    for key, cloud in clouds:
        view = grid.view(cloud)
        if len(view.cells):
            views[key] = view
            grid.hide_behind(view)
        yield
    grid.close()
    for key, view in views.items():
        kept = grid.visible(view)
        if len(kept.cells):
            visible[key] = kept
        yield
    for number, view in enumerate(visible.values()):
        grid.claim(view, number)
    for number, (key, view) in enumerate(visible.items()):
        seen[key] = grid.sighting(view, number)
        yield
    return Sight(seen, _outline(tuple(visible.values())))


def _outline(views: Sequence[View]) -> Vector:
    """The leftmost and the rightmost points, and some between for when the view turns."""
    if not views:
        return NOTHING.outline
    points = np.concatenate([view.points for view in views])
    across = np.concatenate([view.places for view in views])[:, 0]
    some = points[:: max(1, len(points) // OUTLINE_POINTS)]
    return np.concatenate([points[[across.argmin(), across.argmax()]], some])
