"""Everything one recipe implies, made when it is first asked for and then kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from meshes.anatomy.levels import BUILT_LEVELS, NECK_LEVELS, VEIN_LEVELS, below, bone_level, joined_to
from meshes.anatomy.measures import Measures
from meshes.bones.articulated import articulated_bone
from meshes.bones.body_faces import body_face
from meshes.bones.bone import bone
from meshes.bones.rib import RIB_LEVELS, Rib, rib
from meshes.column.frame import ColumnFrame, column_frame
from meshes.column.parameters import measures_with
from meshes.column.segment import Segment, segments
from meshes.column.spinal_nerves import NERVES, SACRAL, root_level
from meshes.crew import Crew
from meshes.detail import Detail
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import VesselGraph
from meshes.recipe import NotDrawn, Recipe
from meshes.sdf.sample import Field, sample
from meshes.sdf.solid import Distance, Solid, placed
from meshes.sdf.surroundings import Surroundings
from meshes.shelf import Shelf
from meshes.soft.disc import disc
from meshes.soft.flavum import flavum
from meshes.soft.nerve_roots import Root, nerve_root
from meshes.soft.posterior_longitudinal import posterior_longitudinal
from meshes.soft.posterior_membrane import posterior_membrane
from meshes.soft.sheet import Sheet
from meshes.surface.skin import skin
from meshes.veins.assemble import is_of_plexus, piece
from meshes.veins.collecting.gather import with_collecting
from meshes.veins.ground import Ground
from meshes.veins.ribs import Ribs
from meshes.veins.stretch import Piece, Stretch, grafted, stretches

FieldOf = Callable[[str, Detail], Field]

_GRAPH, _PLEXUS = "graph", "plexus"
"""What is made of the seed, besides the pieces of the plexus."""

_GROUND_LEVELS = ("C0", *dict.fromkeys(bone_level(level) for level in VEIN_LEVELS))
"""Levels on whose bones veins lie."""


class Assembly:
    """The column, solids and vessel graph of one recipe.

    Safe to use from several threads: what is being made by one is waited for by the others, not made twice.

    Parameters
    ----------
    recipe : Recipe
        What to build.
    pause : callable, optional
        Called often during long work; what it raises ends that work.
    crew : Crew, optional
        Who helps with sampling.
    shelf : Shelf, optional
        Where what is made is kept; one of its own when left out.
    """

    def __init__(
        self,
        recipe: Recipe,
        pause: Callable[[], object] = lambda: None,
        crew: Crew | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self.recipe = recipe
        self._pause = pause
        self._crew = crew or Crew(recipe, 0)
        self.shelf = shelf or Shelf()

    def with_seed(self, seed: int) -> Assembly:
        """That of another individual with the same bones: all that was made for them is shared."""
        pieces = (_piece_key(number) for number in range(len(self.stretches)))
        others = self.shelf.without(_GRAPH, _PLEXUS, *pieces)
        return Assembly(replace(self.recipe, seed=seed), self._pause, self._crew, others)

    @property
    def column(self) -> ColumnFrame:
        """Landmarks and poses of all levels."""
        return self.shelf.once("column", lambda: column_frame(self.recipe.levels, self.recipe.parameters))

    @property
    def segments(self) -> Mapping[str, Segment]:
        """Every level with plexuses, those of the sacrum with S1."""
        return self.shelf.once("segments", lambda: segments(self.column))

    def bone(self, level: str) -> Solid:
        """The bone of a level in its own frame, the same whichever other levels are asked for."""

        def make() -> Solid:
            return articulated_bone(level, column_frame(None, self.recipe.parameters))

        return self.shelf.once(("bone", level), make)

    def bone_field(self, level: str, detail: Detail | None = None) -> Field:
        """The distance to a bone in its own frame, sampled at the recipe's detail or another."""
        return self._sampled("bone", level, detail)

    def disc_field(self, level: str, detail: Detail | None = None) -> Field:
        """The distance to the disc below a body in the frame of its bone, sampled likewise."""
        return self._sampled("disc", level, detail)

    def solid(self, what: str, level: str) -> Solid:
        """The ``bone`` or the ``disc`` of a level."""
        return self.bone(level) if what == "bone" else self.disc(level)

    def disc(self, level: str) -> Solid:
        """The disc below a body, in the frame of its bone."""
        whole = column_frame(None, self.recipe.parameters)
        return self.shelf.once(("disc", level), lambda: _disc(level, whole, self.bone))

    def surroundings(
        self, *levels: str, others: Sequence[Distance] = (), detail: Detail | None = None
    ) -> Surroundings:
        """Bones and discs of some neighbouring levels at their places, whichever levels the recipe has.

        `others` tells the distance to more bodies.
        """
        poses = self.column_whole.poses
        built = [level for level in BUILT_LEVELS if level in levels]
        pieces = [(poses[level], self.bone_field(level, detail)) for level in built]
        pairs = [(level, f"{level}-{below(level)}") for level in built if below(level) in built]
        discs = [level for level, pair in pairs if pair in self.column_whole.discs]
        return Surroundings(
            pieces + [(poses[level], self.disc_field(level, detail)) for level in discs], others
        )

    @property
    def column_whole(self) -> ColumnFrame:
        """The column with all its levels, whichever the recipe has."""
        return self.shelf.once("whole column", lambda: column_frame(None, self.recipe.parameters))

    @property
    def sheet_step_mm(self) -> float:
        """Wished edge of the triangles of what is drawn from ring to ring."""
        return 1.5 * self.recipe.detail.bone_step_mm

    def posterior_ligament(self, level: str) -> Sheet:
        """The posterior longitudinal ligament at a level."""

        def make() -> Sheet:
            ground = self.surroundings(level, *joined_to(level))
            return posterior_longitudinal(level, self.column_whole, ground, self.sheet_step_mm)

        return self.shelf.shared(("posterior ligament", level), make)

    def flavum(self, level: str) -> Sheet:
        """The left ligamentum flavum below the lamina of a level."""

        def make() -> Sheet:
            at = BUILT_LEVELS.index(level)
            ground = self.surroundings(*BUILT_LEVELS[max(at - 1, 0) : at + 3])
            return flavum(level, self.column_whole, ground, self.sheet_step_mm)

        return self.shelf.shared(("flavum", level), make)

    def posterior_membrane(self, level: str) -> Sheet:
        """The membrane below the skull or the atlas."""

        def make() -> Sheet:
            ground = self.surroundings(*BUILT_LEVELS[:4])
            return posterior_membrane(level, self.column_whole, ground, self.sheet_step_mm)

        return self.shelf.shared(("posterior membrane", level), make)

    def rib(self, level: str, detail: Detail | None = None) -> Rib:
        """The stubs of the ribs of a level, on bones sampled at the recipe's detail or another."""

        def make() -> Rib:
            return rib(level, self.column_whole, self.surroundings(level, *joined_to(level), detail=detail))

        return self.shelf.shared(("rib", level, detail or self.recipe.detail), make)

    def nerve_root(self, name: str) -> Root:
        """The left root of a nerve, kept off the bones round its level and their ribs."""

        def make() -> Root:
            near = (root_level(name), *joined_to(root_level(name)))
            ribs = [self.rib(each).distance for each in near if each in RIB_LEVELS]
            # In the sacrum the higher roots run beside the lower ones, and give way to them.
            at = NERVES.index(name)
            beside = [self.nerve_root(each) for each in NERVES[at + 1 :]] if name in SACRAL else []
            return nerve_root(name, self.column_whole, self.surroundings(*near, others=ribs), beside)

        return self.shelf.shared(("nerve root", name), make)

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
            calibres, ground = measures_with(recipe.parameters), Ground.of(self.ground(_round(stretch)))
            ribs = Ribs.of(self._ribs_of_veins({bone_level(level) for level in stretch.drawn}))
            return piece(stretch, self.column, ground, recipe.seed, calibres, self._pause, ribs)

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
        """The plexuses with what drains them, which lies on all bones of the recipe, not on theirs alone."""
        recipe = self.recipe
        # Nothing is drawn beside skull base and coccyx.
        others = [level for level in recipe.levels if level not in (*self.vein_levels, "C0", "Co1")]
        poses = self.column.poses
        more = [(poses[level], self.bone_field(level, Detail.NORMAL)) for level in others]
        ground = Ground.of([*self.ground(), *more])
        return with_collecting(
            plexus,
            recipe.levels,
            self.column,
            ground,
            recipe.seed,
            calibres,
            self._ribs_of_veins(recipe.levels),
            self._pause,
        )

    def _ribs_of_veins(self, among: Collection[str]) -> dict[str, tuple[Vector, Vector]]:
        """Line and half height of the stubs of the ribs of some levels, the same at all details."""
        with_ribs = [level for level in self.recipe.levels if level in RIB_LEVELS and level in among]
        stubs = {level: self.rib(level, Detail.NORMAL) for level in with_ribs}
        return {level: (stub.path, stub.tall) for level, stub in stubs.items()}

    def _sampled(self, what: str, level: str, detail: Detail | None) -> Field:
        step_mm = (detail or self.recipe.detail).bone_step_mm

        def make() -> Field:
            self._pause()
            return self._crew.delegated(
                lambda worker: worker.sampled(what, level, step_mm),
                lambda: sample(self.solid(what, level), step_mm),
            )

        return self.shelf.shared(field_key(what, level, step_mm), make)


