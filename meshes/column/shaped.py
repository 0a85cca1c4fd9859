"""The shapes of the tables as the user's parameters change them: where every bone gets its shape from."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from meshes.column.cervical_shape import CervicalShape
from meshes.column.parameters import WAIST, Parameters, ratio_of
from meshes.column.shape import VertebraShape, load_shapes
from meshes.column.shape_numbers import tabled


def trunk_shape(level: str, parameters: Parameters) -> VertebraShape:
    """The shape of a thoracic or lumbar vertebra."""
    return _trunk_shape(level, ratio_of(WAIST, parameters))


def neck_shape(level: str, parameters: Parameters) -> CervicalShape:
    """The shape of C3 to C7."""
    shape, waist = tabled(CervicalShape, "cervical_shape.csv", level), ratio_of(WAIST, parameters)
    if waist == 1.0:
        return shape
    body = shape.body
    drawn = {name: waist * getattr(body, name) for name in ("waist_side", "waist_front", "waist_back")}
    return replace(shape, body=replace(body, **drawn))


@lru_cache(maxsize=64)
def _trunk_shape(level: str, waist: float) -> VertebraShape:
    shape = load_shapes()[level]
    if waist == 1.0:
        return shape
    names = ("body.waist_side", "body.waist_front")
    return shape.changed({name: waist * shape.flat()[name] for name in names})
