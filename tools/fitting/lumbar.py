"""Fit the lumbar columns of `shape.csv` to real vertebrae, with the engine of `retia fit`.

Sizes stay within the spread of their rows, so that the built bone measures what was published, and a prior
holds every number near `lumbar_start.csv`, which runs on smoothly from level to level. Every number of the
column is written, those that may not move as they start.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from meshes.fitting.cloud import surface_cloud
from meshes.fitting.model import LevelModel, level_model
from meshes.fitting.rounds import Effort, Surface, shaped
from meshes.fitting.scan import scan_of
from meshes.fitting.similarity import Similarity
from meshes.surface.formats.reading import read_mesh
from meshes.surface.nearness import Nearness
from tools.fitting.lumbar_limits import table_limit
from tools.fitting.shape_table import write_column

LEVELS = ("L1", "L2", "L3", "L4", "L5")
WEIGHTS = {"ssm87_mean": 1.0, "vhp_lss": 0.6}
"""How much each reference counts, by its folder; a level has those it finds."""

SCALES = (0.903, 1.12)
"""Least and largest size of the built bone over a real one: each is to be of the size of the others."""

EFFORT = Effort(rounds=4, steps=8, own_points=1500, prior=0.3)
_POINTS = 1500


def refit(references: Path, level: str) -> None:
    """Fit one level and write its column."""
    model = _model(level)
    surfaces = [_surface(path, weight) for path, weight in _paths(references, level)]
    found = shaped(model, surfaces, EFFORT, lambda done, total: print(f"{level}: round {done} of {total}"))
    write_column("shape.csv", level, {name: found.numbers[name] for name in _start(level)})


def _paths(references: Path, level: str) -> list[tuple[Path, float]]:
    found = [(references / folder / f"{level}.vtp", weight) for folder, weight in WEIGHTS.items()]
    return [(path, weight) for path, weight in found if path.exists()]


def _surface(path: Path, weight: float) -> Surface:
    scan = scan_of(read_mesh(path), 130.0, 1.0, None)
    distance = Nearness(scan.mesh)
    place = Similarity(0.93, np.eye(3), np.zeros(3))
    return Surface(surface_cloud(scan.mesh, distance, _POINTS), distance, place, weight, SCALES)


def _model(level: str) -> LevelModel:
    start = _start(level)
    limits = {name: found for name in start if (found := table_limit(level, name, start[name]))}
    return replace(level_model(level), start={**level_model(level).start, **start}, limits=limits)


def _start(level: str) -> Mapping[str, float]:
    with Path(__file__).with_name("lumbar_start.csv").open(newline="", encoding="utf-8") as stream:
        return {row["name"]: float(row[level]) for row in csv.DictReader(stream)}
