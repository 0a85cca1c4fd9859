"""How far the built bones lie from real ones.

    python -m tools.fitting.measured REFERENCES [LEVEL ...] [--free]

REFERENCES is a folder of folders, one a person, of ``LEVEL.vtp`` (``SACRUM.vtp``
with the coccyx). Each gives a row: mean and 95th percentile
of the distance both ways, mm, after the best similarity, body and posterior part apart, and the size of the
built bone over the real one; then the mean at true size, the column scaled once for all persons.
``--free`` adds what is left when the level's numbers are free (`retia fit`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from meshes.bones.articulated import articulated_bone
from meshes.column.frame import column_frame
from meshes.column.shapes.level_shape import SHAPED_LEVELS
from meshes.fitting.cloud import Cloud, spread_points, surface_cloud
from meshes.fitting.fit import fit, tabled_diagonal_mm
from meshes.fitting.model import LevelModel
from meshes.fitting.placing import laid, near_turns, scan_form, tabled_form
from meshes.fitting.residuals import Residuals, residuals
from meshes.fitting.scan import Scan, ScanFault, scan_of
from meshes.fitting.search import Patience, searched
from meshes.fitting.shape_problem import Setting, ShapeProblem
from meshes.fitting.similarity import Similarity
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.blend import union
from meshes.sdf.solid import Solid, placed
from meshes.surface.extract import extract
from meshes.surface.formats.reading import read_mesh
from meshes.surface.nearness import Nearness
from tools.fitting.sacrum import ORIGIN

SACRUM = "SACRUM"
"""Name of the file that holds sacrum and coccyx."""

_HEAD = "person             level   mean  95 %  body posterior   size  rigid"
_STEP_MM, _POINTS, _SACRUM_MM = 0.9, 1500, 190.0
_SCALES = (0.8, 1.2)
"""Wider than a fit allows, so that what is measured is not held at its limit."""


@dataclass(frozen=True, eq=False)
class Pair:
    """A built bone and a real one."""

    level: str
    solid: Solid
    built: TriMesh
    scan: Scan
    distance: Nearness

    def placed(self, start: Similarity, is_rigid: bool) -> Similarity:
        """Where the real bone lies best, its size kept if it is rigid."""
        own = start.undo(spread_points(self.built, _POINTS, 5))
        cloud = surface_cloud(self.scan.mesh, self.distance, _POINTS).joined(Cloud(own, self.distance(own)))
        model = LevelModel(self.level, {}, {}, lambda _: self.solid)
        setting = Setting(model, [], np.zeros(0), [cloud], [1.0], 0.0, {}, [_SCALES])
        kind = _Rigid if is_rigid else ShapeProblem
        found = searched(kind(setting, np.zeros(0), [start], [start]), Patience(30, 1e-5))
        assert isinstance(found, ShapeProblem)
        return found.places[0]

    def left(self, place: Similarity) -> Residuals:
        """Distances at a place."""
        return residuals(self.built, self.scan.mesh, self.distance, place)


class _Rigid(ShapeProblem):
    """The size stays."""

    def room(self) -> tuple[Vector, Vector]:
        """No room for the size."""
        low, high = super().room()
        low[0] = high[0] = 0.0
        return low, high


def pairs(person: Path, levels: list[str]) -> Iterator[Pair | str]:
    """The built and the real bones of one person; for a real one that cannot be read, why."""
    for level in levels:
        path = person / f"{level}.vtp"
        if path.exists():
            try:
                scan = scan_of(read_mesh(path), _diagonal_mm(level), 1.0, None)
            except ScanFault as fault:
                yield f"{person.name} {level}: {fault}"
                continue
            solid = _bone(level)
            yield Pair(level, solid, extract(solid, _STEP_MM), scan, Nearness(scan.mesh))


def _diagonal_mm(level: str) -> float:
    """About how large a real bone is from corner to corner of its box."""
    return _SACRUM_MM if level == SACRUM else tabled_diagonal_mm(level)


def _bone(level: str) -> Solid:
    """The built bone as it stands in the column; sacrum and coccyx as one."""
    column = column_frame()
    if level != SACRUM:
        return articulated_bone(level, column)
    tail = placed(articulated_bone("Co1", column), column.relative("Co1", "S1"))
    return union(articulated_bone("S1", column), tail)


def _start(pair: Pair) -> Similarity:
    """Where the real bone lies, roughly; a sacrum stands with its slope."""
    if pair.level == SACRUM:
        return Similarity(0.865, Pose.about_x(-np.radians(39.67)).rotation, ORIGIN)
    return laid(tabled_form(pair.level), scan_form(pair.scan.mesh, pair.distance), near_turns()).place


Found = tuple[str, Pair, Similarity]


def found_in(person: Path, levels: list[str]) -> Iterator[Found]:
    """The real bones of one person, each where it lies best; those that cannot be read are told."""
    for pair in pairs(person, levels):
        if isinstance(pair, str):
            print(pair)
        else:
            yield person.name, pair, pair.placed(_start(pair), is_rigid=False)


def report(found: list[Found], is_free: bool) -> None:
    """Print the rows of all bones; at true size the whole column has one scale for all persons."""
    size = float(np.exp(np.mean([np.log(place.scale) for _, _, place in found])))
    for person, pair, place in found:
        alike = pair.placed(replace(place, scale=size), is_rigid=True)
        can_fit = is_free and pair.level != SACRUM
        free = fit(pair.scan.mesh, pair.level, 1.0).residuals if can_fit else None
        row = _row(person, pair.level, pair.left(place), place.scale, pair.left(alike).mean, free)
        print(row, flush=True)
    print(f"one scale for all: {size:.3f}")


def _row(person: str, level: str, left: Residuals, scale: float, rigid: float, free: Residuals | None) -> str:
    text = (
        f"{person:18s} {level:6s} {left.mean:5.2f} {left.p95:5.2f} {left.body:5.2f} {left.posterior:9.2f} "
        f"{scale:6.3f} {rigid:6.2f}"
    )
    return text + (f" {free.mean:10.2f} {free.p95:5.2f}" if free else "")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("references", type=Path)
    parser.add_argument("levels", nargs="*", default=[*SHAPED_LEVELS, SACRUM])
    parser.add_argument("--free", action="store_true")
    chosen = parser.parse_args()
    print(_HEAD + ("  free mean  95 %" if chosen.free else ""))
    persons = sorted(each for each in chosen.references.iterdir() if each.is_dir())
    found = [each for person in persons for each in found_in(person, chosen.levels)]
    if not found:
        parser.error(f"{chosen.references} holds no folder with a bone of these levels")
    report(found, chosen.free)


if __name__ == "__main__":
    main()
