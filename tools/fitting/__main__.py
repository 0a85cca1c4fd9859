"""Write fitted lumbar columns of the shape table anew: `python -m tools.fitting REFERENCES [LEVEL ...]`.

REFERENCES is a folder of folders of ``LEVEL.vtp`` in the frame of the bones. The same references give the
same column. That of L1 is this command's; those of L2 to L5 are where the fits named so begin, and may be
fitted further. Afterwards `tools.fitting.landmarks` reads the places the veins need off the built bones.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.fitting.lumbar import refit


def main() -> None:
    """Read the command line, fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("references", type=Path)
    parser.add_argument("levels", nargs="*", default=["L1"], metavar="LEVEL")
    chosen = parser.parse_args()
    for level in chosen.levels:
        refit(chosen.references, level)


if __name__ == "__main__":
    main()
