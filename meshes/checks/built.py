"""What the claims are tried on: meshes, vessel graph and column of one build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import BUILT_LEVELS
from meshes.anatomy.measures import Measure, Measures, read_measures
from meshes.anatomy.sources import load_sources
from meshes.assets import asset
from meshes.bones.cervical import TYPICAL_LEVELS
from meshes.bones.foramina import PIERCED_LEVELS
from meshes.checks.measures.cervical_sizes import cervical_sizes
from meshes.checks.measures.morphometry import morphometry
from meshes.checks.measures.upper_neck_sizes import MEASURERS, upper_neck_sizes
from meshes.column.canal.canal import CanalSpace, canal_space
from meshes.column.frame import ColumnFrame, column_frame
from meshes.column.parameters import Parameters, published_with, scale_of
from meshes.column.segment import Segment, segments
from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import VesselGraph, empty_graph
from meshes.part import Part
from meshes.surface.nearness import Nearness
from meshes.veins.variation import Person

BONE, RIB, DISC, VEIN, ROOT = "bone.", "bone.rib.", "disc.", "vein.", "nerve.root."
SOLID_LIGAMENTS = (
    "ligament.longitudinal.anterior.",
    "ligament.interspinous.",
    "ligament.supraspinous.",
    "ligament.nuchal.",
)
"""Ligaments that no vein enters; through the ligamenta flava veins pass."""


@dataclass(frozen=True, eq=False)
class Built:
    """One build.

    Parameters
    ----------
    parts : mapping of str to Part
        By structure id.
    column : ColumnFrame
        Landmarks and poses it was built on.
    graph : VesselGraph
        Its vessels, in the world; empty where none were built.
    parameters : mapping
        Parameters that differ from the tables.
    lacking : frozenset of str
        Ids of the veins that its person does not have.
    foramina : mapping of str to str
        How many basivertebral foramina its person has by level, a key of `variation.FORAMINA`; one where none
        is told.
    """

    parts: Mapping[str, Part]
    column: ColumnFrame
    graph: VesselGraph = field(default_factory=empty_graph)
    parameters: Parameters = field(default_factory=dict)
    lacking: frozenset[str] = frozenset()
    foramina: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def measures(self) -> Measures:
        """The published tables, and the user's own numbers where there are any."""
        return published_with(self.parameters)

    @cached_property
    def occipital(self) -> Measures:
        """The published sizes of the skull base."""
        return read_measures([asset("anatomy", "occipital.csv")], load_sources())

    @cached_property
    def processes(self) -> Measures:
        """Published slopes of spinous processes, which nobody may set."""
        return read_measures([asset("anatomy", "processes.csv")], load_sources())

    def row(self, level: str, measure: str) -> Measure | None:
        """The published row of a measure, if there is one."""
        table = self.measures if self.measures.has(level, measure) else self.processes
        return table.get(level, measure) if table.has(level, measure) else None

    @property
    def scale(self) -> float:
        """The global scale."""
        return scale_of(self.parameters)

    @cached_property
    def canal(self) -> CanalSpace:
        """The vertebral canal of the whole column, in the world: veins of one level reach to the next."""
        return canal_space(column_frame(None, self.parameters))

    @cached_property
    def segments(self) -> Mapping[str, Segment]:
        """Every level with plexuses that the column reaches, those of the sacrum with S1."""
        return segments(self.column)

    @cached_property
    def bones(self) -> Mapping[str, TriMesh]:
        """Mesh of each built bone by level, in the world, from above downwards."""
        ids = load_catalogue().bones
        found = {level: self.parts.get(ids[level]) for level in self.column.levels}
        return {level: part.mesh for level, part in found.items() if part is not None}

    @cached_property
    def vertebrae(self) -> Mapping[str, TriMesh]:
        """Those of `bones` whose landmarks are tabled: the thoracic and lumbar vertebrae."""
        return {level: mesh for level, mesh in self.bones.items() if level in self.column.landmarks}

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Levels of built bones that articulate, the upper first."""
        for upper, lower in pairwise(BUILT_LEVELS):
            if upper in self.bones and lower in self.bones:
                yield upper, lower

    @cached_property
    def nearness(self) -> Mapping[str, Nearness]:
        """Signed distance to each bone by level."""
        return {level: Nearness(mesh) for level, mesh in self.bones.items()}

    @cached_property
    def ribs(self) -> Sequence[Nearness]:
        """Signed distance to each stub of a rib."""
        return [Nearness(part.mesh) for part in self.of(RIB)]

    @cached_property
    def roots(self) -> Sequence[Nearness]:
        """Signed distance to each root of a nerve."""
        return [Nearness(part.mesh) for part in self.of(ROOT)]

    @cached_property
    def solid_ligaments(self) -> Sequence[Nearness]:
        """Signed distance to each ligament that no vein enters."""
        return [Nearness(part.mesh) for prefix in SOLID_LIGAMENTS for part in self.of(prefix)]

    @cached_property
    def sizes(self) -> Mapping[str, Mapping[str, float]]:
        """Measures read off each vertebra's mesh, by level and name."""
        gauged = {*MEASURERS, *TYPICAL_LEVELS, *self.column.landmarks}
        return {level: self._sizes_of(level) for level in self.bones if level in gauged}

    def with_veins(self, veins: Iterable[Part], graph: VesselGraph, person: Person) -> Built:
        """The same solids with veins of another individual; what was found out about the solids is kept."""
        solids = {name: part for name, part in self.parts.items() if not name.startswith(VEIN)}
        parts = {**solids, **{part.id: part for part in veins}}
        own = _foramina(person)
        other = replace(self, parts=parts, graph=graph, lacking=person.wanting, foramina=own)
        other.__dict__.update({name: getattr(self, name) for name in _OF_SOLIDS})
        return other

    def with_bones(self, bones: Iterable[Part]) -> Built:
        """The same with some bones of another individual; what was found out about the others is kept."""
        other = replace(self, parts={**self.parts, **{part.id: part for part in bones}})
        other.__dict__.update({name: getattr(self, name) for name in _OF_SOLIDS if name not in _OF_BONES})
        kept = {level for level, mesh in other.bones.items() if self.bones.get(level) is mesh}
        other.__dict__["nearness"] = {
            level: self.nearness[level] if level in kept else Nearness(mesh)
            for level, mesh in other.bones.items()
        }
        return other

    def local(self, level: str) -> TriMesh:
        """The mesh of a built bone in its own frame."""
        return self.bones[level].transformed(self.column.poses[level].inverse())

    def unscaled(self, level: str) -> TriMesh:
        """The same at a global scale of 1: the cuts that gauge a bone are told in mm of such a one."""
        own = self.local(level)
        return TriMesh(own.points / self.scale, own.triangles)

    def _sizes_of(self, level: str) -> Mapping[str, float]:
        found = _gauged(level, self.unscaled(level))
        return {name: value * self.scale for name, value in found.items()}

    def of(self, prefix: str) -> Iterator[Part]:
        """The parts whose id starts with a prefix."""
        return (part for name, part in self.parts.items() if name.startswith(prefix))


_OF_BONES = ("bones", "nearness")
_OF_SOLIDS = (*_OF_BONES, "ribs", "roots", "solid_ligaments", "canal", "segments", "measures")
"""What of a build does not depend on its veins and takes long to find out; what of it is of its bones."""


def _foramina(person: Person) -> Mapping[str, str]:
    return {level: person.foramina(level) for level in PIERCED_LEVELS}


def _gauged(level: str, mesh: TriMesh) -> Mapping[str, float]:
    if level in MEASURERS:
        return upper_neck_sizes(level, mesh)
    return cervical_sizes(mesh) if level in TYPICAL_LEVELS else morphometry(mesh)


def built(
    parts: Iterable[Part],
    column: ColumnFrame,
    graph: VesselGraph | None = None,
    parameters: Parameters | None = None,
    person: Person | None = None,
) -> Built:
    """Gather the yield of a build for the claims; what varies is that of a person, if one is told."""
    found, vessels = {part.id: part for part in parts}, graph or empty_graph()
    if person is None:
        return Built(found, column, vessels, parameters or {})
    return Built(found, column, vessels, parameters or {}, person.wanting, _foramina(person))