def field_key(what: str, level: str, step_mm: float) -> tuple[str, str, float]:
    """Under which key of the shelf a sampled bone or disc stands."""
    return what, level, step_mm


def _piece_key(number: int) -> tuple[str, int]:
    return _PLEXUS, number


def _round(stretch: Stretch) -> tuple[str, ...]:
    """The levels of the ground of a stretch: those drawn, and one more above and below."""
    own = {bone_level(level) for level in stretch.drawn}
    at = [place for place, level in enumerate(_GROUND_LEVELS) if level in own]
    return _GROUND_LEVELS[max(at[0] - 1, 0) : at[-1] + 2] if at else ()


def _disc(level: str, column: ColumnFrame, articulated: Callable[[str], Solid]) -> Solid:
    """The disc below a body, clear of both its bones."""
    lower = str(below(level))
    relative = column.relative(lower, level)
    faces = body_face(level, column, is_upper=False), body_face(lower, column, is_upper=True)
    # The joints a bone is parted at lie behind the disc, which need not ask for them; but the unci of
    # the neck are kept off the body above as well, and the disc fills what is taken from it.
    one = articulated if level in NECK_LEVELS else lambda each: bone(each, column)
    bones = one(level), placed(one(lower), relative)
    return disc(*faces, relative, bones, column.discs[f"{level}-{lower}"].bulge)
