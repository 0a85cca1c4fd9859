"""Fit the lumbar columns of `shape.csv` to real vertebrae, with the engine of `retia fit`.

Sizes stay within the spread of their rows, so that the built bone measures what was published, and a prior
holds every number near `lumbar_start.csv`; the start of L1 is that of L2 but for three numbers,
so that the shape runs on smoothly.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from meshes.fitting.cloud import surface_cloud
from meshes.fitting.model import MEASURE, LevelModel, level_model
from meshes.fitting.rounds import Effort, Surface, shaped
from meshes.fitting.scan import scan_of
from meshes.fitting.similarity import Similarity
from meshes.surface.formats.reading import read_mesh
from meshes.surface.nearness import Nearness
from tools.fitting.lumbar_limits import FIXED, limit
from tools.fitting.shape_table import write_column

LEVELS = ("L1", "L2", "L3", "L4", "L5")
WEIGHTS = {"ssm87_mean": 1.0, "vhp_lss": 0.6}
"""How much each reference counts, by its folder; a level has those it finds."""

EFFORT = Effort(rounds=4, steps=8, own_points=1500, prior=0.2)
_POINTS = 1500


def refit(references: Path, level: str) -> None:
    """Fit one level and write its column."""
    model = _model(level)
    surfaces = [_surface(path, weight) for path, weight in _paths(references, level)]
    found = shaped(model, surfaces, EFFORT, lambda done, total: print(f"{level}: round {done} of {total}"))
    write_column(level, {name: found.numbers[name] for name in model.limits})


def _paths(references: Path, level: str) -> list[tuple[Path, float]]:
    found = [(references / folder / f"{level}.vtp", weight) for folder, weight in WEIGHTS.items()]
    return [(path, weight) for path, weight in found if path.exists()]


def _surface(path: Path, weight: float) -> Surface:
    scan = scan_of(read_mesh(path), 130.0, 1.0, None)
    distance = Nearness(scan.mesh)
    place = Similarity(0.94, np.eye(3), np.zeros(3))
    return Surface(surface_cloud(scan.mesh, distance, _POINTS), distance, place, weight)


def _model(level: str) -> LevelModel:
    model = level_model(level)
    start = {**model.start, **_start(level)}
    names = [name for name in _start(level) if name not in FIXED and not name.startswith("costal.")]
    limits = {name: limit(level, name, start[name]).holding(start[name]) for name in names}
    assert not any(name.startswith(MEASURE) for name in limits)
    return replace(model, start=start, limits=limits)


def _start(level: str) -> Mapping[str, float]:
    with Path(__file__).with_name("lumbar_start.csv").open(newline="", encoding="utf-8") as stream:
        return {row["name"]: float(row[level]) for row in csv.DictReader(stream)}
