"""One typical vertebra, T1 to L5, as a solid in its own frame."""

from __future__ import annotations

from dataclasses import replace

from meshes.bones.costal_facets import rib_seats
from meshes.bones.processes import knob, spinous_process, tubercle
from meshes.bones.vertebral_arch import PedicleMeasures, canal, pedicle, plate
from meshes.bones.vertebral_body import flush, vertebral_body
from meshes.column.landmarks.body_form import body_form
from meshes.column.landmarks.size import VertebraSize, size_of
from meshes.column.landmarks.vertebra import VertebraLandmarks
from meshes.column.shapes.shape import VertebraShape
from meshes.sdf.blend import smooth_union, subtract
from meshes.sdf.solid import Solid
from meshes.sdf.warp import folded

PEDICLE_ISTHMUS_Y = 5.0
"""How far behind the posterior wall a pedicle is narrowest, mm."""

CANAL_EDGE_MM = 2.0
"""Rounding of the edge between the canal and the rest of the arch."""

BREADTH = {"lamina": (0.0, 0.0, 1.0), "inferior": (1.0, 0.0, 0.0), "superior": (0.0, 1.0, 0.0)}
"""Direction of a plate's breadth before its roll."""

_SEAT_EDGE_MM = 0.3
"""Rounding of the rims of the facets for ribs."""


def vertebra(landmarks: VertebraLandmarks, shape: VertebraShape) -> Solid:
    """The bone of one level before its basivertebral foramina are cut.

    Parameters
    ----------
    landmarks : VertebraLandmarks
        Its size and the places it shares with the veins.
    shape : VertebraShape
        Its form beyond them.
    """
    return sized_vertebra(size_of(landmarks), shape)


def sized_vertebra(size: VertebraSize, shape: VertebraShape) -> Solid:
    """The bone from its measures and its shape, without a basivertebral foramen."""
    form = body_form(size, shape)
    bone = flush(smooth_union(vertebral_body(form), (_left_arch(size, shape), shape.pedicle.melt)), form)
    seats = [seat.hollow() for seat in rib_seats(bone, size, form, shape)]
    return folded(subtract(bone, *seats, radius_mm=_SEAT_EDGE_MM))


def arch_solid(landmarks: VertebraLandmarks, shape: VertebraShape) -> Solid:
    """The bone without its body: what a neighbour can touch."""
    return folded(_left_arch(size_of(landmarks), shape))


def arch(size: VertebraSize, shape: VertebraShape) -> Solid:
    """The left half of everything behind the body, and the spinous process, its canal not yet cut."""
    tip, accessory = shape.transverse, shape.accessory
    small = [(tubercle(accessory), accessory.melt)] if accessory.size > 0 else []
    return smooth_union(
        pedicle(pedicle_measures(size, shape), shape.pedicle),
        (plate(shape.lamina, BREADTH["lamina"]), shape.lamina.melt),
        (plate(shape.inferior, BREADTH["inferior"]), shape.inferior.melt),
        (plate(shape.superior, BREADTH["superior"]), shape.superior.melt),
        (transverse_process(size, shape), tip.melt),
        (knob(shape.mammillary), shape.mammillary.melt),
        *small,
        (spinous_process(shape.spinous), shape.spinous.melt),
    )


def pedicle_measures(size: VertebraSize, shape: VertebraShape) -> PedicleMeasures:
    """The isthmus of the left pedicle: its medial wall is the side of the canal."""
    x = (size.canal_width + size.pedicle_width) / 2
    reach = shape.pedicle.reach
    t = (PEDICLE_ISTHMUS_Y + reach) / (shape.pedicle.back_y + reach)
    z = shape.pedicle.front_z + (shape.pedicle.back_z - shape.pedicle.front_z) * t
    return PedicleMeasures((x, PEDICLE_ISTHMUS_Y, z), size.pedicle_width / 2, size.pedicle_height / 2)


def _left_arch(size: VertebraSize, shape: VertebraShape) -> Solid:
    return subtract(arch(size, shape), canal_space(size, shape), radius_mm=CANAL_EDGE_MM)


def canal_space(size: VertebraSize, shape: VertebraShape) -> Solid:
    """The vertebral canal, to be cut out of the arch."""
    return canal(size.canal_width / 2, size.canal_depth, shape.canal, 45.0)


def transverse_process(size: VertebraSize, shape: VertebraShape) -> Solid:
    """The transverse process; its row tells the end's x as the distance beyond the measured half span."""
    end_x = size.transverse_span / 2 + shape.transverse.end_x
    return plate(replace(shape.transverse, end_x=end_x), (0.0, 0.0, 1.0))
