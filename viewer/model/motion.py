"""Scenes that move: a turn, taking apart, a section going through, as states along a time from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from meshes.anatomy.catalogue import Catalogue
from meshes.geometry.axes import Vector
from viewer.model.explosion import shift_mm
from viewer.model.section import NAMED_SECTIONS, Section
from viewer.model.state import SceneState
from viewer.model.viewpoint import Viewpoint, framing_points, triple

Moving = Callable[[float], SceneState]
"""The state at a time; that at 1 is that at 0, so that a film of it can be shown for ever."""

KINDS = ("turntable", "explode", "section")
PLANES: Mapping[str, Section] = MappingProxyType(
    {
        "sagittal": NAMED_SECTIONS["median"],
        "coronal": NAMED_SECTIONS["coronal"],
        "axial": NAMED_SECTIONS["axial"],
    }
)
DEEPEST = 0.6
"""How far a section goes through what is shown; at the end something is left to look at."""

_CLEAR_MM = 0.5
_TURNS_FRAMED = 24


@dataclass(frozen=True)
class Stage:
    """What is to move, and what it is seen on.

    Parameters
    ----------
    catalogue, state
        What is shown at first.
    points
        Corners of what is shown, (N, 3) mm each, by id, where they belong in the column.
    aspect
        Width of the picture by its height.
    taken_left, taken_right
        Shares of the width that a fitted view keeps clear.
    """

    catalogue: Catalogue
    state: SceneState
    points: Mapping[str, Vector]
    aspect: float = 16.0 / 9.0
    taken_left: float = 0.0
    taken_right: float = 0.0

    def placed(self, explosion: float) -> Vector:
        """All points where they are drawn at some explosion, (N, 3) mm."""
        structures, levels = self.catalogue.structures, self.state.levels
        moved = [each + shift_mm(structures[key], levels, explosion) for key, each in self.points.items()]
        return np.concatenate(moved) if moved else np.zeros((1, 3))

    def framed(self, points: Vector) -> Viewpoint:
        """The state's viewpoint, framing points if it is a fitted one."""
        view = self.state.viewpoint
        if not view.is_fitted:
            return view
        left, right = self.taken_left, self.taken_right
        return framing_points(view, points, self.aspect, taken_left=left, taken_right=right)


def moving(kind: str, stage: Stage, plane: str | None = None) -> Moving:
    """How a scene moves.

    Parameters
    ----------
    kind
        ``turntable``: once round the vertical. ``explode``: apart and together again. ``section``: a plane
        goes through from the side of the eye and comes back.
    stage
        What moves.
    plane
        Of a section: ``sagittal``, ``coronal`` or ``axial``; the scene's own, or else sagittal, without.

    Raises
    ------
    ValueError
        On another kind or plane.
    """
    if kind == "turntable":
        return _turntable(stage)
    if kind == "explode":
        return _explode(stage)
    if kind == "section":
        return _section(stage, plane)
    raise ValueError(f"there is no motion {kind!r}; there are {', '.join(KINDS)}")


def moments(frames: int) -> Iterator[float]:
    """Times of the frames of one loop: the first is 0, and none is the first once more."""
    return (number / frames for number in range(frames))


def _turntable(stage: Stage) -> Moving:
    points = stage.placed(stage.state.explosion)
    view = stage.state.viewpoint
    if view.is_fitted:
        axis = (points.min(axis=0) + points.max(axis=0)) / 2.0
        start = stage.framed(_swept(points, axis))
    else:
        axis, start = np.array(view.centre), view
    # Upside down the near side would go left.
    way = 1.0 if start.up[2] < -1e-6 else -1.0

    def at(time: float) -> SceneState:
        return replace(stage.state, viewpoint=_carried(start, axis, way * 2.0 * math.pi * (time % 1.0)))

    return at


def _explode(stage: Stage) -> Moving:
    view = stage.framed(np.concatenate([stage.placed(0.0), stage.placed(1.0)]))

    def at(time: float) -> SceneState:
        return replace(stage.state, viewpoint=view, explosion=there_and_back(time))

    return at


def _section(stage: Stage, plane: str | None) -> Moving:
    cut = _facing_eye(_plane(stage.state, plane), stage.state.viewpoint)
    view = stage.framed(stage.placed(stage.state.explosion))
    along = stage.placed(0.0) @ np.array(cut.normal)
    first, last = float(along.max()) + _CLEAR_MM, float(along.max() - DEEPEST * np.ptp(along))

    def at(time: float) -> SceneState:
        offset = first + (last - first) * there_and_back(time)
        return replace(stage.state, viewpoint=view, section=cut.moved_to(offset))

    return at


def there_and_back(time: float) -> float:
    """0 at time 0, 1 in the middle, 0 at 1 again, slow at both ends.

    >>> [round(there_and_back(time), 3) for time in (0.0, 0.25, 0.5, 0.75, 1.0)]
    [0.0, 0.5, 1.0, 0.5, 0.0]
    """
    return 0.5 - 0.5 * math.cos(2.0 * math.pi * (time % 1.0))


def _plane(state: SceneState, plane: str | None) -> Section:
    """The plane through the origin that is to be moved."""
    if plane is not None and plane not in PLANES:
        raise ValueError(f"there is no plane {plane!r}; there are {', '.join(PLANES)}")
    own = state.section if plane is None else None
    return replace(own or PLANES[plane or "sagittal"], origin=(0.0, 0.0, 0.0), offset_mm=0.0)


def _facing_eye(section: Section, viewpoint: Viewpoint) -> Section:
    """The section that takes away the side one looks from."""
    is_behind = float(np.array(section.normal) @ np.array(viewpoint.direction)) < 0.0
    return section.flipped() if is_behind else section


def _swept(points: Vector, axis: Vector) -> Vector:
    """All places that points come to in a turn about the vertical through `axis`."""
    angles = 2.0 * math.pi * np.arange(_TURNS_FRAMED) / _TURNS_FRAMED
    # Only the hull matters, and in each slice across the vertical the point farthest out is on it.
    far = np.linalg.norm(points[:, :2] - axis[:2], axis=1)
    slices = np.round(points[:, 2]).astype(int)
    order = np.lexsort((far, slices))
    outer = points[order[np.flatnonzero(np.diff(slices[order], append=slices.max() + 1))]]
    return np.concatenate([(outer - axis) @ about_vertical(angle).T + axis for angle in angles])


def _carried(viewpoint: Viewpoint, axis: Vector, angle: float) -> Viewpoint:
    """The eye carried round the vertical through `axis` with all it looks at: the axis stays in place."""
    turn = about_vertical(angle)
    centre = turn @ (np.array(viewpoint.centre) - axis) + axis
    return replace(
        viewpoint,
        direction=triple(turn @ np.array(viewpoint.direction)),
        up=triple(turn @ np.array(viewpoint.up)),
        centre=triple(centre),
    )


def about_vertical(angle: float) -> Vector:
    """The (3, 3) matrix of a turn about the column's vertical, radians, anticlockwise seen from above."""
    cosine, sine = math.cos(angle), math.sin(angle)
    return np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])
