"""What the verbs of a scene stand on: the present state, its history, and one signal."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from psygnal import Signal

from meshes.anatomy.catalogue import Catalogue
from viewer.model.change import Change, Kind, difference
from viewer.model.history import History
from viewer.model.look import Look
from viewer.model.palette import Palette, load_palette
from viewer.model.state import SceneState
from viewer.model.visibility import is_drawn, shown_ids


class Stage:
    """A state that is replaced, never altered: questions about it, and the one way to replace it."""

    changed = Signal(Change)

    def __init__(self, catalogue: Catalogue, start: SceneState) -> None:
        self._catalogue = catalogue
        self._start = self._state = start
        self._history: History[SceneState] = History()
        self._shown: tuple[Mapping[str, Look], tuple[str, str], tuple[str, ...]] = ({}, ("", ""), ())
        self._hovered: str | None = None
        self._lit: frozenset[str] = frozenset()
        self._is_dark = False
        self._called = ""

    # -- questions

    @property
    def catalogue(self) -> Catalogue:
        """The structures there are."""
        return self._catalogue

    @property
    def state(self) -> SceneState:
        """Everything the user can change, as of now."""
        return self._state

    @property
    def hovered(self) -> str | None:
        """Id under the pointer; no part of the history."""
        return self._hovered

    @property
    def lit(self) -> frozenset[str]:
        """Ids that a search has lit; no part of the history."""
        return self._lit

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids that are drawn: switched on and within the level range."""
        looks, levels, shown = self._shown
        if looks is not self._state.looks or levels != self._state.levels:
            shown = shown_ids(self._catalogue, self._state)
            self._shown = self._state.looks, self._state.levels, shown
        return shown

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be seen: all is switched off, out of range or wholly clear."""
        return not any(is_drawn(self._catalogue, self._state, key) for key in self._state.looks)

    @property
    def undo_name(self) -> str | None:
        """What undo would take back, in words, or ``None``."""
        return self._history.undo_name

    @property
    def redo_name(self) -> str | None:
        """What redo would bring back, in words, or ``None``."""
        return self._history.redo_name

    @property
    def is_dark(self) -> bool:
        """Whether it is shown before a dark backdrop; no part of the history."""
        return self._is_dark

    @property
    def palette(self) -> Palette:
        """The state's palette as it is worn before the backdrop."""
        return load_palette(self._state.palette).before(self._is_dark)

    def colour(self, structure_id: str) -> str:
        """``#rrggbb`` in which a structure is drawn now."""
        own = self._state.looks[structure_id].colour
        return own or self.palette.colour(self._catalogue.structures[structure_id].group)

    def darken(self, is_dark: bool) -> None:
        """Be shown before a dark backdrop, or before a light one; makes no undo step."""
        if is_dark != self._is_dark:
            self._is_dark = is_dark
            self.changed.emit(Change(frozenset({Kind.PALETTE}), verb="Theme"))

    @contextmanager
    def called(self, name: str) -> Iterator[None]:
        """Within this context steps have a name of the caller's, who knows what was asked for.

        Within another such context, or with an empty name, nothing changes.
        """
        outer = self._called
        self._called = outer or name
        try:
            yield
        finally:
            self._called = outer

    # -- inside

    def _known(self, ids: Iterable[str]) -> frozenset[str]:
        named = frozenset(ids)
        strangers = named - self._catalogue.structures.keys()
        if strangers:
            raise KeyError(f"no structure {', '.join(sorted(strangers))} in the catalogue")
        return named

    def _become(
        self,
        after: SceneState,
        verb: str,
        drag: Hashable | None = None,
        caption: str = "",
        frames: bool = False,
    ) -> None:
        """Take a state; with `frames` a fitted viewpoint is told even where it is the same as before.

        What it was framed on may be gone: hidden, cut away or no longer boxed since.
        """
        before, verb = self._state, self._called or verb
        frames = frames and after.viewpoint.is_fitted
        if after != before:
            self._history.record(before, after, verb, drag)
        elif not frames:
            return
        self._tell(after, verb, caption, frozenset({Kind.VIEWPOINT}) if frames else frozenset())

    def _travel(self, step: Callable[[SceneState], SceneState | None], word: str, name: str | None) -> None:
        target = step(self._state)
        if target is not None:
            self._tell(target, f"{word} {name}")

    def _tell(
        self, after: SceneState, verb: str, caption: str = "", also: frozenset[Kind] = frozenset()
    ) -> None:
        before, self._state = self._state, after
        change = difference(before, after, verb)
        change = replace(change, kinds=change.kinds | also, caption=caption)
        gone = self._hovered
        if gone and not is_drawn(self._catalogue, after, gone):
            self._hovered = None
            change = replace(change, kinds=change.kinds | {Kind.HOVER}, ids=change.ids | {gone})
        self.changed.emit(change)
