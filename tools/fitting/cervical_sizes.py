"""What a fit of a cervical bone must keep besides the reference: sizes, whole foramina, its frame."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from meshes.anatomy.measures import load_measures
from meshes.geometry.axes import Vector
from meshes.sdf.solid import Solid
from tools.fitting.rays import crossings

WEIGHT = 6.0
"""Residual a mm by which a size leaves its band."""

BAND = {"SPL": 0.06}
"""Share of a row by which a size may differ from it, 0.08 unless told here."""

_RIGHT, _BACK, _UP = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
_LEFT, _FRONT, _DOWN = (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, -1.0)


def wishes(level: str, solid: Solid, numbers: Mapping[str, float]) -> Vector:
    """Residuals of everything a fitted bone of this level must keep; zeros where it does."""
    if level == "C1":
        return np.concatenate([_ring(solid, numbers, range(0, 360, 45)), _atlas(solid)])
    if level == "C2":
        return _axis(solid)
    row = {name: load_measures().value(level, name) for name in (*_TYPICAL, "SCD")}
    found = typical_sizes(solid, row["VBHp"] / 2, row["SCD"])
    off = [WEIGHT * row[n] * max(abs(min(found[n] / row[n], 2) - 1) - BAND.get(n, 0.08), 0) for n in _TYPICAL]
    gauge = _frame(solid) if level == "C7" else np.zeros(0)
    ring = _ring(solid, numbers, (0, -35, -70, -105, 35))
    return np.concatenate([gauge, ring, _lamina(solid, numbers), off])


_TYPICAL = ("EPDu", "EPDl", "VBHp", "EPWl", "EPWu", "SCW", "TPW", "SPL")


def typical_sizes(solid: Solid, half_height: float, canal_depth: float) -> dict[str, float]:
    """Sizes of a typical cervical vertebra by their names in ``vertebrae.csv``, mm."""
    h = half_height
    depths = _pairs(solid, [(0, -7, z) for z in (0.6 * h, 0.78 * h, -0.45 * h, -0.7 * h)], _FRONT, _BACK)
    heights = _pairs(solid, [(0, y, 0) for y in (-1.3, -0.4, 0.5)], _UP, _DOWN)
    lower = _reach(solid, [(0, y, -0.6 * h) for y in (-3, -6, -9)], _RIGHT, 19.0)
    tops = _reach(solid, [(0, y, 0) for y in (-5, -7)], _UP, 19.0)
    unci = _reach(solid, [(0, y, top + 2.0) for y, top in zip((-5, -7), tops, strict=True)], _RIGHT, 19.0)
    canal = _reach(
        solid, [(0, f * canal_depth, z) for z in (-2, 0, 2, 4) for f in (0.12, 0.22, 0.32)], _RIGHT, 19.0
    )
    sides = [(36, y, z) for y in range(-8, 6, 2) for z in range(-6, 8, 2)]
    tips = [(x, 48, z) for x in (0.4, 3.5) for z in np.arange(-20, -2, 1.5)]
    spine = _reach(solid, tips, _FRONT, 30.0)
    return {
        "EPDu": depths[:2].max(),
        "EPDl": depths[2:].max(),
        "VBHp": heights.max() + 0.3,
        "EPWl": 2 * lower.max(),
        "EPWu": 2 * unci.mean(),
        "SCW": 2 * canal.reshape(4, 3).min(axis=0).max(),
        "TPW": 2 * (36 - _reach(solid, sides, _LEFT, 19.0).min()),
        "SPL": float(np.hypot(48 - spine.min(), tips[int(spine.argmin())][2] - h)),
    }


def _axis(solid: Solid) -> Vector:
    depths = _pairs(solid, [(0, -7, z) for z in (-4.0, -2.0, -0.5)], _BACK, _FRONT)
    width = 2 * _reach(solid, [(0, y, -3) for y in (-6, -9)], _RIGHT, 24.0).max()
    canal = 2 * _reach(solid, [(0, y, 1) for y in (4, 6, 8, 10, 12)], _RIGHT, 24.0).max()
    deep = _pairs(solid, [(0, 8, 0)], _BACK, _FRONT, from_inside=False)[0]
    bands = [*((d, "EPDl") for d in depths), (width, "EPWl"), (canal, "SCW"), (deep, "SCD")]
    return np.array([_outside("C2", name, found) for found, name in bands])


def _atlas(solid: Solid) -> Vector:
    width = 2 * _reach(solid, [(0, y, -1) for y in range(14, 24)], _RIGHT, 24.0).max()
    depth = _pairs(solid, [(0, 15, 0)], _BACK, _FRONT, from_inside=False)[0]
    return np.array([_outside("C1", "SCW", width), _outside("C1", "SCD", depth)])


def _outside(level: str, name: str, found: float) -> float:
    row = load_measures().get(level, name)
    return WEIGHT * max(abs(found - row.value) - 0.85 * row.tolerance(), 0.0)


def _ring(solid: Solid, numbers: Mapping[str, float], turns_deg: range | tuple[int, ...]) -> Vector:
    """How far bone fails to stand 1 mm thick round the transverse foramen in each direction."""
    f = {name: numbers[f"foramen.{name}"] for name in ("x", "y", "half_x", "half_y", "lean_x", "lean_y")}
    turn, z = np.radians(turns_deg)[:, None], np.arange(-7.0, 9.0)[None]
    x = f["x"] + f["lean_x"] * z + (f["half_x"] + 1.4) * np.cos(turn)
    y = f["y"] + f["lean_y"] * z + (f["half_y"] + 1.4) * np.sin(turn)
    value = solid(np.stack([x, y, z + 0 * x], axis=-1).reshape(-1, 3)).reshape(x.shape)
    return 4 * np.maximum(value.min(axis=1) + 1.0, 0.0)


def _lamina(solid: Solid, numbers: Mapping[str, float]) -> Vector:
    """How far the lamina fails to be 1.6 mm thick, from the pillar to the spinous process."""
    ends = [(numbers[f"lamina.{end}_x"], numbers[f"lamina.{end}_z"]) for end in ("end", "start")]
    x = np.arange(1.0, 12.0, 2.0)[:, None, None]
    z = np.interp(x, *np.array(sorted(ends)).T) + np.array([-2.0, 0.0, 1.5])[None, :, None]
    y = np.arange(5.0, 24.0, 0.7)[None, None, :]
    grid = np.stack(np.broadcast_arrays(x, y, z), axis=-1)
    value = solid(grid.reshape(-1, 3)).reshape(grid.shape[:-1])
    return 4 * np.maximum(value.min(axis=2) + 0.8, 0.0).ravel()


def _frame(solid: Solid) -> Vector:
    """Tilt, height and depth of the body against its own frame, for a reference that stands in another."""
    rays = [(0, -2, 0), (0, -11, 0)]
    up, down = (_reach(solid, rays, way, 20.0, True) for way in (_UP, _DOWN))
    wall = _reach(solid, [(0, -7, 0)], _BACK, 20.0, True)[0]
    tilt = (up[0] - down[0]) - (up[1] - down[1])
    return np.array([2 * tilt, 2 * (up[0] - down[0]), 4 * (wall - 7)])


def _pairs(
    solid: Solid,
    starts: list[tuple[float, ...]],
    one: tuple[float, ...],
    other: tuple[float, ...],
    from_inside: bool = True,
) -> Vector:
    """Distance between the surfaces on both sides of each place."""
    return sum(_reach(solid, starts, way, 20.0, from_inside) for way in (one, other))  # type: ignore[return-value]


def _reach(
    solid: Solid,
    starts: list[tuple[float, ...]],
    direction: tuple[float, ...],
    length: float,
    from_inside: bool = False,
) -> Vector:
    places = np.array(starts, float)
    return crossings(solid, places, np.tile(np.array(direction), (len(places), 1)), length, from_inside)
