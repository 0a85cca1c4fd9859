"""Fit columns of the shape tables to real vertebrae anew: `python -m tools.fitting REFERENCES [LEVEL ...]`.

REFERENCES is a folder of folders, one a person, of ``LEVEL.vtp`` in the frame of the bones; LEVEL is C1 to C7
or L1 to L5, L1 when left out. The same references give the same column, of a cervical level from the same
table. The column of L1 is this command's; those of L2 to L5 are where the fits named so begin, and may be
fitted further. Afterwards `tools.fitting.landmarks` reads the places the veins need off the built bones.
Thoracic levels have no reference and follow the rules of `tools.fitting.thoracic`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.fitting import cervical, lumbar


def main() -> None:
    """Read the command line, fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("references", type=Path)
    parser.add_argument("levels", nargs="*", default=["L1"], metavar="LEVEL")
    chosen = parser.parse_args()
    levels = (*cervical.LEVELS, *lumbar.LEVELS)
    if unknown := [level for level in chosen.levels if level not in levels]:
        parser.error(f"{unknown[0]} has no real bone to be fitted to; C1 to C7 and L1 to L5 have")
    for level in chosen.levels:
        owner = lumbar if level in lumbar.LEVELS else cervical
        owner.refit(chosen.references, level)


if __name__ == "__main__":
    main()
