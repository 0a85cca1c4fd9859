"""Read the places of lumbar landmarks off the built bones and write them into `vertebrae.csv`.

    python -m tools.fitting.landmarks [LEVEL ...]

Of thoracic levels only the tip of the spinous process is read. A level's superior facets lie against the
level above: after a fit, name the one below too.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.assets import asset
from meshes.column.frame import column_frame
from meshes.fitting.places import bone_places, spinous_places

LUMBAR = tuple(level for level in TRUNK_LEVELS if level.startswith("L"))
NOTE = "read off the built bone"


def write(levels: Sequence[str]) -> None:
    """Write the rows of some levels."""
    column = column_frame()
    found = {level: spinous_places(level, column) for level in levels}
    for level in (each for each in levels if each in LUMBAR):
        found[level] |= bone_places(level, column)
    path = asset("anatomy", "vertebrae.csv")
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    heading = rows[0]
    for row in rows[1:]:
        value = found.get(row[0], {}).get(row[1])
        if value is not None:
            row[heading.index("value")] = f"{value:.2f}"
            row[heading.index("note")] = NOTE
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    for level, places in found.items():
        print(level, {name: round(float(value), 1) for name, value in places.items()})


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("levels", nargs="*", default=TRUNK_LEVELS, metavar="LEVEL")
    chosen = parser.parse_args()
    if unknown := [level for level in chosen.levels if level not in TRUNK_LEVELS]:
        parser.error(f"{unknown[0]} is no thoracic or lumbar level")
    write(chosen.levels)


if __name__ == "__main__":
    main()
