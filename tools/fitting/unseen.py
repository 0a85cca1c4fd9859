"""How near the free numbers of a level come to a real vertebra that its table never saw.

    python -m tools.fitting.unseen REFERENCES [LEVEL ...]

REFERENCES is a folder of folders, one a person, of ``LEVEL.vtp``. For each level the tables of shapes are
copied with its column replaced by the mean of its neighbours' (at the end of a table, by its one
neighbour's); with these tables, in a process of its own, `meshes.fitting` fits the level to each person's
bone. Printed are the mean and the 95th percentile of what is left, mm, the size found, the processor's
seconds, and what the fit itself holds against its result. Published measures stay: no reference is in them.
C1 and C2 have no neighbour of their kind.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import meshes.assets
from meshes.assets import asset
from meshes.column.shapes.level_shape import SHAPED_LEVELS
from meshes.fitting.fit import fit
from meshes.surface.formats.reading import read_mesh

LEVELS = tuple(level for level in SHAPED_LEVELS if level not in ("C1", "C2"))
"""Levels whose table has neighbours."""

_TABLES = ("cervical_shape.csv", "shape.csv")
_HEAD = "person             level  mean  95 %   size  seconds"


def without(table: Path, level: str) -> None:
    """Replace a level's column of a table of shapes by the mean of its neighbours'.

    Raises
    ------
    KeyError
        If the table has no such column.
    """
    with table.open(newline="", encoding="utf-8") as stream:
        heading, *rows = list(csv.reader(stream))
    columns = [at for at, name in enumerate(heading) if name in SHAPED_LEVELS]
    if level not in heading:
        raise KeyError(level)
    at = heading.index(level)
    beside = [each for each in (at - 1, at + 1) if each in columns]
    for row in rows:
        row[at] = f"{sum(float(row[each]) for each in beside) / len(beside):.6g}"
    with table.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerows([heading, *rows])


def trial(path: Path, level: str) -> str:
    """One row: a fit with the tables as they are now."""
    began = time.process_time()
    found = fit(read_mesh(path), level, 1.0, must_trust=False)
    seconds, left = time.process_time() - began, found.residuals
    said = f"{left.mean:5.2f} {left.p95:5.2f} {found.scale:6.3f} {seconds:8.1f}"
    row = f"{path.parent.name:18s} {level:5s} {said}"
    return "  ".join([row, *found.faults])


def tried_apart(references: Path, level: str) -> None:
    """Print a level's rows, made by a process that has only the tables without it."""
    paths = sorted(references.glob(f"*/{level}.vtp"))
    if not paths:
        return
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "assets"
        shutil.copytree(asset(), tables)
        for name in _TABLES:
            if level in (tables / "anatomy" / name).read_text(encoding="utf-8").split("\n", 1)[0].split(","):
                without(tables / "anatomy" / name, level)
        command = [sys.executable, "-m", "tools.fitting.unseen", "--tables", str(tables)]
        subprocess.run([*command, str(references), level], check=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("references", type=Path)
    parser.add_argument("levels", nargs="*", default=LEVELS, metavar="LEVEL")
    parser.add_argument("--tables", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.tables:
        # Before any table is read: what is read once is kept.
        meshes.assets.ASSETS = chosen.tables
        for path in sorted(chosen.references.glob(f"*/{chosen.levels[0]}.vtp")):
            print(trial(path, chosen.levels[0]), flush=True)
        return
    if unknown := [level for level in chosen.levels if level not in LEVELS]:
        parser.error(f"{unknown[0]} has no neighbours of its kind in the tables; C3 to L5 have")
    print(_HEAD, flush=True)
    for level in chosen.levels:
        tried_apart(chosen.references, level)


if __name__ == "__main__":
    main()
