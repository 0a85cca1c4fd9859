"""The one thing that changes: a scene, and the verbs that change it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace

from psygnal import Signal

from meshes.anatomy.catalogue import Catalogue
from meshes.anatomy.levels import LEVELS, require_level
from meshes.column.settable import checked, parameter_named, require_seed
from viewer.model.change import Change, Kind, difference
from viewer.model.figure import Figure
from viewer.model.history import History
from viewer.model.look import FADED_OPACITY, Look
from viewer.model.measure import Measurement
from viewer.model.overlays import Overlays
from viewer.model.palette import load_palette
from viewer.model.pin import Pin
from viewer.model.route import RouteStep
from viewer.model.section import Section
from viewer.model.section_box import SectionBox
from viewer.model.selection import extended, selected
from viewer.model.state import NO_SCENES, KeptScene, SceneState, Shelf
from viewer.model.viewpoint import NAMED_VIEWS, Viewpoint
from viewer.model.visibility import Check, check_of, is_drawn, is_in_range, levels_of, shown_ids


class Scene:
    """The atlas as the user has arranged it.

    Every verb replaces the frozen :attr:`state`, makes one undo step and emits :attr:`changed` once; a verb
    that alters nothing does neither. Verbs with ``is_drag`` make one step of a whole run (a slider pulled, a
    camera turned) until another verb or :meth:`end_drag`.

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

    changed = Signal(Change)

    def __init__(self, catalogue: Catalogue, figure: Figure | None = None) -> None:
        self._catalogue = catalogue
        self._start = figure.state(catalogue) if figure else _everything(catalogue)
        self._state = self._start
        self._history: History[SceneState] = History()
        self._hovered: str | None = None
        self._lit: frozenset[str] = frozenset()

    @classmethod
    def of_state(cls, catalogue: Catalogue, state: SceneState) -> Scene:
        """A scene that starts with a state, for instance with that of another scene."""
        scene = cls(catalogue)
        scene._start = scene._state = state
        return scene

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
        return shown_ids(self._catalogue, self._state)

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

    def colour(self, structure_id: str) -> str:
        """``#rrggbb`` in which a structure is drawn now."""
        own = self._state.looks[structure_id].colour
        return own or load_palette(self._state.palette).colour(self._catalogue.structures[structure_id].group)

    # -- visibility and looks

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

    def put_aside(self, ids: Iterable[str]) -> None:
        """Switch structures off in a way that :meth:`restore` can take back; they leave the selection."""
        self._put_aside(self._known(ids), "Hide selection")

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

    # -- selection

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

    # -- space

    def set_levels(self, first: str, last: str, is_drag: bool = False) -> None:
        """Show the levels from one to another, in either order; what goes out of sight leaves the selection.

        Raises UnknownLevel.
        """
        upper, lower = sorted((require_level(first), require_level(last)), key=LEVELS.index)
        chosen, known = self._state.selection, self._catalogue.structures
        kept = tuple(key for key in chosen if is_in_range(known[key], (upper, lower)))
        after = replace(self._state, levels=(upper, lower), selection=kept)
        self._become(after, "Levels", "levels" if is_drag else None)

    def set_viewpoint(self, viewpoint: Viewpoint, is_drag: bool = False) -> None:
        """Move the eye."""
        after = replace(self._state, viewpoint=viewpoint)
        self._become(after, "Turn the view", "viewpoint" if is_drag else None)

    def look_at(self, viewpoint: Viewpoint, verb: str = "Frame the selection") -> None:
        """Come close to what the viewpoint frames."""
        self._become(replace(self._state, viewpoint=viewpoint), verb)

    def view_from(self, name: str) -> None:
        """Frame everything shown from a standard side, keeping the projection. Raises KeyError."""
        view = replace(NAMED_VIEWS[name], is_parallel=self._state.viewpoint.is_parallel)
        self._become(replace(self._state, viewpoint=view), f"View from {name}", frames=True)

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

    # -- the individual

    def set_parameter(self, name: str, value: float, is_drag: bool = False) -> None:
        """Set one parameter of the column. Raises UnknownParameter or OutsideRange."""
        parameter = parameter_named(name)
        after = checked({**self._state.parameters, parameter.name: value})
        drag = ("parameter", parameter.name) if is_drag else None
        self._become(replace(self._state, parameters=after), parameter.text, drag)

    def set_parameters(self, values: Mapping[str, float], verb: str = "Parameters") -> None:
        """Set some parameters and leave the others. Raises UnknownParameter or OutsideRange."""
        after = checked({**self._state.parameters, **values})
        self._become(replace(self._state, parameters=after), verb)

    def reset_parameters(self) -> None:
        """Return to the column of the tables; the seed stays."""
        self._become(replace(self._state, parameters={}), "Column of the tables")

    def set_seed(self, seed: int, is_drag: bool = False) -> None:
        """Choose another individual. Raises ValueError below 0."""
        after = replace(self._state, seed=require_seed(int(seed)))
        self._become(after, "Another individual", "seed" if is_drag else None)

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
        before = self._state
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


def _everything(catalogue: Catalogue) -> SceneState:
    present = [structure.level for structure in catalogue.structures.values() if structure.level]
    ordered = sorted(set(present), key=LEVELS.index) or list(LEVELS)
    return SceneState({key: Look() for key in catalogue.structures}, (ordered[0], ordered[-1]))
