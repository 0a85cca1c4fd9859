"""Along the veins from what is chosen: the way to another vein, and the next one on either side."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject

from viewer.model.scene import Scene
from viewer.model.vessel import next_along
from viewer.qt.veins.route_finder import RouteFinder, Tracer
from viewer.qt.veins.vessel_reading import VesselReading


class Ways:
    """Traces ways between chosen veins and follows veins up and down.

    Parameters
    ----------
    scene
        Whose selection is meant.
    tracer
        Finds the way between two veins, in a thread of its own; without one none can be traced.
    vessels
        What is known of the veins' neighbours.
    tell, tell_fault
        Told in a sentence what is looked for, or why nothing was found.
    parent
        What the search belongs to.
    """

    def __init__(
        self,
        scene: Scene,
        tracer: Tracer | None,
        vessels: VesselReading,
        tell: Callable[[str], None],
        tell_fault: Callable[[str, BaseException], None],
        parent: QObject,
    ) -> None:
        self._scene, self._vessels, self._tell = scene, vessels, tell
        self._at: str | None = None
        """The vein that keys led to last."""
        self._came: list[tuple[str, bool]] = []
        """The veins they led from, and whether downstream."""
        self._finder = None if tracer is None else RouteFinder(tracer, parent)
        if self._finder is not None:
            self._finder.found.connect(scene.show_route)
            self._finder.failed.connect(lambda fault: tell_fault("No route", fault))

    def can_trace(self, scene: Scene) -> bool:
        """Whether two veins are chosen and ways can be looked for."""
        chosen = [scene.catalogue.structures[key].kind for key in scene.state.selection]
        return self._finder is not None and len(chosen) > 1 and chosen[0] == chosen[-1] == "vein"

    def trace(self) -> None:
        """Look for the way from the first to the last chosen vein and light it up."""
        if self._finder is not None and self.can_trace(self._scene):
            chosen = self._scene.state.selection
            self._finder.start(chosen[0], chosen[-1])
            self._tell("Looking for the way between the chosen veins …")

    def next_vein(self, is_downstream: bool) -> str | None:
        """The vein one comes to from the one chosen last; ``None`` as long as none is known.

        The way one has come leads back; elsewhere it is the widest that joins.
        """
        came_from = self._came[-1] if self._is_under_way() else None
        if came_from is not None and came_from[1] != is_downstream:
            return came_from[0]
        return next_along(self._vessels.facts, self._chosen(), is_downstream)

    def follow(self, is_downstream: bool) -> None:
        """Choose the next vein towards the venae cavae, or away from them."""
        found, chosen = self.next_vein(is_downstream), self._chosen()
        if found is None or chosen is None:
            return
        if not self._is_under_way():
            self._came.clear()
        if self._came and self._came[-1] == (found, not is_downstream):
            self._came.pop()
        else:
            self._came.append((chosen, is_downstream))
        self._at = found
        self._scene.reveal([found], "Follow the vein")

    def _chosen(self) -> str | None:
        """What was chosen last."""
        return self._scene.state.selection[-1] if self._scene.state.selection else None

    def _is_under_way(self) -> bool:
        """Whether one stands where the keys led, in veins there still are."""
        facts = self._vessels.facts
        return bool(self._came) and self._chosen() == self._at and self._came[-1][0] in facts

    def close(self) -> None:
        """Forget what is being looked for."""
        if self._finder is not None:
            self._finder.close()
