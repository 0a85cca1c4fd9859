"""Verbs on what is chosen, pointed at and looked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from meshes.anatomy.levels import LEVELS
from viewer.model.change import Change, Kind
from viewer.model.look import FADED_OPACITY
from viewer.model.route import RouteStep
from viewer.model.selection import extended, selected
from viewer.model.verbs.stage import Stage
from viewer.model.visibility import levels_of


class ChoosingVerbs(Stage):
    """Selects structures, and lights those that are meant."""

    def select(self, ids: Iterable[str], extend: bool = False) -> None:
        """Choose `ids`; with `extend` they join the selection, or leave it if they were in it."""
        ordered = selected(ids)
        self._known(ordered)
        now = extended(self._state.selection, ordered) if extend else ordered
        self._become(replace(self._state, selection=now), "Select" if now else "Deselect")

    def show_route(self, route: tuple[RouteStep, ...]) -> None:
        """Light up a venous way: its structures solid and selected in order, all else faded.

        Levels that the way passes come into sight.
        """
        ids = selected(step.id for step in route)
        named = self._known(ids)
        faded = self._state.with_looks(frozenset(self._state.looks) - named, opacity=FADED_OPACITY)
        lit = faded.with_looks(named, opacity=1.0, visible=True)
        passed = [LEVELS.index(level) for key in ids if (level := self._catalogue.structures[key].level)]
        span = sorted([*passed, *map(LEVELS.index, self._state.levels)])
        levels = (LEVELS[span[0]], LEVELS[span[-1]])
        self._become(replace(lit, route=route, selection=ids, levels=levels), "Trace route")

    def hover(self, structure_id: str | None) -> None:
        """Say what is under the pointer; makes no undo step."""
        if structure_id == self._hovered:
            return
        self._known([structure_id] if structure_id else [])
        ids = frozenset(key for key in (structure_id, self._hovered) if key)
        self._hovered = structure_id
        self.changed.emit(Change(frozenset({Kind.HOVER}), ids, "Hover"))

    def light(self, ids: Iterable[str]) -> None:
        """Light structures as pointing at them does, until other ones are; makes no undo step."""
        named = self._known(ids)
        if named != self._lit:
            changed, self._lit = named ^ self._lit, named
            self.changed.emit(Change(frozenset({Kind.HOVER}), changed, "Search"))

    def reveal(self, ids: Iterable[str], verb: str = "Find") -> None:
        """Select structures and bring them into sight: switched on, and within the level range."""
        ordered = selected(ids)
        named = self._known(ordered)
        known = self._catalogue.structures
        levels = [LEVELS.index(level) for key in named for level in levels_of(known[key])]
        levels += [LEVELS.index(level) for level in self._state.levels]
        after = self._state.with_looks(named, visible=True)
        after = replace(
            after,
            levels=(LEVELS[min(levels)], LEVELS[max(levels)]),
            selection=ordered,
            set_aside=after.set_aside - named,
        )
        self._become(after, verb)
