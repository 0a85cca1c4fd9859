"""Cutting the column open."""

from __future__ import annotations

from dataclasses import replace

from viewer.actions.action import Action
from viewer.model.scene import Scene
from viewer.model.section import NAMED_SECTIONS, section_facing

VEINS = "vein"

SECTION_STEP_MM = 1.0
"""How far one key press moves the plane."""


def _is_cut(scene: Scene) -> bool:
    return scene.state.section is not None


def _turn(scene: Scene) -> None:
    scene.set_section(None if _is_cut(scene) else NAMED_SECTIONS["median"])


def _flip(scene: Scene) -> None:
    if scene.state.section:
        scene.set_section(scene.state.section.flipped())


def _shift(scene: Scene, step_mm: float) -> None:
    if scene.state.section:
        scene.set_section(scene.state.section.moved_to(scene.state.section.offset_mm + step_mm))


def _face_the_eye(scene: Scene) -> None:
    spared = scene.state.section.spared if scene.state.section else ()
    scene.set_section(replace(section_facing(scene.state.viewpoint.direction), spared=spared))


def spares_veins(scene: Scene) -> bool:
    """Whether section and box, as far as there are such, leave veins whole."""
    there = [each for each in (scene.state.section, scene.state.box) if each is not None]
    return bool(there) and all(VEINS in each.spared for each in there)


def _is_cut_or_boxed(scene: Scene) -> bool:
    return scene.state.section is not None or scene.state.box is not None


def _turn_veins(scene: Scene) -> None:
    """Spare veins from both, or from neither, in one step."""
    spare, state = not spares_veins(scene), scene.state
    section, box = state.section, state.box
    section = section and replace(section, spared=_with_veins(section.spared, spare))
    box = box and replace(box, spared=_with_veins(box.spared, spare))
    scene.become(replace(state, section=section, box=box), "Section")


def _with_veins(spared: tuple[str, ...], is_on: bool) -> tuple[str, ...]:
    rest = tuple(each for each in spared if each != VEINS)
    return (*rest, VEINS) if is_on else rest


def _axis(scene: Scene) -> tuple[float, ...]:
    """The axis a section is square to, whichever side it takes away; empty without a section."""
    return tuple(map(abs, scene.state.section.normal)) if scene.state.section else ()


def _cut(name: str, text: str, status: str) -> Action:
    section = NAMED_SECTIONS[name]
    return Action(
        f"section.{name}",
        text,
        status,
        "Section",
        lambda scene: scene.set_section(section),
        is_checked=lambda scene: _is_cut(scene) and _axis(scene) == tuple(map(abs, section.normal)),
        starts_section=name == "median",
        step=f"{text} section",
    )


ACTIONS = (
    Action(
        "section.on",
        "Section",
        "Cuts the column open, or closes it again.",
        "Section",
        _turn,
        ("X",),
        is_checked=_is_cut,
        step="",
    ),
    _cut("median", "Median", "Cuts along the mid-line."),
    _cut("coronal", "Coronal", "Cuts into a front and a back part."),
    _cut("axial", "Axial", "Cuts across, as a scan does."),
    Action(
        "section.facing",
        "Across the line of sight",
        "Cuts square to where one looks from; the handle moves it, with Shift it tilts.",
        "Section",
        _face_the_eye,
        ("Ctrl+X",),
        step="Section across the line of sight",
    ),
    Action(
        "section.veins",
        "Leave veins whole",
        "Cuts bone and discs only.",
        "Section",
        _turn_veins,
        ("V",),
        is_checked=spares_veins,
        is_enabled=_is_cut_or_boxed,
        starts_section=True,
    ),
    Action(
        "section.flip",
        "Keep the other side",
        "Takes away what was kept.",
        "Section",
        _flip,
        ("Shift+X",),
        is_enabled=_is_cut,
    ),
    Action(
        "section.deeper",
        "Cut deeper",
        "Moves the plane into what is kept.",
        "Section",
        lambda scene: _shift(scene, -SECTION_STEP_MM),
        (",",),
        is_enabled=_is_cut,
    ),
    Action(
        "section.shallower",
        "Cut less deep",
        "Moves the plane away from what is kept.",
        "Section",
        lambda scene: _shift(scene, SECTION_STEP_MM),
        (".",),
        is_enabled=_is_cut,
    ),
)
