"""A scene's state as the text of a figure file: what `read_figure` reads, written for people to read too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from meshes.anatomy.catalogue import Catalogue
from viewer.model.look import Look
from viewer.model.measure import Measurement
from viewer.model.pin import Pin
from viewer.model.state import SceneState
from viewer.model.written.plain import plain
from viewer.model.written.toml_text import toml_text


def figure_text(state: SceneState, catalogue: Catalogue, title: str, caption: str) -> str:
    """The TOML of a figure that shows a state; what was set aside, and a route, are not part of figures."""
    table: dict[str, Any] = {
        "title": title,
        "levels": ":".join(state.levels),
        "caption": caption,
        "palette": state.palette,
        "view": _view(state),
        "overlays": plain(state.overlays),
        "individual": {"seed": state.seed, "parameters": dict(state.parameters)},
    }
    if state.selection:
        table["selected"] = list(state.selection)
    if state.explosion:
        table["explosion"] = state.explosion
    if state.measurements:
        table["measurement"] = [_measurement(each) for each in state.measurements]
    table |= _cuts(state)
    if state.pins:
        table["note"] = [_note(pin) for pin in state.pins]
    if rules := list(_rules(state, catalogue)):
        table["look"] = rules
    return toml_text(table)


def _view(state: SceneState) -> dict[str, Any]:
    viewpoint = state.viewpoint
    view: dict[str, Any] = {
        "direction": list(viewpoint.direction),
        "up": list(viewpoint.up),
        "parallel": viewpoint.is_parallel,
        "zoom": viewpoint.zoom,
    }
    if viewpoint.centre is not None and viewpoint.height_mm is not None:
        view |= {"centre": list(viewpoint.centre), "height_mm": viewpoint.height_mm}
        if viewpoint.aspect is not None:
            view["aspect"] = viewpoint.aspect
    return view


def _cuts(state: SceneState) -> dict[str, Any]:
    """The plane and the box, as far as there are such."""
    cuts: dict[str, Any] = {}
    if section := state.section:
        cuts["section"] = {"normal": list(section.normal), "offset_mm": section.offset_mm}
        if section.origin is not None:
            cuts["section"]["origin"] = list(section.origin)
    if box := state.box:
        cuts["box"] = {"lower": list(box.lower), "upper": list(box.upper)}
    for name, cut in (("section", section), ("box", box)):
        if cut and cut.spared:
            cuts[name]["spared"] = list(cut.spared)
    return cuts


def _measurement(measured: Measurement) -> dict[str, Any]:
    table: dict[str, Any] = {"points": plain(measured.points)}
    return table | ({} if measured.calibre_mm is None else {"calibre_mm": measured.calibre_mm})


def _note(pin: Pin) -> dict[str, Any]:
    note: dict[str, Any] = {"text": pin.text, "point": list(pin.point)}
    return note | ({"structure": pin.structure} if pin.structure else {})


def _rules(state: SceneState, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """One rule for each look other than the usual, its structures named by the shortest beginnings of ids."""
    by_look: dict[Look, list[str]] = {}
    for key, look in state.looks.items():
        if look != Look():
            by_look.setdefault(look, []).append(key)
    for look, ids in by_look.items():
        rule: dict[str, Any] = {"structures": ",".join(_patterns(ids, catalogue))}
        if not look.visible:
            rule["visible"] = False
        if look.opacity != 1.0:
            rule["opacity"] = look.opacity
        if look.colour is not None:
            rule["colour"] = look.colour
        yield rule


def _patterns(ids: Iterable[str], catalogue: Catalogue) -> list[str]:
    """The shortest patterns that select exactly these structures: whole groups where all of one are meant."""
    wanted = set(ids)
    patterns: list[str] = []
    covered: set[str] = set()
    for key in catalogue.structures:
        if key in wanted and key not in covered:
            pattern = _widest(key, wanted, catalogue)
            covered.update(catalogue.select(pattern))
            patterns.append(pattern)
    return patterns


def _widest(key: str, wanted: set[str], catalogue: Catalogue) -> str:
    parts = key.split(".")
    for length in range(1, len(parts)):
        beginning = ".".join(parts[:length])
        if wanted.issuperset(catalogue.select(beginning)):
            return beginning
    return key
