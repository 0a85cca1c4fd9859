"""Everything one recipe implies, made when it is first asked for and then kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from meshes.anatomy.levels import VEIN_LEVELS, bone_level
from meshes.anatomy.measures import Measures
from meshes.bones.rib import RIB_LEVELS
from meshes.column.canal.spinal_nerves import NERVES, root_level
from meshes.column.parameters import measures_with
from meshes.column.segment import Segment, segments
from meshes.detail import Detail
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import VesselGraph
from meshes.recipe import NotDrawn
from meshes.sdf.sample import Field
from meshes.soft_assembly import SoftAssembly
from meshes.surface.skin import skin
from meshes.veins.assemble import is_of_plexus, piece
from meshes.veins.collecting.gather import with_collecting
from meshes.veins.stretch import Piece, Stretch, grafted, stretches
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.ribs import Ribs
from meshes.veins.surroundings.roots import Roots

FieldOf = Callable[[str, Detail], Field]

_GRAPH, _PLEXUS = "graph", "plexus"
"""What is made of the seed, besides the pieces of the plexus."""

_GROUND_LEVELS = ("C0", *dict.fromkeys(bone_level(level) for level in VEIN_LEVELS))
"""Levels on whose bones veins lie."""


class Assembly(SoftAssembly):
    """The column, solids and vessel graph of one recipe; see `BoneAssembly` for what it is made with."""

    def with_seed(self, seed: int) -> Assembly:
        """That of another individual, whose bones differ in their basivertebral foramina alone: what was made
        before these are cut is shared.
        """
        pieces = (_piece_key(number) for number in range(len(self.stretches)))
        others = self.shelf.without(_GRAPH, _PLEXUS, *pieces)
        return Assembly(replace(self.recipe, seed=seed), self._pause, self._crew, others)

    @property
    def segments(self) -> Mapping[str, Segment]:
        """Every level with plexuses, those of the sacrum with S1."""
        return self.shelf.once("segments", lambda: segments(self.column))

    def ground(self, among: Sequence[str] = _GROUND_LEVELS) -> list[tuple[Pose, Field]]:
        """What the veins lie on: the bones and discs of their levels, sampled alike at all details."""
        poses, pieces = self.column.poses, self.ground_pieces(among)
        return [(poses[level], field(level, Detail.NORMAL)) for level, field in pieces]

    def ground_pieces(self, among: Sequence[str] = _GROUND_LEVELS) -> list[tuple[str, FieldOf]]:
        """Which level's bone or disc field each piece of the ground is, for making them side by side."""
        levels = [level for level in self.recipe.levels if level in _GROUND_LEVELS and level in among]
        bones: list[tuple[str, FieldOf]] = [(level, self.bone_field) for level in levels]
        discs = [f"{upper}-{lower}" for upper, lower in pairwise(levels)]
        return bones + [
            (name.partition("-")[0], self.disc_field) for name in discs if name in self.column.discs
        ]

    @property
    def vein_levels(self) -> tuple[str, ...]:
        """The recipe's levels that have veins."""
        return tuple(level for level in VEIN_LEVELS if bone_level(level) in self.recipe.levels)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Stretches of the column whose plexuses can be drawn side by side."""
        return stretches(self.vein_levels)

    def plexus_piece(self, number: int) -> Piece:
        """The plexuses of one stretch at rest."""
        stretch, recipe = self.stretches[number], self.recipe

        def make() -> Piece:
            calibres, round_it = measures_with(recipe.parameters), _round(stretch)
            ground = Ground.of([*self.ground(round_it), *self.solid_ligaments(round_it)])
            ribs = Ribs.of(self._ribs_of_veins({bone_level(level) for level in stretch.drawn}))
            roots = self._roots_of_veins({bone_level(level) for level in stretch.drawn})
            return piece(stretch, self.column, ground, recipe.seed, calibres, self._pause, ribs, roots)

        return self.shelf.shared(_piece_key(number), make)

    def plexus(self) -> VesselGraph:
        """The plexuses of all levels, without what drains them."""

        def make() -> VesselGraph:
            return grafted([self.plexus_piece(number) for number in range(len(self.stretches))])

        return self.shelf.shared(_PLEXUS, make)

    def graph(self) -> VesselGraph:
        """The vessels of all levels."""

        def make() -> VesselGraph:
            return self._with_collecting(self.plexus(), measures_with(self.recipe.parameters))

        return self.shelf.shared(_GRAPH, make)

    def skinned(self, structure: str) -> TriMesh:
        """The skin of one structure of the graph, at the recipe's detail. Raises NotDrawn.

        A vein of the plexuses is fitted to its neighbours among them alone: what drains them is hung on later
        and reaches into them.
        """
        graph = self.plexus() if is_of_plexus(structure) else self.graph()
        if structure not in graph.ids:
            raise NotDrawn(f"{structure} is not drawn on these levels alone; build it on the whole column")
        return skin(graph, structure, self.recipe.detail.vein_step_mm)

    def _with_collecting(self, plexus: VesselGraph, calibres: Measures) -> VesselGraph:
        """The plexuses with what drains them, which lies on all bones and ligaments of the recipe, not on
        those of the plexuses alone.
        """
        recipe = self.recipe
        # Nothing is drawn beside the skull base; beside the coccyx come the veins that leave by the hiatus.
        others = [level for level in recipe.levels if level not in (*self.vein_levels, "C0")]
        poses = self.column.poses
        more = [(poses[level], self.bone_field(level, Detail.NORMAL)) for level in others]
        ground = Ground.of([*self.ground(), *more, *self.solid_ligaments(recipe.levels)])
        return with_collecting(
            plexus,
            recipe.levels,
            self.column,
            ground,
            recipe.seed,
            calibres,
            self._ribs_of_veins(recipe.levels),
            self._pause,
            self._roots_of_veins(recipe.levels),
        )

    def _ribs_of_veins(self, among: Collection[str]) -> dict[str, tuple[Vector, Vector]]:
        """Line and half height of the stubs of the ribs of some levels, the same at all details."""
        with_ribs = [level for level in self.recipe.levels if level in RIB_LEVELS and level in among]
        stubs = {level: self.rib(level, Detail.NORMAL) for level in with_ribs}
        return {level: (stub.path, stub.tall) for level, stub in stubs.items()}

    def _roots_of_veins(self, among: Collection[str]) -> Roots:
        """The roots of nerves at some levels, the same at all details."""
        levels = [level for level in self.recipe.levels if level in among]
        names = [name for name in NERVES if root_level(name) in levels]
        roots = [self.nerve_root(name, Detail.NORMAL) for name in names]
        return Roots.of((root.path, root.radius) for root in roots)


def _piece_key(number: int) -> tuple[str, int]:
    return _PLEXUS, number


def _round(stretch: Stretch) -> tuple[str, ...]:
    """The levels of the ground of a stretch: those drawn, and one more above and below."""
    own = {bone_level(level) for level in stretch.drawn}
    at = [place for place, level in enumerate(_GROUND_LEVELS) if level in own]
    return _GROUND_LEVELS[max(at[0] - 1, 0) : at[-1] + 2] if at else ()
