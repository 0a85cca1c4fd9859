"""The door: a foreign surface and a level in; out comes the shape that lies on it, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.column.frame import column_frame
from meshes.column.shape_file import VertebraFile
from meshes.fitting.axes_given import Axes
from meshes.fitting.cloud import surface_cloud
from meshes.fitting.likeness import likeness
from meshes.fitting.mending import mended, unsound
from meshes.fitting.model import LevelModel, apart, level_model, parameters_of
from meshes.fitting.places import bone_places, spinous_places
from meshes.fitting.placing import Placed, scan_form, tabled_form
from meshes.fitting.residuals import Residuals, residuals
from meshes.fitting.rounds import Effort, Shaped, Surface, shaped
from meshes.fitting.scan import scan_of
from meshes.geometry.trimesh import TriMesh
from meshes.surface.extract import extract
from meshes.surface.nearness import Nearness

SANE_MEAN_MM, SANE_P95_MM = 1.0, 3.0
"""Residuals above which a fit is none: two different people at one level lie 1.3 mm apart."""

_SCAN_POINTS = 1200
_EFFORT = Effort(rounds=2, steps=8, own_points=900, prior=0.2)

Report = Callable[[int, int, str], object]


@dataclass(frozen=True, eq=False)
class Fitted:
    """A fit, good or not.

    Parameters
    ----------
    vertebra : VertebraFile
        The shape, ready to be written.
    residuals : Residuals
        What it left.
    scale : float
        Size of the scan over the tabled bone, found by laying one over the other.
    said : sequence of str
        What was found and guessed.
    faults : sequence of str
        Why the fit is not to be trusted; empty for a good one.
    """

    vertebra: VertebraFile
    residuals: Residuals
    scale: float
    said: Sequence[str]
    faults: Sequence[str]


def fit(
    raw: TriMesh,
    level: str,
    scale: float | None = None,
    axes: Axes | None = None,
    source: str = "",
    report: Report = lambda done, total, name: None,
    must_trust: bool = True,
) -> Fitted:
    """Fit the shape of a level to a surface.

    Parameters
    ----------
    raw : TriMesh
        The surface as read from a file.
    level : str
        C1 to L5.
    scale : float, optional
        What makes its units mm; guessed when left out.
    axes : Axes, optional
        How its axes lie; guessed when left out.
    source : str
        Name of the file.
    report : callable
        Called with (done, total, what); what it raises ends the fit.
    must_trust : bool
        Whether to stop before the fit where the surface is no bone of this level.

    Raises
    ------
    ScanFault
        If the surface cannot be one of a vertebra: open, in pieces, of an impossible size.
    """
    report(0, _STEPS, "looking at the surface")
    scan = scan_of(raw, tabled_diagonal_mm(level), scale, axes)
    distance = Nearness(scan.mesh)
    report(1, _STEPS, "laying the bone over it")
    like = likeness(level, scan_form(scan.mesh, distance), axes is not None)
    said, faults = [*scan.said, *like.said], list(like.faults)
    model = level_model(level)
    if faults and must_trust:
        found, flaw = Shaped(model.start, [like.placed.place]), ""
    else:
        found, flaw = _sound(model, scan.mesh, distance, like.placed, report)
    report(_STEPS - 1, _STEPS, "measuring what is left")
    left = residuals(extract(model.solid(found.numbers), 1.0), scan.mesh, distance, found.places[0])
    vertebra = _vertebra(model, found, source, left)
    if not faults:
        faults += _too_far(left) or ([flaw] if flaw else [])
    return Fitted(vertebra, left, 1.0 / like.placed.place.scale, said, faults)


_STEPS = 4 + _EFFORT.rounds


def tabled_diagonal_mm(level: str) -> float:
    """Diagonal of the box round the tabled bone."""
    return float(np.linalg.norm(np.ptp(tabled_form(level).points, axis=0)))


def _sound(
    model: LevelModel, mesh: TriMesh, distance: Nearness, placed: Placed, report: Report
) -> tuple[Shaped, str]:
    """The shape found, mended where it makes no sound bone, and what still keeps it from being one."""
    surface = Surface(surface_cloud(mesh, distance, _SCAN_POINTS), distance, placed.place)
    found = shaped(model, [surface], _EFFORT, lambda done, _: report(2 + done, _STEPS, "fitting the shape"))
    flaw = unsound(model.level, parameters_of(model.level, found.numbers))
    # A shape that misses the surface is refused for that.
    if not flaw or _too_far(
        residuals(extract(model.solid(found.numbers), 2.0), mesh, distance, found.places[0])
    ):
        return found, flaw
    report(_STEPS - 2, _STEPS, "mending the shape")
    return mended(model, found, surface, flaw)


def _too_far(left: Residuals) -> list[str]:
    if left.mean <= SANE_MEAN_MM and left.p95 <= SANE_P95_MM:
        return []
    return [
        f"the bone found still lies {left.mean:.1f} mm off on average, 5 % of it {left.p95:.1f} mm or more"
    ]


def _vertebra(model: LevelModel, found: Shaped, source: str, left: Residuals) -> VertebraFile:
    """The shape as a file: the numbers, the wedge, and for the veins the places read off the bone."""
    level, scale = model.level, 1.0 / found.places[0].scale
    measures, numbers = apart(found.numbers)
    if level in TRUNK_LEVELS:
        column = column_frame(None, parameters_of(level, found.numbers))
        places = spinous_places(level, column) | bone_places(level, column)
        measures |= {name: float(value) for name, value in places.items() if np.isfinite(value)}
    return VertebraFile(level, numbers, measures, scale, source, left.by_name())
