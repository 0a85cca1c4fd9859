"""The one thing that changes: a scene, and the verbs that change it."""

from __future__ import annotations

from dataclasses import replace

from meshes.anatomy.catalogue import Catalogue
from meshes.anatomy.levels import LEVELS
from viewer.model.figure import Figure
from viewer.model.look import Look
from viewer.model.state import NO_SCENES, KeptScene, SceneState, Shelf
from viewer.model.verbs.choosing import ChoosingVerbs
from viewer.model.verbs.individual import IndividualVerbs
from viewer.model.verbs.looks import LookVerbs
from viewer.model.verbs.space import SpaceVerbs


class Scene(LookVerbs, ChoosingVerbs, SpaceVerbs, IndividualVerbs):
    """The atlas as the user has arranged it.

    Every verb replaces the frozen :attr:`state`, makes one undo step and emits :attr:`changed` once; a verb
    that alters nothing does neither, but for those that frame the view, which tell so again. Verbs with
    ``is_drag`` make one step of a whole run (a slider pulled, a camera turned) until another verb or
    :meth:`end_drag`.

    Parameters
    ----------
    catalogue
        The structures there are.
    figure
        What to start with and to return to on :meth:`reset`; without one, everything is visible and solid.

    Raises
    ------
    KeyError
        By every verb that is given an id outside the catalogue.
    """

    def __init__(self, catalogue: Catalogue, figure: Figure | None = None) -> None:
        super().__init__(catalogue, figure.state(catalogue) if figure else _everything(catalogue))

    @classmethod
    def of_state(cls, catalogue: Catalogue, state: SceneState) -> Scene:
        """A scene that starts with a state, for instance with that of another scene."""
        scene = cls(catalogue)
        scene._start = scene._state = state
        return scene

    # -- whole states

    def apply(self, figure: Figure) -> None:
        """Show a figure, of the individual shown now unless the figure has its own.

        Raises UnknownName when the figure names a structure the catalogue lacks.
        """
        after = replace(figure.state(self._catalogue, self._state), shelf=self._state.shelf)
        self._become(after, f"Figure: {figure.title}", caption=figure.caption, frames=True)

    def become(self, state: SceneState, verb: str) -> None:
        """Show a whole state, as one step; its ids must be those of the catalogue."""
        self._known(state.looks)
        self._become(state, verb)

    def start_over(self, state: SceneState) -> None:
        """Begin anew with a state, which :meth:`reset` returns to from now on; nothing can be undone."""
        self._known(state.looks)
        self._start = state
        self._history.clear()
        self._tell(state, "Open")

    def reset(self) -> None:
        """Return to what the scene started with; kept scenes stay."""
        self._become(replace(self._start, shelf=self._state.shelf), "Reset", frames=True)

    def keep(self, name: str, thumbnail: str = "") -> None:
        """Keep the state under a name, in place of what had it. Raises ValueError on an impossible one."""
        kept = KeptScene(name, replace(self._state, shelf=NO_SCENES), thumbnail)
        self.set_shelf(self._state.shelf.with_scene(kept), "Keep scene")

    def go_to(self, index: int) -> None:
        """Show a kept scene. Raises IndexError."""
        kept = self._state.shelf.scenes[index]
        after = replace(kept.state, shelf=replace(self._state.shelf, at=index))
        self._become(after, f"Scene: {kept.name}", frames=True)

    def set_shelf(self, shelf: Shelf, verb: str) -> None:
        """Keep other scenes, or the same in another order or under other names."""
        self._become(replace(self._state, shelf=shelf), verb)

    def undo(self) -> None:
        """Take the last step back; nothing happens without one."""
        self._travel(self._history.undo, "Undo", self._history.undo_name)

    def redo(self) -> None:
        """Do the last undone step again; nothing happens without one."""
        self._travel(self._history.redo, "Redo", self._history.redo_name)

    def end_drag(self) -> None:
        """The user let go: the next verb is an undo step of its own."""
        self._history.end_drag()


def _everything(catalogue: Catalogue) -> SceneState:
    present = [structure.level for structure in catalogue.structures.values() if structure.level]
    ordered = sorted(set(present), key=LEVELS.index) or list(LEVELS)
    return SceneState({key: Look() for key in catalogue.structures}, (ordered[0], ordered[-1]))
