"""Ribs, ligaments and nerve roots of one recipe, drawn on its bones."""

from __future__ import annotations

from collections.abc import Collection

from meshes.anatomy.levels import BUILT_LEVELS, joined_to, levels_near
from meshes.bone_assembly import BoneAssembly
from meshes.bones.rib import RIB_LEVELS, Rib, rib
from meshes.column.canal.canal import CanalSpace, canal_space
from meshes.column.canal.spinal_nerves import NERVES, SACRAL, root_level
from meshes.detail import Detail
from meshes.geometry.pose import Pose
from meshes.sdf.sample import Field
from meshes.soft import nuchal as nape
from meshes.soft import spinous_ligaments as spines
from meshes.soft.anterior_longitudinal import anterior_longitudinal
from meshes.soft.flavum import flavum
from meshes.soft.longitudinal import LEVELS_WITH
from meshes.soft.nerve_roots import Root, nerve_root
from meshes.soft.plate import Plate
from meshes.soft.posterior_longitudinal import posterior_longitudinal
from meshes.soft.posterior_membrane import UPPER_LEVELS as UNDER_SKULL
from meshes.soft.posterior_membrane import posterior_membrane
from meshes.soft.sheet import Sheet
from meshes.soft.solid_ligaments import of_band, of_plate


class SoftAssembly(BoneAssembly):
    """What is drawn on bones from ring to ring, for the builders and for the veins; see `BoneAssembly`."""

    @property
    def sheet_step_mm(self) -> float:
        """Wished edge of the triangles of what is drawn from ring to ring."""
        return _sheet_step_mm(self.recipe.detail)

    @property
    def canal_whole(self) -> CanalSpace:
        """The vertebral canal of the column with all its levels."""
        return self.shelf.once("canal", lambda: canal_space(self.column_whole))

    def posterior_ligament(self, level: str) -> Sheet:
        """The posterior longitudinal ligament at a level."""

        def make() -> Sheet:
            ground = self.surroundings(level, *joined_to(level))
            return posterior_longitudinal(level, self.column_whole, ground, self.sheet_step_mm)

        return self.shelf.shared(("posterior ligament", level), make)

    def anterior_ligament(self, level: str, detail: Detail | None = None) -> Sheet:
        """The anterior longitudinal ligament at a level, on bones at the recipe's detail or another."""
        at = detail or self.recipe.detail

        def make() -> Sheet:
            ground = self.surroundings(*levels_near(level, 1, 1), detail=at)
            return anterior_longitudinal(level, self.column_whole, ground, _sheet_step_mm(at))

        return self.shelf.shared(("anterior ligament", level, at), make)

    def interspinous(self, level: str, detail: Detail | None = None) -> Plate:
        """The interspinous ligament below a level, likewise."""
        at = detail or self.recipe.detail

        def make() -> Plate:
            ground = self.surroundings(*levels_near(level, 1, 2), detail=at)
            return spines.interspinous(level, self.column_whole, ground, _sheet_step_mm(at))

        return self.shelf.shared(("interspinous", level, at), make)

    def nuchal(self, level: str, detail: Detail | None = None) -> Plate:
        """The part of the nuchal ligament below a level, likewise."""
        at = detail or self.recipe.detail

        def make() -> Plate:
            ground = self.surroundings("C0", *levels_near(level, 1, 2), detail=at)
            membrane = self.posterior_membrane(level, at) if level in UNDER_SKULL else None
            return nape.nuchal(level, self.column_whole, ground, membrane, _sheet_step_mm(at))

        return self.shelf.shared(("nuchal", level, at), make)

    def solid_ligaments(self, among: Collection[str]) -> list[tuple[Pose, Field]]:
        """What veins outside the canal lie on besides bones and discs, alike at all details: the anterior
        longitudinal ligament of some levels, and the plates between the spinous processes below them.
        """
        poses, at = self.column_whole.poses, Detail.NORMAL
        bands = [
            (poses[each], of_band(self.anterior_ligament(each, at), poses[each]))
            for each in LEVELS_WITH
            if each in among
        ]
        plates = [self.nuchal(each, at) for each in nape.UPPER_LEVELS if each in among]
        plates += [self.interspinous(each, at) for each in spines.UPPER_LEVELS if each in among]
        return bands + [(Pose(), of_plate(each)) for each in plates]

    def flavum(self, level: str) -> Sheet:
        """The left ligamentum flavum below the lamina of a level."""

        def make() -> Sheet:
            ground = self.surroundings(*levels_near(level, 1, 2))
            return flavum(level, self.column_whole, ground, self.sheet_step_mm)

        return self.shelf.shared(("flavum", level), make)

    def posterior_membrane(self, level: str, detail: Detail | None = None) -> Sheet:
        """The membrane below the skull or the atlas, on bones at the recipe's detail or another."""
        at = detail or self.recipe.detail

        def make() -> Sheet:
            ground = self.surroundings(*BUILT_LEVELS[:4], detail=at)
            return posterior_membrane(level, self.column_whole, ground, _sheet_step_mm(at))

        return self.shelf.shared(("posterior membrane", level, at), make)

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


def _sheet_step_mm(detail: Detail) -> float:
    return 1.5 * detail.bone_step_mm
