"""Epidural fat: what is left of the vertebral canal round the dural sac. The veins lie embedded in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from meshes.column.canal.canal import CanalSpace
from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_nerves import NERVES, nerve_way
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import scale_of
from meshes.geometry.axes import Vector
from meshes.geometry.layers import layered
from meshes.geometry.trimesh import TriMesh
from meshes.geometry.two_level import bordered_net, two_level_net
from meshes.sdf.surroundings import Surroundings
from meshes.soft.cauda import filum_radius
from meshes.soft.dura import FIRST_LEVEL, LAST_LEVEL
from meshes.soft.fat_cells import Mask, drawn_in, ill_told, mixed
from meshes.soft.fat_net import FatNet, fat_net, snapped
from meshes.soft.fat_walls import THINNEST_MM, Margin, canal_wall, met_sheets, sac_wall, sheet_edges
from meshes.soft.hollows import Hollows, hollows, in_order
from meshes.soft.keeping_off import kept_off
from meshes.soft.nerve_roots import Root
from meshes.soft.root_beds import RootBeds
from meshes.soft.sheet import Sheet

_END_MM = 1.5
"""How far above the end of the canal's line, in the sacral hiatus, the fat ends."""
_ROOT_MM = 4.0
"""How far above and below its line a root may matter."""
_RING_STEPS, _LONGEST_MM = 1.7, 2.4
"""Distance of coarse rings in wished edges of the triangles, and at most."""
_SPOKES_MM, _SPOKES = 11.0, (8, 12)
"""Coarse spokes of a quarter, times the wished edge, and how many at least and at most."""
_LIGAMENT_STEP, _ROOT_STEP_MM = 1.5, 0.6
"""What lies so much nearer than beside it is the edge of a ligament, by its steps in mm, or of a root."""
_GAP_SHARE, _SIDE_SHARE, _SIDE_LESS_MM = 0.15, 0.34, 0.2
"""Margin before and beside the posterior longitudinal ligament, by the steps it is drawn in, and what beside
it is less.
"""
_PAST_SHARE = 0.22
"""How much a hollow is widened past the last ray that meets something, as a share of those steps."""
_WALL_OFF_MM, _HOLLOW_OFF_MM = (0.6, 1.0), (0.15, 0.6)
"""How far a coarse chord may go beyond a wall, which is drawn in then, and how far within it may stay."""


@dataclass(frozen=True, eq=False)
class Round:
    """What bounds the fat of a level.

    Parameters
    ----------
    ground : Surroundings
        At least the bones of the level and its neighbours, and their discs.
    canal : CanalSpace
        The vertebral canal; where it has no wall of bone, the fat ends little beyond its drawn one.
    before, behind : sequences of Sheet
        Posterior longitudinal ligament, and the ligaments behind the sac, nearby.
    roots : sequence of Root
        Left roots that leave the sac nearby, from above downwards.
    """

    ground: Surroundings
    canal: CanalSpace
    before: Sequence[Sheet]
    behind: Sequence[Sheet]
    roots: Sequence[Root]


