"""From a scene to a running window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from meshes.build import Cancelled, Part, Recipe, build
from meshes.cache import MeshCache
from meshes.queue import Order
from meshes.shelves import Shelves
from viewer.model.route import RouteStep
from viewer.model.scene import Scene
from viewer.model.vessel import VesselFacts
from viewer.paths import window_paths

if TYPE_CHECKING:
    from viewer.qt.building.individuals import BuildSource
    from viewer.qt.veins.route_finder import Tracer
    from viewer.qt.veins.vessel_reading import VesselReader

Progress = Callable[[int, int, str], None]


def open_window(scene: Scene, recipe: Recipe, path: Path | None = None) -> int:
    """Show `scene` in a window and stay until it is closed.

    Parameters
    ----------
    scene
        What to start with.
    recipe
        What the structures are built from, off the GUI thread.
    path
        The session file the scene was opened from.

    Returns
    -------
    int
        Exit code of the event loop, 0 when the user closed the window.
    """
    from viewer.qt.application import run_application

    return run_application(
        scene,
        window_source(recipe),
        path,
        window_tracer(recipe, scene),
        window_vessels(recipe, scene),
        window_paths(recipe, scene),
    )


@dataclass(frozen=True)
class RecipeSource:
    """What a window asks for its geometry: builds parts of a recipe, the cache first."""

    recipe: Recipe
    cache: MeshCache
    shelves: Shelves = field(default_factory=Shelves)
    """Shared by all individuals: what a build that is called off has made serves the next of the same."""

    def __call__(
        self, ids: Sequence[str], progress: Progress, cancelled: Callable[[], bool], order: Order
    ) -> Iterator[Part]:
        """Yield the parts of `ids`, in the order that is wanted at the time."""
        shelf = self.shelves.of(self.recipe)
        try:
            yield from build(self.recipe, ids, progress, cancelled, self.cache, order, shelf)
        except (Cancelled, GeneratorExit):
            raise  # what was made by then stays for the next
        except BaseException:
            self.shelves.forget(self.recipe)  # a fault would stay as well
            raise
        self.shelves.forget(self.recipe)

    def of(self, parameters: Mapping[str, float], seed: int) -> RecipeSource:
        """The source of another individual at the same detail."""
        return replace(self, recipe=replace(self.recipe, parameters=parameters, seed=seed))


def window_tracer(recipe: Recipe, scene: Scene) -> Tracer:
    """Finds venous ways on the graph of the individual shown, built or fetched when first asked for."""

    def tracer(start: str, goal: str) -> tuple[RouteStep, ...]:
        from meshes.graph_cache import kept_graph
        from meshes.tracing import traced

        individual = replace(recipe, parameters=scene.state.parameters, seed=scene.state.seed)
        route = traced(kept_graph(individual), start, goal)
        return tuple(RouteStep(each.structure, each.length_mm, each.calibre_mm) for each in route.steps)

    return tracer


def window_vessels(recipe: Recipe, scene: Scene) -> VesselReader:
    """Reads length, calibre and neighbours of all veins off the graph of the individual shown."""

    def read() -> Mapping[str, VesselFacts]:
        from meshes.anatomy.drainage_order import DRAINAGE_ORDER, OUTLETS, PLEXUS_ORDER
        from meshes.graph_cache import kept_graph
        from meshes.network.drainage import vessels

        individual = replace(recipe, parameters=scene.state.parameters, seed=scene.state.seed)
        graph = kept_graph(individual)
        known = scene.catalogue.structures
        order = {key: DRAINAGE_ORDER[known[key].group] for key in graph.ids}
        found = vessels(graph, graph.nodes_of(*OUTLETS), order, PLEXUS_ORDER)
        return {key: VesselFacts(**vars(each)) for key, each in found.items()}

    return read


def window_source(recipe: Recipe) -> BuildSource:
    """The source of a recipe on the user's mesh cache."""
    return RecipeSource(recipe, MeshCache())
