"""A plexus of a few straight vessels that keeps every claim, and a ball."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from meshes.column.frame import ColumnFrame
from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import VesselGraph

Point = tuple[float, float, float]


class Draft:
    """Collects straight vessels between named nodes."""

    def __init__(self) -> None:
        self.places: dict[str, np.ndarray] = {}
        self.links: list[tuple[str, str, str]] = []

    def link(self, structure: str, *nodes: str) -> None:
        """A vessel of a structure from node to node."""
        self.links += [(structure, a, b) for a, b in pairwise(nodes)]

    def graph(self) -> VesselGraph:
        """What was collected."""
        names = list(self.places)
        ids = tuple(dict.fromkeys(structure for structure, _, _ in self.links))
        edges = [(names.index(a), names.index(b)) for _, a, b in self.links]
        owners = [ids.index(structure) for structure, _, _ in self.links]
        xyz = np.array(list(self.places.values()))
        return VesselGraph(xyz, np.full(len(xyz), 0.5), np.array(edges), np.array(owners), ids)


def plexus(column: ColumnFrame) -> VesselGraph:
    """Every structure of every level of a column, as straight as can be."""
    draft = Draft()
    for index, level in enumerate(column.levels):
        _level(draft, column, level, column.levels[index + 1] if index + 1 < len(column.levels) else None)
    return draft.graph()


def _level(draft: Draft, column: ColumnFrame, level: str, lower: str | None) -> None:
    marks, pose = column.landmarks[level], column.poses[level]
    rim, mouth = marks.body.height_posterior / 2, float(marks.basivertebral.centre[2])
    half, back = marks.canal.half_width, marks.canal.depth
    foot = {"left": "", "right": ""}

    def place(name: str, point: Point) -> str:
        key = f"{level}.{name}"
        draft.places[key] = pose.apply(np.array([point]))[0]
        return key

    mid = place("mouth", (0.0, 0.8, mouth))
    front = place("front", (0.0, -marks.body.depth_waist - 1.0, 0.0))
    draft.link(f"vein.basivertebral.{level}", mid, place("marrow", (0.0, -10.0, 0.0)), front)
    draft.link(
        f"vein.external.anterior.{level}", front, place("up", (0.0, -marks.body.depth_upper - 2.0, rim))
    )
    arches = []
    for side, sign in (("left", 1.0), ("right", -1.0)):
        name = f"vein.internal.anterior.{level}.{side}"
        top = place(f"{side}.top", (sign * 0.6 * half, 1.5, rim))
        inner = place(f"{side}.inner", (sign * 0.4 * half, 1.5, 0.0))
        outer = place(f"{side}.outer", (sign * 0.75 * half, 1.5, 0.5))
        bottom = (
            f"{lower}.{side}.top" if lower else place(f"{side}.bottom", (sign * 0.6 * half, 1.5, -rim - 1))
        )
        draft.link(name, top, inner, bottom)
        draft.link(name, top, outer, inner)
        draft.link(name, inner, place(f"{side}.eyelet", (sign * 0.75 * half, 1.5, -0.4 * rim)), bottom)
        draft.link(f"vein.internal.transverse.{level}", inner, mid)
        arch = place(f"{side}.arch", (sign * 0.35 * half, 0.85 * back, 0.0))
        under = (
            f"{lower}.{side}.arch" if lower else place(f"{side}.end", (sign * 0.35 * half, 0.85 * back, -rim))
        )
        draft.link(f"vein.internal.posterior.{level}.{side}", arch, under)
        for eyelet, x in (("medial", 0.12), ("lateral", 0.6)):
            beside = place(f"{side}.{eyelet}", (sign * x * half, 0.85 * back, -0.5 * rim))
            draft.link(f"vein.internal.posterior.{level}.{side}", arch, beside, under)
        draft.link(f"vein.internal.ring.{level}", outer, arch)
        foramen = marks.foramen.centre * (sign, 1.0, 1.0)
        gate = place(f"{side}.gate", tuple(foramen - np.array([sign * 3.0, 0, 0])))
        away = place(f"{side}.away", tuple(foramen + np.array([sign * 6.0, 0, 0])))
        draft.link(f"vein.intervertebral.{level}.{side}", inner, gate, away)
        arches.append(arch)
        foot[side] = bottom
    draft.link(f"vein.internal.bridge.{level}", *arches)
    outside = place("outside", (0.0, back + 9.0, -rim))
    draft.link(f"vein.external.posterior.{level}", arches[0], outside)
    if lower:
        draft.link(f"vein.external.anterior.{level}", front, f"{lower}.up")
        draft.link(f"vein.external.posterior.{level}", outside, f"{lower}.outside")


def ball(centre: np.ndarray, radius: float) -> TriMesh:
    """A coarse closed sphere: an octahedron split twice."""
    points = [
        np.array(p, float) for p in ((1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1))
    ]
    faces = [(0, 2, 4), (2, 1, 4), (1, 3, 4), (3, 0, 4), (2, 0, 5), (1, 2, 5), (3, 1, 5), (0, 3, 5)]
    for _ in range(2):
        middle: dict[tuple[int, int], int] = {}

        def split(a: int, b: int, known: dict[tuple[int, int], int] = middle) -> int:
            key = (min(a, b), max(a, b))
            if key not in known:
                known[key] = len(points)
                half = points[a] + points[b]
                points.append(half / np.linalg.norm(half))
            return known[key]

        finer = []
        for a, b, c in faces:
            ab, bc, ca = split(a, b), split(b, c), split(c, a)
            finer += [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]
        faces = finer
    return TriMesh(np.asarray(centre) + radius * np.array(points), np.array(faces))
