"""One level as the veins see it: landmarks, pose, calibres, and its own stream of chance."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from meshes.anatomy.levels import VEIN_LEVELS, region
from meshes.anatomy.measures import Measures
from meshes.column.landmarks.sacrum import PassagePoints
from meshes.column.landmarks.vertebra import VertebraLandmarks
from meshes.geometry.axes import SIDES, Vector
from meshes.geometry.pose import Pose
from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats, Mask
from meshes.veins.surroundings.ground import Ground, marched

FRONT, VEILED, BACK, OUTSIDE, LOOSE, MARROW = "front", "veiled", "back", "outside", "loose", "marrow"
"""Where a vessel runs: on the canal's front wall, behind the ligament there, on its other walls, outside on
bone, free of it, in it.
"""


INTERNAL = (FRONT, VEILED, BACK)
"""Rooms inside the canal."""

_SHARE = "calibre_share"

Ray = tuple[tuple[float, float, float], tuple[float, float, float]]
"""From where to where, in a vertebra's own frame."""


@dataclass(frozen=True, eq=False)
class Site:
    """Everything a venous system needs to draw itself at one level.

    Parameters
    ----------
    level : str
        The level.
    landmarks : VertebraLandmarks
        In the vertebra's own frame.
    pose : Pose
        From there to the world.
    measures : Measures
        Calibres by region.
    ground : Ground
        Bones and discs.
    seed : int
        Seed of the individual.
    above, below : Site or None
        The neighbouring levels that are built too.
    passage : PassagePoints or None
        Of a sacral level the way to its foramina.
    scale : float
        The column's size.
    sac : callable, optional
        Signed distance of (N, 3) world points from the dural sac, mm: no way out of the canal crosses it.
    memo : dict
        Places once struck, so that neighbours need not strike them again.
    """

    level: str
    landmarks: VertebraLandmarks
    pose: Pose
    measures: Measures
    ground: Ground
    seed: int
    above: Site | None = None
    below: Site | None = None
    passage: PassagePoints | None = None
    scale: float = 1.0
    sac: Callable[[Floats], Floats] | None = None
    memo: dict[str, Mapping[str, Vector]] = field(default_factory=dict, repr=False)

    @property
    def is_last(self) -> bool:
        """Whether this is the level of the sacral hiatus, where the plexuses end."""
        return self.level == VEIN_LEVELS[-1]

    @property
    def over(self) -> Site | None:
        """The level above, as one that knows this one below it."""
        return None if self.above is None else replace(self.above, below=self)

    @property
    def height(self) -> float:
        """Height of the back of the body, mm."""
        return self.landmarks.body.height_posterior

    def radius(self, name: str) -> float:
        """Half of a calibre of the tables, mm; `name` without its ending `_diameter`.

        The level's own calibre goes before that of its region; a level may carry only a share of it.
        """
        share = self.measures.value(self.level, _SHARE) if self.measures.has(self.level, _SHARE) else 1.0
        return share * self.value(f"{name}_diameter") / 2.0

    def value(self, name: str) -> float:
        """A measure of the level, or else of its region."""
        place = self.level if self.measures.has(self.level, name) else region(self.level)
        return self.measures.value(place, name)

    def chance(self, structure: str) -> np.random.Generator:
        """A stream of chance for one structure: the same whichever other structures are drawn."""
        return stream(self.seed, structure)

    def world(self, x: float, y: float, z: float) -> Vector:
        """A local point in the world."""
        placed: Vector = self.pose.rotation @ np.array([x, y, z]) + self.pose.translation
        return placed

    def local(self, point: Vector) -> Vector:
        """A world point in the vertebra's frame."""
        found: Vector = self.pose.rotation.T @ (np.asarray(point) - self.pose.translation)
        return found

    def way(self, x: float, y: float, z: float, radius: float, junction: str | None = None) -> WayPoint:
        """A way-point at a local place."""
        return way(self.world(x, y, z), radius, junction)

    def canal_back(self, x: float, z: float) -> float:
        """Depth y of the back wall of the canal over (x, z), mm: of laminae and of the flava between them."""
        canal = self.landmarks.canal
        share = min(abs(x) / canal.half_width, 0.98)
        reach = self._depth(z) - canal.widest_y
        return canal.widest_y + reach * (1 - share**canal.back_exponent) ** (1 / canal.back_exponent)

    def _depth(self, z: float) -> float:
        depth, lamina = float(self.landmarks.canal_depth(z)), self.landmarks.lamina
        if self.below is None or z >= lamina.narrowest:
            return depth
        edge = self.below.landmarks.lamina
        _, end, low = self.local(self.below.world(0.0, float(edge.front_at(edge.top)), edge.top)).tolist()
        share = min((lamina.narrowest - z) / (lamina.narrowest - low), 1.0)
        start = float(self.landmarks.canal_depth(lamina.narrowest))
        return min(depth, (1.0 - share) * start + share * end)

    def struck(self, rays: Sequence[Ray], gap_mm: float) -> list[Vector]:
        """Where each way from one local point to another first comes within `gap_mm` of the ground, local.

        The far point itself if nothing is met.
        """
        return list(self.strikes(rays, gap_mm)[0])

    def strikes(self, rays: Sequence[Ray], gap_mm: float, is_own: bool = False) -> tuple[Vector, Mask]:
        """As `struck`, and whether something was met; `is_own` asks the bone and disc of this level alone."""
        ends = np.array(rays, float).reshape(-1, 2, 3)
        start, aim = self.pose.apply(ends[:, 0]), self.pose.apply(ends[:, 1])
        reach = np.linalg.norm(aim - start, axis=1)
        ground = self.ground.posed(self.pose) if is_own else self.ground
        points, met = marched(ground, start, aim - start, gap_mm, reach)
        return (points - self.pose.translation) @ self.pose.rotation, met


def stream(seed: int, what: str) -> np.random.Generator:
    """A stream of chance of one individual for one thing."""
    return np.random.default_rng([seed, zlib.crc32(what.encode())])


def way(point: Vector, radius: float, junction: str | None = None) -> WayPoint:
    """A way-point at a world place."""
    x, y, z = (float(value) for value in point)
    return WayPoint((x, y, z), float(radius), junction)


def sides() -> tuple[tuple[str, float], ...]:
    """Names of the sides and the sign of x there."""
    return tuple(SIDES.items())


def vessel(structure: str, room: str, *path: WayPoint) -> Vessel:
    """A vessel of a structure through way-points."""
    return Vessel(structure, path, room)
