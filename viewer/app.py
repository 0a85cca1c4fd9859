"""From a scene to a running window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from meshes.build import Part, Recipe, build
from meshes.cache import MeshCache
from viewer.model.route import RouteStep
from viewer.model.scene import Scene

if TYPE_CHECKING:
    from viewer.qt.build_worker import BuildSource
    from viewer.qt.route_finder import Tracer

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]


def open_window(scene: Scene, recipe: Recipe) -> int:
    """Show `scene` in a window and stay until it is closed.

    Parameters
    ----------
    scene
        What to start with.
    recipe
        What the structures are built from, off the GUI thread.

    Returns
    -------
    int
        Exit code of the event loop, 0 when the user closed the window.
    """
    from viewer.qt.application import run_application

    return run_application(scene, window_source(recipe), window_tracer(recipe))


def window_tracer(recipe: Recipe) -> Tracer:
    """Finds venous ways on the graph of a recipe, which is built or fetched when first asked for."""

    def tracer(start: str, goal: str) -> tuple[RouteStep, ...]:
        from meshes.graph_cache import kept_graph
        from meshes.tracing import traced

        route = traced(kept_graph(recipe), start, goal)
        return tuple(RouteStep(each.structure, each.length_mm, each.calibre_mm) for each in route.steps)

    return tracer


def window_source(recipe: Recipe) -> BuildSource:
    """What a window asks for its geometry: builds parts of `recipe`, the cache first."""
    cache = MeshCache()

    def source(ids: Sequence[str], progress: Progress, cancelled: Cancelled) -> Iterator[Part]:
        return build(recipe, ids, progress, cancelled, cache)

    return source
