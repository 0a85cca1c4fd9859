"""A stand-in for the real build: a small closed surface for every structure, at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import BUILT_LEVELS, bone_level
from meshes.anatomy.structure import Structure
from meshes.geometry.pose import Pose
from meshes.geometry.trimesh import TriMesh
from meshes.part import Part

PITCH_MM = 36.0

# Middle and half size, mm, of each group's box at a level; each is seen from somewhere.
BOXES = {
    "vertebra": ((0.0, -15.0, 0.0), (20.0, 14.0, 12.0)),
    "disc": ((0.0, -15.0, -18.0), (18.0, 13.0, 4.0)),
    "anterior-internal": ((7.0, 4.0, 0.0), (2.0, 2.0, 17.0)),
    "posterior-internal": ((6.0, 16.0, 0.0), (2.0, 2.0, 14.0)),
    "basivertebral": ((0.0, -8.0, 2.0), (2.0, 9.0, 2.0)),
    "intervertebral": ((18.0, 6.0, -14.0), (6.0, 2.0, 2.0)),
    "anterior-external": ((12.0, -34.0, 0.0), (3.0, 2.0, 15.0)),
    "posterior-external": ((0.0, 34.0, 0.0), (8.0, 2.0, 12.0)),
    "ligament": ((0.0, -38.0, 4.0), (4.0, 1.0, 4.0)),
    "dura": ((0.0, 26.0, 6.0), (3.0, 2.0, 6.0)),
    "nerve": ((24.0, 10.0, 4.0), (2.0, 2.0, 2.0)),
    "fat": ((26.0, 18.0, -4.0), (2.0, 2.0, 2.0)),
    "craniocervical": ((-36.0, 20.0, 8.0), (2.0, 2.0, 4.0)),
    "segmental": ((30.0, -20.0, 8.0), (4.0, 2.0, 2.0)),
    "caval": ((-30.0, -40.0, 0.0), (4.0, 4.0, 14.0)),
    "pelvic": ((0.0, -46.0, 0.0), (4.0, 2.0, 4.0)),
    "spinal-cord": ((36.0, 20.0, 8.0), (2.0, 2.0, 4.0)),
    "rib": ((34.0, 4.0, 4.0), (6.0, 2.0, 2.0)),
}
_TRIANGLES = np.array(
    [[0, 2, 3], [0, 3, 1], [4, 5, 7], [4, 7, 6], [0, 1, 5], [0, 5, 4],
     [2, 6, 7], [2, 7, 3], [0, 4, 6], [0, 6, 2], [1, 3, 7], [1, 7, 5]]
)  # fmt: skip


def level_z(level: str) -> float:
    return -PITCH_MM * BUILT_LEVELS.index(bone_level(level))


def middle_of(structure: Structure) -> np.ndarray:
    x, y, z = BOXES[structure.group][0]
    if structure.side == "right":
        x = -x
    if ".transverse." in structure.id or ".bridge." in structure.id:
        x = 0.0
    if ".ring." in structure.id:
        x, y = 13.0, 10.0
    return np.array([x, y, z + level_z(structure.level or "T1")])


def box(structure: Structure) -> TriMesh:
    signs = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    return TriMesh(middle_of(structure) + signs * np.array(BOXES[structure.group][1]), _TRIANGLES)


class FakeSource:
    """Builds boxes; remembers what was asked for and what came.

    May be slow, fail at one, and lack one in a person.
    """

    individual: tuple[dict[str, float], int] = ({}, 1)

    def __init__(self, pause_s: float = 0.0, fails_at: str | None = None) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.pause_s = pause_s
        self.fails_at = fails_at
        self.lacking: dict[int, str] = {}
        self.ended = 0
        self.came: list[str] = []

    def of(self, parameters: Mapping[str, float], seed: int) -> FakeSource:
        """The same source from now on of another individual: its scale is told by every box."""
        self.individual = (dict(parameters), seed)
        return self

    def __call__(
        self,
        ids: Sequence[str],
        progress: Callable[[int, int, str], None],
        cancelled: Callable[[], bool],
        order: Callable[[], Sequence[str]],
    ) -> Iterator[Part]:
        self.asked.append(tuple(ids))
        left = dict.fromkeys(ids)
        try:
            for done in range(1, len(ids) + 1):
                if cancelled():
                    return
                key = next((each for each in order() if each in left), next(iter(left)))
                del left[key]
                if key == self.lacking.get(self.individual[1]):
                    continue
                if key == self.fails_at:
                    raise ValueError(f"{key} has no closed surface")
                time.sleep(self.pause_s)
                structure = load_catalogue().structures[key]
                progress(done, len(ids), structure.name)
                self.came.append(key)
                yield Part(key, self._shape(structure), Pose(np.eye(3), np.zeros(3)))
        finally:
            self.ended += 1

    def _shape(self, structure: Structure) -> TriMesh:
        mesh, (parameters, seed) = box(structure), self.individual
        points = mesh.points * parameters.get("scale", 1.0) + np.array([0.0, 0.1 * (seed - 1), 0.0])
        return TriMesh(points, mesh.triangles)
