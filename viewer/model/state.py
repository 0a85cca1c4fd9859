"""Everything the user can change, in one frozen value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from viewer.model.look import Look
from viewer.model.measure import Measurement
from viewer.model.overlays import Overlays
from viewer.model.route import RouteStep
from viewer.model.section import Section
from viewer.model.viewpoint import NAMED_VIEWS, Viewpoint


@dataclass(frozen=True)
class SceneState:
    """One moment of the atlas; undo is a stack of these.

    Parameters
    ----------
    looks
        How each structure is drawn, by id; every structure of the catalogue has one.
    levels
        First and last level shown, cranial to caudal.
    selection
        Selected ids in the order they were chosen.
    set_aside
        Ids that "hide selection" and "isolate" took away and "restore" brings back.
    route
        The venous way traced last, step by step; its structures were selected then.
    viewpoint, section, overlays, palette
        Where the eye is, what is cut, what lies over the picture, which colours groups have.
    parameters, seed
        Which individual is shown: parameters that differ from the tables, by name (see
        `meshes.anatomy.parameters`), and the seed of the variation.
    explosion
        How far the column is taken apart, 0 to 1.
    measurements
        Distances and angles the user took, in that order.
    """

    looks: Mapping[str, Look]
    levels: tuple[str, str]
    selection: tuple[str, ...] = ()
    set_aside: frozenset[str] = frozenset()
    route: tuple[RouteStep, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    viewpoint: Viewpoint = NAMED_VIEWS["oblique"]
    section: Section | None = None
    overlays: Overlays = field(default_factory=Overlays)
    palette: str = "atlas"
    parameters: Mapping[str, float] = field(default_factory=dict)
    seed: int = 1
    explosion: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "looks", MappingProxyType(dict(self.looks)))
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))

    def with_looks(self, ids: Iterable[str], **changes: object) -> SceneState:
        """The state with some fields of the looks of `ids` replaced."""
        looks = dict(self.looks)
        for structure_id in ids:
            looks[structure_id] = replace(looks[structure_id], **changes)  # type: ignore[arg-type]
        return replace(self, looks=looks)
