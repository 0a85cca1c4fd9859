"""Everything one recipe implies, made when it is first asked for and then kept."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import TypeVar, cast

from meshes.anatomy.levels import below
from meshes.bones.articulated import articulated_vertebra
from meshes.column.frame import ColumnFrame, column_frame
from meshes.column.parameters import measures_with
from meshes.column.shape import load_shapes
from meshes.detail import Detail
from meshes.geometry.pose import Pose
from meshes.network.graph import VesselGraph
from meshes.recipe import Recipe
from meshes.sdf.sample import Field, sample
from meshes.sdf.solid import Solid, placed
from meshes.soft.disc import clear_of, disc
from meshes.veins.assemble import assemble

Made = TypeVar("Made")


class Assembly:
    """The column, solids and vessel graph of one recipe.

    Safe to use from several threads: what is being made by one is waited for by the others, not made twice.

    Parameters
    ----------
    recipe : Recipe
        What to build.
    """

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self._made: dict[object, Future[object]] = {}
        self._lock = Lock()

    @property
    def column(self) -> ColumnFrame:
        """Landmarks and poses of all levels."""
        return self._once("column", lambda: column_frame(self.recipe.levels, self.recipe.parameters))

    def vertebra(self, level: str) -> Solid:
        """A vertebra in its own frame, the same whichever other levels are asked for."""

        def make() -> Solid:
            return articulated_vertebra(level, column_frame(None, self.recipe.parameters))

        return self._once(("vertebra", level), make)

    def bone_field(self, level: str) -> Field:
        """The distance to a vertebra, sampled at the recipe's detail in the vertebra's own frame."""
        return self._sampled(level, self.recipe.detail.bone_step_mm)

    def disc(self, level: str) -> Solid:
        """The disc below a vertebra, in that vertebra's frame."""
        lower = below(level)
        assert lower is not None

        def make() -> Solid:
            column, shapes = column_frame(None, self.recipe.parameters), load_shapes()
            gap = column.discs[f"{level}-{lower}"]
            pair = column.landmarks[level], column.landmarks[lower]
            relative = column.relative(lower, level)
            filling = disc(*pair, relative, (shapes[level], shapes[lower]), gap.bulge)
            return clear_of(filling, (self.vertebra(level), placed(self.vertebra(lower), relative)))

        return self._once(("disc", level), make)

    def ground(self) -> list[tuple[Pose, Field]]:
        """What the veins lie on: all vertebrae and discs, sampled alike at all details, as the graph is."""
        step_mm = Detail.NORMAL.bone_step_mm
        levels, poses = self.recipe.levels, self.column.poses
        bones = [(poses[level], self._sampled(level, step_mm)) for level in levels]
        discs = [(poses[level], sample(self.disc(level), step_mm)) for level in levels[:-1]]
        return bones + discs

    def graph(self) -> VesselGraph:
        """The vessels of all levels."""
        recipe = self.recipe

        def make() -> VesselGraph:
            calibres = measures_with(recipe.parameters)
            return assemble(recipe.levels, self.column, self.ground(), recipe.seed, calibres)

        return self._once("graph", make)

    def _sampled(self, level: str, step_mm: float) -> Field:
        return self._once(("bone", level, step_mm), lambda: sample(self.vertebra(level), step_mm))

    def _once(self, key: object, make: Callable[[], Made]) -> Made:
        with self._lock:
            future = self._made.get(key)
            is_mine = future is None
            if future is None:
                future = self._made[key] = Future()
        if is_mine:
            try:
                future.set_result(make())
            except BaseException as fault:
                future.set_exception(fault)
        return cast(Made, future.result())

