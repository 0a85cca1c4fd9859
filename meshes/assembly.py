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
FieldOf = Callable[[str, Detail], Field]


class Assembly:
    """The column, solids and vessel graph of one recipe.

    Safe to use from several threads: what is being made by one is waited for by the others, not made twice.

    Parameters
    ----------
    recipe : Recipe
        What to build.
    pause : callable, optional
        Called often during long work; what it raises ends that work.
    """

    def __init__(self, recipe: Recipe, pause: Callable[[], object] = lambda: None) -> None:
        self.recipe = recipe
        self._pause = pause
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

    def bone_field(self, level: str, detail: Detail | None = None) -> Field:
        """The distance to a vertebra in its own frame, sampled at the recipe's detail or another."""
        return self._sampled("bone", level, detail, self.vertebra)

    def disc_field(self, level: str, detail: Detail | None = None) -> Field:
        """The distance to the disc below a vertebra in that vertebra's frame, sampled likewise."""
        return self._sampled("disc", level, detail, self.disc)

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
        poses, pieces = self.column.poses, self.ground_pieces()
        return [(poses[level], field(level, Detail.NORMAL)) for level, field in pieces]

    def ground_pieces(self) -> list[tuple[str, FieldOf]]:
        """Which level's bone or disc field each piece of the ground is, for making them side by side."""
        levels = self.recipe.levels
        bones: list[tuple[str, FieldOf]] = [(level, self.bone_field) for level in levels]
        return bones + [(level, self.disc_field) for level in levels[:-1]]

    def graph(self) -> VesselGraph:
        """The vessels of all levels."""
        recipe = self.recipe

        def make() -> VesselGraph:
            calibres = measures_with(recipe.parameters)
            return assemble(recipe.levels, self.column, self.ground(), recipe.seed, calibres, self._pause)

        return self._once("graph", make)

    def _sampled(self, what: str, level: str, detail: Detail | None, solid: Callable[[str], Solid]) -> Field:
        step_mm = (detail or self.recipe.detail).bone_step_mm

        def make() -> Field:
            self._pause()
            return sample(solid(level), step_mm)

        return self._once((what, level, step_mm), make)

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

