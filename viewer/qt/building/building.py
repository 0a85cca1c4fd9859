"""Which structures to build next, and where they go once built."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from meshes.geometry.trimesh import TriMesh
from meshes.part import Part
from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.model.visibility import ids_in_range
from viewer.qt.building.build_status import BuildStatus
from viewer.qt.building.build_worker import BuildWorker
from viewer.qt.building.individuals import BuildSource, Individuals, individual_of
from viewer.render.scene_sync import SceneSync

DRAW_EVERY_S = 0.8
"""While what is shown comes in bit by bit, this often it is drawn."""

WAIT_MS = 150
"""A range pulled through several levels starts one build, not one for each."""


class Building(QObject):
    """Keeps what the scene shows built: what is shown first, then its levels, then all the others.

    When the scene turns to another individual, the surfaces of the one before stay until theirs arrive.
    """

    failed = pyqtSignal(object)
    arrived = pyqtSignal()
    """More is built and drawn."""

    def __init__(self, scene: Scene, sync: SceneSync, source: BuildSource, status: BuildStatus) -> None:
        super().__init__(status)
        self._scene, self._sync, self._status = scene, sync, status
        self.meshes: dict[str, TriMesh] = {}
        self._asked: tuple[str, ...] = ()
        self._given_up: set[str] = set()
        self._outdated: frozenset[str] = frozenset()
        self._has_arrived = False
        self._drew_at = 0.0
        self._individuals = Individuals(source, scene.state)
        self._shown = individual_of(scene.state)
        self.worker = BuildWorker(self._individuals, self)
        self.worker.advanced.connect(status.advance)
        self.worker.built.connect(self._on_built)
        self.worker.failed.connect(self._on_failed)
        self.worker.ended.connect(self._on_ended)
        status.cancel.clicked.connect(self.worker.cancel)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self.start)

    def start(self) -> None:
        """Build what is not built yet, the most urgent first; a build under way goes on in that order."""
        order = build_order(self._scene, self._built_ids())
        if self.worker.is_running:
            self.worker.reorder(order)
            return
        self._asked = order
        self._has_arrived = False
        if self._asked:
            self._drew_at = perf_counter()
            self.worker.start(self._asked)
            self._status.begin(len(self._asked))

    def on_changed(self, change: Change) -> None:
        """Build what has come into sight, and all anew for another individual."""
        if Kind.INDIVIDUAL in change.kinds:
            self._turn_to_another()
            return
        if change.kinds & {Kind.LOOKS, Kind.LEVELS} and self._is_anything_missing():
            self._soon.start()

    def close(self) -> None:
        """Give up the build."""
        self._soon.stop()
        self.worker.close()

    @property
    def is_up_to_date(self) -> bool:
        """Whether all that is shown is of the scene's individual."""
        return not self._is_anything_missing()

    def _turn_to_another(self) -> None:
        self.worker.cancel()
        if individual_of(self._scene.state) != self._shown:
            self._shown = individual_of(self._scene.state)
            self._outdated = self._sync.ids
            self._given_up.clear()
            self._individuals.follow(self._scene.state)
        self._soon.start()

    def _built_ids(self) -> frozenset[str]:
        return self._sync.ids - self._outdated | self._given_up

    def _on_failed(self, fault: Exception) -> None:
        self.failed.emit(fault)
        # Parts come in the order asked for, so the first that is missing is the one at fault. The others
        # are built without it, unless nothing came at all: then the fault is no single structure's.
        culprit = next((key for key in self.worker.order if key not in self._built_ids()), None)
        if culprit is not None and self._has_arrived:
            self._given_up.add(culprit)
            self.start()

    def _is_anything_missing(self, arriving: Iterable[str] = ()) -> bool:
        return not self._built_ids().union(arriving).issuperset(self._scene.shown)

    def _on_built(self, parts: list[Part]) -> None:
        self._has_arrived = True
        meshes = {part.id: part.mesh for part in parts}
        self.meshes |= meshes
        self._outdated -= meshes.keys()
        now = perf_counter()
        # From the cache everything comes at once: one picture, not one for each helping.
        is_due = not self._is_anything_missing(meshes.keys()) or now - self._drew_at > DRAW_EVERY_S
        self._sync.add_all(meshes.items(), is_drawn=is_due)
        if is_due:
            self._drew_at = now
            self.arrived.emit()

    def _on_ended(self, is_complete: bool) -> None:
        if is_complete:  # what did not come is not there: not everybody has every vein
            absent = [key for key in self._asked if key not in self._built_ids()]
            self._given_up.update(absent)
            self._sync.remove(absent)
            for key in absent:
                self.meshes.pop(key, None)
        self._sync.add_all(())
        self._status.end()
        if self._has_arrived:
            self.arrived.emit()


def build_order(scene: Scene, built: Iterable[str]) -> tuple[str, ...]:
    """Ids still to be built: those drawn now, the others of the range, those of other levels."""
    in_range = ids_in_range(scene.catalogue, scene.state.levels)
    nearest_first = (*scene.shown, *in_range, *scene.catalogue.structures)
    present = frozenset(built)
    return tuple(key for key in dict.fromkeys(nearest_first) if key not in present)
