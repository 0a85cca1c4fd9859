"""Bones and discs of one recipe, as solids and sampled, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from meshes.anatomy.levels import BUILT_LEVELS, NECK_LEVELS, below
from meshes.bones.articulated import whole_articulated
from meshes.bones.body_faces import body_face
from meshes.bones.bone import whole_bone
from meshes.bones.foramina import pierced, pierced_field
from meshes.column.frame import ColumnFrame, column_frame, unscaled_frame
from meshes.column.parameters import scale_of
from meshes.crew import Crew
from meshes.detail import Detail
from meshes.recipe import Recipe
from meshes.sdf.sample import Field, sample
from meshes.sdf.solid import Distance, Solid, placed, scaled
from meshes.sdf.surroundings import Surroundings
from meshes.shelf import Shelf
from meshes.soft.disc import disc
from meshes.veins.variation import Person

FINER: Mapping[str, float] = MappingProxyType(
    dict.fromkeys((*NECK_LEVELS[NECK_LEVELS.index("C1") :], "Co1"), 0.7)
)
"""Of the grid step of other bones: laminae, unci and rims of the neck are half as thick as lumbar ones."""


class BoneAssembly:
    """The column and its bones and discs, made once.

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

    @property
    def column(self) -> ColumnFrame:
        """Landmarks and poses of all levels."""
        return self.shelf.once("column", lambda: column_frame(self.recipe.levels, self.recipe.parameters))

    @property
    def column_whole(self) -> ColumnFrame:
        """The column with all its levels, whichever the recipe has."""
        return column_frame(None, self.recipe.parameters)

    def bone(self, level: str) -> Solid:
        """The bone of a level in its own frame, with the basivertebral foramina of the recipe's person; the
        same whichever other levels are asked for.
        """
        number = self.foramina(level)

        def make() -> Solid:
            return pierced(self.whole_bone(level), level, self.column_whole, number)

        return self.shelf.once(("bone", level, number), make)

    def whole_bone(self, level: str) -> Solid:
        """The same before its foramina are cut: that of everybody with the recipe's parameters."""
        return self.shelf.once(("whole bone", level), lambda: whole_articulated(level, self.column_whole))

    def foramina(self, level: str) -> str:
        """How many basivertebral foramina the recipe's person has at a level."""
        return Person(self.recipe.seed).foramina(level)

    def bone_field(self, level: str, detail: Detail | None = None) -> Field:
        """The distance to a bone in its own frame, sampled at the recipe's detail or another."""
        whole, number = self.whole_bone_field(level, detail), self.foramina(level)

        def make() -> Field:
            return pierced_field(whole, self.whole_bone(level), level, self.column_whole, number)

        return self.shelf.once(("pierced", level, whole.step_mm, number), make)

    def whole_bone_field(self, level: str, detail: Detail | None = None) -> Field:
        """The same before its foramina are cut."""
        return self._sampled("bone", level, detail)

    def disc_field(self, level: str, detail: Detail | None = None) -> Field:
        """The distance to the disc below a body in the frame of its bone, sampled likewise."""
        return self._sampled("disc", level, detail)

    def solid(self, what: str, level: str) -> Solid:
        """What is sampled of a level: its ``bone``, foramina not cut, or its ``disc``."""
        return self.whole_bone(level) if what == "bone" else self.disc(level)

    def disc(self, level: str) -> Solid:
        """The disc below a body, in the frame of its bone."""
        return self.shelf.once(("disc", level), lambda: _disc(level, self.column_whole))

    def surroundings(
        self, *levels: str, others: Sequence[Distance] = (), detail: Detail | None = None
    ) -> Surroundings:
        """Bones and discs of some neighbouring levels at their places, whichever levels the recipe has.

        What is drawn on them spans the basivertebral foramina, which are not cut here, and so is the same for
        everybody. `others` tells the distance to more bodies.
        """
        poses = self.column_whole.poses
        built = [level for level in BUILT_LEVELS if level in levels]
        pieces = [(poses[level], self.whole_bone_field(level, detail)) for level in built]
        pairs = [(level, f"{level}-{below(level)}") for level in built if below(level) in built]
        discs = [level for level, pair in pairs if pair in self.column_whole.discs]
        return Surroundings(
            pieces + [(poses[level], self.disc_field(level, detail)) for level in discs], others
        )

    def _sampled(self, what: str, level: str, detail: Detail | None) -> Field:
        # In proportion to the size: a larger person is the same mesh, enlarged, and holds where that does.
        step_mm = (detail or self.recipe.detail).bone_step_mm * scale_of(self.recipe.parameters)
        if what == "bone":
            step_mm *= FINER.get(level, 1.0)

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


def _disc(level: str, scaled_column: ColumnFrame) -> Solid:
    """The disc below a body, clear of both its bones; made unscaled, so that its clearances grow with it."""
    lower, column = str(below(level)), unscaled_frame(scaled_column)
    relative = column.relative(lower, level)
    faces = body_face(level, column, is_upper=False), body_face(lower, column, is_upper=True)
    # The joints a bone is parted at lie behind the disc, which need not ask for them; but the unci of
    # the neck are kept off the body above as well, and the disc fills what is taken from it.
    one = whole_articulated if level in NECK_LEVELS else whole_bone
    bones = one(level, column), placed(one(lower, column), relative)
    whole = disc(*faces, relative, bones, column.discs[f"{level}-{lower}"].bulge)
    return scaled(whole, scale_of(scaled_column.parameters))
