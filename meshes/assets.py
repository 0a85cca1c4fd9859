"""Where the data files lie: tables, figures, palettes, icons."""

from pathlib import Path

import meshes

ASSETS = Path(meshes.__file__).resolve().parent.parent / "assets"
"""The data folder; beside the packages in a checkout and in an installed wheel alike."""


class MissingAsset(FileNotFoundError):
    """A data file that belongs to Retia is not where it should be: the installation is incomplete."""


def asset(*parts: str) -> Path:
    """The path of one data file or folder, by its parts below ``assets/``.

    Parameters
    ----------
    *parts
        Path components, e.g. ``asset("anatomy", "structures.csv")``.

    Raises
    ------
    MissingAsset
        When nothing is there.
    """
    path = ASSETS.joinpath(*parts)
    if not path.exists():
        raise MissingAsset(f"Retia's own file {'/'.join(parts)} is missing; install Retia again ({path})")
    return path
