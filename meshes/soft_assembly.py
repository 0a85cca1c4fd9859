"""Ribs, ligaments and nerve roots of one recipe, drawn on its bones."""

from __future__ import annotations

from meshes.anatomy.levels import BUILT_LEVELS, joined_to
from meshes.bone_assembly import BoneAssembly
from meshes.bones.rib import RIB_LEVELS, Rib, rib
from meshes.column.canal.spinal_nerves import NERVES, SACRAL, root_level
from meshes.detail import Detail
from meshes.soft.flavum import flavum
from meshes.soft.nerve_roots import Root, nerve_root
from meshes.soft.posterior_longitudinal import posterior_longitudinal
from meshes.soft.posterior_membrane import posterior_membrane
from meshes.soft.sheet import Sheet


class SoftAssembly(BoneAssembly):
    """What is drawn on bones from ring to ring, for the builders and for the veins; see `BoneAssembly`."""

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

    def nerve_root(self, name: str, detail: Detail | None = None) -> Root:
        """The left root of a nerve, kept off the bones round its level and their ribs, which are sampled at
        the recipe's detail or another.
        """

        def make() -> Root:
            near = (root_level(name), *joined_to(root_level(name)))
            ribs = [self.rib(each, detail).distance for each in near if each in RIB_LEVELS]
            # In the sacrum the higher roots run beside the lower ones, and give way to them.
            at = NERVES.index(name)
            beside = [self.nerve_root(each, detail) for each in NERVES[at + 1 :]] if name in SACRAL else []
            ground = self.surroundings(*near, others=ribs, detail=detail)
            return nerve_root(name, self.column_whole, ground, beside)

        return self.shelf.shared(("nerve root", name, detail or self.recipe.detail), make)