def fat(level: str, column: ColumnFrame, around: Round, step_mm: float) -> TriMesh:
    """The fat round the part of the sac that belongs to a level, in the world.

    It reaches from the sac to bone, discs and the ligaments behind, and lies on both sides of the posterior
    longitudinal ligament. Before a foramen, and between laminae beside the ligamenta flava, where the canal
    has no wall, it ends little beyond the canal as it is drawn. Round roots, and round the posterior
    longitudinal ligament, it is hollow, so that it may have any number of handles.

    Parameters
    ----------
    level : str
        From the atlas to S1; the last piece is all of the fat in the sacrum, down to the hiatus.
    column : ColumnFrame
        Its parameters count.
    around : Round
        What it reaches to and gives way to.
    step_mm : float
        Wished edge of the triangles at a scale of 1.

    Notes
    -----
    Rays across the canal's line are sent in rings of spokes, which are moved to where the edges of roots and
    ligament are seen. They tell the walls, and cells of the net between them which ray meets something are
    hollow. Cells are halved where there is more to show; where triangles come nearer to bone or ligament than
    their corners do, the corners are drawn in.
    """
    sac, scale = dural_sac(column), scale_of(column.parameters)
    rings_mm = scale * min(_RING_STEPS * step_mm, _LONGEST_MM)
    net = fat_net(sac, fat_span(level, column), rings_mm, _spokes(step_mm))
    beds = RootBeds(net, around.roots, scale)
    margin = _margin(scale, step_mm)
    edges = sheet_edges(net, around.before, margin, scale), beds.edges(net)
    net = snapped(net, *(np.concatenate(each) for each in zip(*edges, strict=True)))
    inner = sac_wall(net, filum_radius(column))
    least = inner + 6.0 * THINNEST_MM
    outer = np.maximum(canal_wall(net, inner, around.ground, around.canal, around.behind, scale), least)
    found = _hollows(net, beds, (inner, outer), around.before, scale, step_mm)
    halved = _halved(net, outer, found, scale)
    outer = np.maximum(drawn_in(outer, net.angle, halved), least)
    outside = two_level_net(halved)
    solid = [np.ones(len(outside.cells), bool), *(~each.ravel()[outside.cells] for each in found.absent)]
    outer = kept_off(net, (least, outer), outside.triangles[solid[-1]], around.ground, around.behind, scale)
    radii = inner, *in_order(inner, outer, found.radii), outer
    walls = [net.placed(each).reshape(-1, 3) for each in radii]
    return layered(walls, solid, outside.triangles, bordered_net(halved, net.sac_rings))


def _hollows(
    net: FatNet,
    beds: RootBeds,
    walls: tuple[Vector, Vector],
    ligaments: Sequence[Sheet],
    scale: float,
    step_mm: float,
) -> Hollows:
    """The hollows of roots and ligaments between the walls of the fat."""
    inner, outer = (each[:, : net.left.shape[1]] for each in walls)
    # What is drawn in longer steps turns more sharply from one to the next.
    met = met_sheets(net, (inner, outer), ligaments, _margin(scale, step_mm))
    ligament = met.whole(scale * _LIGAMENT_STEP / step_mm)
    first, second = (each.whole(scale * _ROOT_STEP_MM) for each in beds.met(net, outer))
    return hollows(walls, (ligament.and_(first), second), scale * _PAST_SHARE * step_mm, scale)


def _halved(net: FatNet, outer: Vector, found: Hollows, scale: float) -> Mask:
    """Coarse cells that are to be halved: at the edges of hollows, and where their chords miss a wall."""
    first, merged, second, open_ = found.absent
    halved = np.any([mixed(each) for each in found.absent], axis=0)
    shown = ~open_, first, first & ~merged, second & ~merged, second & ~open_
    begin, end, again, last = found.radii
    radii = outer, begin, -end, again, -last
    limits = _WALL_OFF_MM, *[_HOLLOW_OFF_MM] * 4
    for cells, radius, (beyond, within) in zip(shown, radii, limits, strict=True):
        halved |= cells[::2, ::2] & ill_told(radius, net.angle, scale * beyond, scale * within)
    return np.asarray(halved, bool)


def _margin(scale: float, step_mm: float) -> Margin:
    """The margin of the posterior longitudinal ligament: more where its chords and ours are longer."""
    return Margin(scale * _GAP_SHARE * step_mm, scale * max(_SIDE_SHARE * step_mm - _SIDE_LESS_MM, 0.1))


def _spokes(step_mm: float) -> int:
    """How many coarse spokes a ring has."""
    return 4 * int(np.clip(round(_SPOKES_MM / step_mm), *_SPOKES))


def roots_near(level: str, column: ColumnFrame) -> tuple[str, ...]:
    """The nerves whose roots run outside the sac within the fat of a level."""
    low, high = fat_span(level, column)
    line, beyond = canal_course(column).line, _ROOT_MM * scale_of(column.parameters)
    found = []
    for name in NERVES:
        way = nerve_way(name, column)
        s = np.append(line.coordinates(way.points)[:, 1], way.leave)
        if s.min() - beyond < high and s.max() + beyond > low:
            found.append(name)
    return tuple(found)


def fat_span(level: str, column: ColumnFrame) -> tuple[float, float]:
    """Lengths on the canal's line between which the fat of a level lies."""
    course, sac = canal_course(column), dural_sac(column)
    low, high = course.span(level)
    start = sac.start + 2.0 if level == FIRST_LEVEL else low
    return start, course.line.length - _END_MM * scale_of(column.parameters) if level == LAST_LEVEL else high
