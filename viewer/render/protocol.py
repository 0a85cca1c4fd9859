"""What a scene asks of whoever draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from meshes.geometry.trimesh import TriMesh
from viewer.model.pattern import Pattern
from viewer.model.viewpoint import Triple, Viewpoint


class Quality(Enum):
    """How much care a picture gets: little while the user drags something, all when things rest."""

    MOVING = "moving"
    REST = "rest"


@dataclass(frozen=True)
class Appearance:
    """How a structure is to be painted, with nothing left to look up.

    Parameters
    ----------
    visible
        Whether it is drawn at all.
    opacity
        0 clear to 1 solid.
    colour, cut_colour, rim_colour
        ``#rrggbb`` of the surface, of the faces that a section opens, and of the band along their edges.
    glow
        0 to 1: how much light of its own a hovered or selected structure has.
    pattern
        Rings on its surface.
    """

    visible: bool
    opacity: float
    colour: str
    cut_colour: str
    rim_colour: str
    glow: float = 0.0
    pattern: Pattern | None = None


@dataclass(frozen=True)
class Cut:
    """A cutting plane in the world: what lies on the side of `normal` goes, save the `spared` ids."""

    point: Triple
    normal: Triple
    spared: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Box:
    """Only its inside is drawn: middle and outward normal of each side; `spared` ids stay whole.

    `colour`, ``#rrggbb``, is that of its edges where they are drawn.
    """

    sides: tuple[tuple[Triple, Triple], ...]
    spared: frozenset[str] = frozenset()
    colour: str = "#000000"

    def cuts(self) -> tuple[Cut, ...]:
        """One cut a side."""
        return tuple(Cut(point, normal, self.spared) for point, normal in self.sides)


@dataclass(frozen=True)
class LegendRow:
    """One line of a legend: a swatch, with rings if its family has them, its name, and its family."""

    name: str
    colour: str
    opacity: float = 1.0
    kind: str = "vein"
    pattern: Pattern | None = None
    family: str = ""


@dataclass(frozen=True)
class LabelWish:
    """One structure's name, should there be room for it.

    Parameters
    ----------
    id
        The structure.
    names
        One name, or the English one and the Latin one below it.
    family, family_names
        The group it belongs to, and what stands for the group when only one of it is labelled; a bone or disc
        goes by its own name.
    is_chosen
        Whether the user selected it: such names are written before all others.
    point
        The one point to point at, mm, of a note of the user's own; it is written whatever is in sight.
    """

    id: str
    names: tuple[str, ...]
    family: str
    family_names: tuple[str, ...]
    is_chosen: bool = False
    point: Triple | None = None


@dataclass(frozen=True)
class Ruler:
    """A line through points of the world, mm, and what is written beside it; one point is a mark alone."""

    points: tuple[Triple, ...]
    text: str = ""


class Renderer(Protocol):
    """Draws structures; knows nothing of scenes, catalogues and undo.

    Nothing is drawn before :meth:`draw`. Pixels count from the lower left corner.
    """

    def add(self, structure_id: str, mesh: TriMesh, kind: str) -> None:
        """Take a structure's surface (world frame, mm), or replace the one of that id; it starts hidden."""

    def remove(self, structure_id: str) -> None:
        """Forget a structure."""

    def set_appearance(self, structure_id: str, appearance: Appearance) -> None:
        """Paint a structure that was added before."""

    def set_shift(self, structure_id: str, shift_mm: Triple) -> None:
        """Draw a structure so far from where it belongs."""

    def set_cut(self, cut: Cut | None) -> None:
        """Cut everything open and close the cut faces, or make all whole again."""

    @property
    def cut(self) -> Cut | None:
        """The cut it was told last."""

    def set_box(self, box: Box | None) -> None:
        """Show only what lies in a box, with closed faces, or all again."""

    @property
    def box(self) -> Box | None:
        """The box it was told last."""

    def set_viewpoint(self, viewpoint: Viewpoint) -> None:
        """Move the eye; the viewpoint is not a fitted one."""

    def viewpoint(self) -> Viewpoint:
        """Where the eye is now."""

    def taken_left(self) -> float:
        """Share of the picture's width that the legend or names take at the left."""

    def taken_right(self) -> float:
        """Share of the picture's width that names take at the right."""

    def aspect(self) -> float:
        """Width of the picture divided by its height."""

    def set_backdrop(self, bottom: str, top: str) -> None:
        """Colours behind the anatomy, ``#rrggbb``."""

    def set_legend(self, rows: Sequence[LegendRow]) -> None:
        """Name the colours in a corner; no rows, no legend."""

    def set_labels(self, wishes: Sequence[LabelWish]) -> None:
        """Write names with leader lines beside the anatomy, as many as there is room for."""

    def set_rulers(self, rulers: Sequence[Ruler]) -> None:
        """Draw measurements over the anatomy."""

    def set_scale_bar(self, is_on: bool) -> None:
        """Show the length of a bar that lies in the plane through the centre of the view."""

    def set_orientation_marker(self, is_on: bool) -> None:
        """Show where left, back and head are."""

    def set_quality(self, quality: Quality) -> None:
        """Say whether things move or rest from the next drawing on."""

    def pick(self, x: float, y: float) -> str | None:
        """Id of the structure at a pixel: the nearest solid one, else the nearest faded one."""

    def pick_point(self, x: float, y: float) -> Triple | None:
        """Where that structure's surface is met, mm."""

    def draw(self) -> None:
        """Make the picture show what was asked."""
