"""Everything one recipe implies, made when it is first asked for and then kept."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import TypeVar, cast

import numpy as np

from meshes.anatomy.levels import TRUNK_LEVELS, VEIN_LEVELS, below, joined_to
from meshes.bones.articulated import articulated_bone
from meshes.bones.body_faces import body_face
from meshes.column.frame import ColumnFrame, column_frame
from meshes.column.parameters import measures_with
from meshes.detail import Detail
from meshes.geometry.pose import Pose
from meshes.network.graph import VesselGraph
from meshes.recipe import Recipe
from meshes.sdf.sample import Field, sample
from meshes.sdf.solid import Solid, placed
from meshes.soft.disc import HIND_MM, clear_of, disc
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

    def bone(self, level: str) -> Solid:
        """The bone of a level in its own frame, the same whichever other levels are asked for."""

        def make() -> Solid:
            return articulated_bone(level, column_frame(None, self.recipe.parameters))

        return self._once(("bone", level), make)

    def bone_field(self, level: str) -> Field:
        """The distance to a bone, sampled at the recipe's detail in the bone's own frame."""
        return self._sampled(level, self.recipe.detail.bone_step_mm)

    def disc(self, level: str) -> Solid:
        """The disc below a body, in the frame of its bone."""
        lower = below(level)
        assert lower is not None

        def make() -> Solid:
            column = column_frame(None, self.recipe.parameters)
            gap, relative = column.discs[f"{level}-{lower}"], column.relative(lower, level)
            faces = body_face(level, column, is_upper=False), body_face(lower, column, is_upper=True)
            filling = disc(*faces, relative, gap.bulge)
            has_hind_rims = {level, lower} <= set(TRUNK_LEVELS)
            reach = HIND_MM if has_hind_rims else np.inf
            return clear_of(filling, (self.bone(level), placed(self.bone(lower), relative)), reach)

        return self._once(("disc", level), make)

    def ground(self) -> list[tuple[Pose, Field]]:
        """What the veins lie on: the bones and discs of their levels, sampled alike at all details."""
        step_mm = Detail.NORMAL.bone_step_mm
        levels, poses = self.vein_levels, self.column.poses
        bones = [(poses[level], self._ground_field(level, step_mm)) for level in levels]
        discs = [(poses[level], sample(self.disc(level), step_mm)) for level in levels[:-1]]
        return bones + discs

    @property
    def vein_levels(self) -> tuple[str, ...]:
        """The recipe's levels that have veins."""
        return tuple(level for level in self.recipe.levels if level in VEIN_LEVELS)

    def graph(self) -> VesselGraph:
        """The vessels of all levels."""
        recipe = self.recipe

        def make() -> VesselGraph:
            calibres = measures_with(recipe.parameters)
            column = column_frame(self.vein_levels, recipe.parameters)
            return assemble(self.vein_levels, column, self.ground(), recipe.seed, calibres)

        return self._once("graph", make)

    def _ground_field(self, level: str, step_mm: float) -> Field:
        """A bone parted only from bones that have veins: those beyond do not move the veins of the last."""
        if set(joined_to(level)) <= set(VEIN_LEVELS):
            return self._sampled(level, step_mm)
        column = column_frame(VEIN_LEVELS, self.recipe.parameters)
        return self._once(("ground", level), lambda: sample(articulated_bone(level, column), step_mm))

    def _sampled(self, level: str, step_mm: float) -> Field:
        return self._once(("field", level, step_mm), lambda: sample(self.bone(level), step_mm))

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

