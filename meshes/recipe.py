"""What is to be built: levels, detail, seed and parameters. Equal recipes give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from meshes.anatomy.levels import BUILT_LEVELS
from meshes.detail import Detail


class NotDrawn(ValueError):
    """A vein that was asked for and is not there: its person lacks it, or a column of few levels does, since
    what it drains into or runs along is missing.
    """


@dataclass(frozen=True)
class Recipe:
    """One person at one detail.

    Parameters
    ----------
    levels : tuple of str
        Levels that exist, from above downwards. Showing fewer is the viewer's business: the veins of a level
        stay the same whatever part of the column is looked at.
    detail : Detail
        Grid steps.
    seed : int
        Chooses the individual course of the veins.
    parameters : mapping of str to float
        Parameters that differ from the tables, by name.
    """

    levels: tuple[str, ...] = BUILT_LEVELS
    detail: Detail = Detail.NORMAL
    seed: int = 1
    parameters: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "levels", tuple(self.levels))
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))
