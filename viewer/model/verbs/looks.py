"""Verbs on what is shown, how clear and in which colour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from viewer.model.layers import LAYERS, MARROW, opacities_at
from viewer.model.look import FADED_OPACITY
from viewer.model.palette import load_palette
from viewer.model.state import SceneState
from viewer.model.verbs.stage import Stage
from viewer.model.visibility import Check, check_of, ids_in_group


class LookVerbs(Stage):
    """Shows, hides, fades and paints structures."""

    def set_visible(self, ids: Iterable[str], visible: bool, verb: str | None = None) -> None:
        """Switch structures on or off."""
        named = self._known(ids)
        after = self._state.with_looks(named, visible=visible)
        after = replace(after, set_aside=after.set_aside - named)
        self._become(after, verb or ("Show" if visible else "Hide"))

    def show(self, ids: Iterable[str]) -> None:
        """Switch structures on."""
        self.set_visible(ids, True)

    def hide(self, ids: Iterable[str]) -> None:
        """Switch structures off."""
        self.set_visible(ids, False)

    def toggle(self, ids: Iterable[str], verb: str | None = None) -> None:
        """Switch all of `ids` off when all are on, else all on."""
        named = self._known(ids)
        self.set_visible(named, check_of(self._state, named) is not Check.ON, verb)

    def invert(self, ids: Iterable[str]) -> None:
        """Switch off those of `ids` that are on, and on those that are off."""
        named = self._known(ids)
        on = frozenset(key for key in named if self._state.looks[key].visible)
        after = self._state.with_looks(on, visible=False).with_looks(named - on, visible=True)
        after = replace(after, set_aside=after.set_aside - named)
        self._become(after, "Swap shown and hidden")

    def show_all(self) -> None:
        """Switch every structure on."""
        self.set_visible(self._state.looks, True, "Show everything")

    def put_aside(self, ids: Iterable[str], verb: str = "Hide selection") -> None:
        """Switch structures off in a way that :meth:`restore` can take back; they leave the selection."""
        self._put_aside(self._known(ids), verb)

    def isolate(self, ids: Iterable[str]) -> None:
        """Keep only `ids`; the rest is put aside for :meth:`restore`."""
        named = self._known(ids)
        shown = self._state.with_looks(named, visible=True)
        self._put_aside(frozenset(self._state.looks) - named, "Isolate", shown)

    def restore(self) -> None:
        """Bring back what was put aside."""
        self.set_visible(self._state.set_aside, True, "Restore hidden")

    def _put_aside(self, named: frozenset[str], verb: str, start: SceneState | None = None) -> None:
        start = start or self._state
        gone = frozenset(key for key in named if start.looks[key].visible)
        after = start.with_looks(gone, visible=False)
        aside = frozenset(key for key in start.set_aside | gone if not after.looks[key].visible)
        kept = tuple(key for key in start.selection if key not in named)
        after = replace(after, set_aside=aside, selection=kept)
        self._become(after, verb)

    def set_opacity(self, ids: Iterable[str], opacity: float, is_drag: bool = False) -> None:
        """Make structures clear (0) to solid (1)."""
        named = self._known(ids)
        after = self._state.with_looks(named, opacity=float(opacity))
        self._become(after, "Opacity", ("opacity", named) if is_drag else None)

    def set_depth(self, depth: float, is_drag: bool = False) -> None:
        """Take layers off, from 0, the skin of bone and what lies on it, to 1, the veins of the marrow alone.

        Values beyond are cut off; what is hidden stays so.
        """
        after = self._state
        groups = (*(layer.groups for layer in LAYERS), MARROW)
        for names, opacity in zip(groups, opacities_at(min(max(float(depth), 0.0), 1.0)), strict=True):
            after = after.with_looks(frozenset(ids_in_group(self._catalogue, *names)), opacity=opacity)
        self._become(after, "Layers", "layers" if is_drag else None)

    def fade(self, ids: Iterable[str]) -> None:
        """Keep structures for orientation only."""
        self._become(self._state.with_looks(self._known(ids), opacity=FADED_OPACITY), "Fade")

    def fade_others(self, ids: Iterable[str]) -> None:
        """Fade everything but `ids`, which become solid."""
        named = self._known(ids)
        faded = self._state.with_looks(frozenset(self._state.looks) - named, opacity=FADED_OPACITY)
        self._become(faded.with_looks(named, opacity=1.0), "Fade others")

    def set_colour(self, ids: Iterable[str], colour: str | None, is_drag: bool = False) -> None:
        """Paint structures ``#rrggbb``, or with ``None`` as the palette says."""
        named = self._known(ids)
        after = self._state.with_looks(named, colour=colour)
        self._become(after, "Colour", ("colour", named) if is_drag else None)

    def set_palette(self, name: str) -> None:
        """Paint by another palette. Raises UnknownPalette."""
        self._become(replace(self._state, palette=load_palette(name).name), "Palette")
