"""Verbs on what is seen of the space: levels, eye, cuts, and what lies over the picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from meshes.anatomy.levels import LEVELS, require_level
from viewer.model.measure import Measurement
from viewer.model.overlays import Overlays
from viewer.model.pin import Pin
from viewer.model.section import Section
from viewer.model.section_box import SectionBox
from viewer.model.verbs.stage import Stage
from viewer.model.viewpoint import NAMED_VIEWS, Viewpoint
from viewer.model.visibility import is_in_range


class SpaceVerbs(Stage):
    """Moves the eye, cuts the column open, and lays things over it."""

    def set_levels(self, first: str, last: str, is_drag: bool = False) -> None:
        """Show the levels from one to another, in either order; what goes out of sight leaves the selection.

        Raises UnknownLevel.
        """
        upper, lower = sorted((require_level(first), require_level(last)), key=LEVELS.index)
        chosen, known = self._state.selection, self._catalogue.structures
        kept = tuple(key for key in chosen if is_in_range(known[key], (upper, lower)))
        after = replace(self._state, levels=(upper, lower), selection=kept)
        self._become(after, "Levels", "levels" if is_drag else None)

    def set_viewpoint(self, viewpoint: Viewpoint, is_drag: bool = False, verb: str = "Turn the view") -> None:
        """Move the eye."""
        after = replace(self._state, viewpoint=viewpoint)
        self._become(after, verb, ("viewpoint", verb) if is_drag else None)

    def look_at(self, viewpoint: Viewpoint, verb: str = "Frame the selection") -> None:
        """Come close to what the viewpoint frames."""
        self._become(replace(self._state, viewpoint=viewpoint), verb)

    def view_from(self, name: str) -> None:
        """Frame everything shown from a standard side, keeping the projection. Raises KeyError."""
        view = replace(NAMED_VIEWS[name], is_parallel=self._state.viewpoint.is_parallel)
        self._become(replace(self._state, viewpoint=view), f"{name.capitalize()} view", frames=True)

    def frame_all(self) -> None:
        """Frame everything shown without turning."""
        view = replace(self._state.viewpoint.fitted(), zoom=1.0)
        self._become(replace(self._state, viewpoint=view), "Frame everything", frames=True)

    def set_section(self, section: Section | None, is_drag: bool = False) -> None:
        """Cut the column open, or close it with ``None``."""
        verb = "Section" if section else "Section off"
        self._become(replace(self._state, section=section), verb, "section" if is_drag else None)

    def set_box(self, box: SectionBox | None, is_drag: bool = False) -> None:
        """Show only what lies in a box, or all again with ``None``."""
        verb = "Section box" if box else "Section box off"
        self._become(replace(self._state, box=box), verb, "box" if is_drag else None)

    def explode(self, amount: float, is_drag: bool = False) -> None:
        """Take the column apart: 0 together, 1 wholly apart; values beyond are cut off."""
        wanted = min(max(round(float(amount), 3), 0.0), 1.0)
        verb = "Take apart" if wanted else "Put together"
        self._become(replace(self._state, explosion=wanted), verb, "explosion" if is_drag else None)

    def add_measurement(self, measured: Measurement) -> None:
        """Keep a distance, an angle or a length along veins in the picture. Raises ValueError on too many."""
        after = replace(self._state, measurements=(*self._state.measurements, measured))
        self._become(after, f"Measure {measured.name}")

    def clear_measurements(self) -> None:
        """Take all measurements away."""
        self._become(replace(self._state, measurements=()), "Clear measurements")

    def set_pins(self, pins: Iterable[Pin], verb: str, is_drag: bool = False) -> None:
        """Have other notes. Raises ValueError on too many, KeyError on one at an unknown structure."""
        kept = tuple(pins)
        self._known(pin.structure for pin in kept if pin.structure)
        self._become(replace(self._state, pins=kept), verb, "pins" if is_drag else None)

    def set_overlays(self, overlays: Overlays) -> None:
        """Choose what lies over the picture."""
        is_labels = self._state.overlays.labels != overlays.labels
        self._become(replace(self._state, overlays=overlays), "Labels" if is_labels else "Overlays")
