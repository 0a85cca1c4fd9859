"""A renderer that draws nothing and remembers everything: the twin that tests use."""

from __future__ import annotations

from collections.abc import Sequence

from meshes.geometry.trimesh import TriMesh
from viewer.model.viewpoint import NAMED_VIEWS, Triple, Viewpoint
from viewer.render.protocol import Appearance, Box, Cut, LabelWish, LegendRow, Quality, Ruler


class RecordingRenderer:
    """Keeps what it was last told, and counts its drawings.

    Parameters
    ----------
    aspect
        Width by height of the picture it does not draw.
    """

    def __init__(self, aspect: float = 1.6) -> None:
        self.meshes: dict[str, TriMesh] = {}
        self.kinds: dict[str, str] = {}
        self.appearances: dict[str, Appearance] = {}
        self.cut: Cut | None = None
        self.box: Box | None = None
        self.shifts: dict[str, Triple] = {}
        self.backdrop: tuple[str, str] | None = None
        self.legend: tuple[LegendRow, ...] = ()
        self.labels: tuple[LabelWish, ...] = ()
        self.rulers: tuple[Ruler, ...] = ()
        self.has_scale_bar = False
        self.has_orientation_marker = False
        self.quality = Quality.REST
        self.drawings = 0
        self.under_pointer: str | None = None
        self._aspect = aspect
        self._viewpoint = NAMED_VIEWS["oblique"]

    @property
    def visible(self) -> frozenset[str]:
        """Ids that would be drawn."""
        return frozenset(key for key, appearance in self.appearances.items() if appearance.visible)

    def add(self, structure_id: str, mesh: TriMesh, kind: str) -> None:
        """Remember a surface."""
        self.meshes[structure_id] = mesh
        self.kinds[structure_id] = kind
        self.appearances.pop(structure_id, None)

    def remove(self, structure_id: str) -> None:
        """Forget a surface."""
        del self.meshes[structure_id], self.kinds[structure_id]
        self.appearances.pop(structure_id, None)
        self.shifts.pop(structure_id, None)

    def set_appearance(self, structure_id: str, appearance: Appearance) -> None:
        """Remember how a structure is painted; KeyError when it was never added."""
        if structure_id not in self.meshes:
            raise KeyError(structure_id)
        self.appearances[structure_id] = appearance

    def set_shift(self, structure_id: str, shift_mm: Triple) -> None:
        """Remember where a structure is drawn; KeyError when it was never added."""
        if structure_id not in self.meshes:
            raise KeyError(structure_id)
        self.shifts[structure_id] = shift_mm

    def set_cut(self, cut: Cut | None) -> None:
        """Remember the cut."""
        self.cut = cut

    def set_box(self, box: Box | None) -> None:
        """Remember the box."""
        self.box = box

    def set_viewpoint(self, viewpoint: Viewpoint) -> None:
        """Remember the eye; ValueError when it is a fitted one."""
        if viewpoint.is_fitted:
            raise ValueError("a renderer needs a viewpoint with centre and height")
        self._viewpoint = viewpoint

    def viewpoint(self) -> Viewpoint:
        """The viewpoint it was given last."""
        return self._viewpoint

    def taken_left(self) -> float:
        """Nothing: names are recorded, not drawn."""
        return 0.0

    def taken_right(self) -> float:
        """Nothing either."""
        return 0.0

    def aspect(self) -> float:
        """Width by height."""
        return self._aspect

    def set_backdrop(self, bottom: str, top: str) -> None:
        """Remember the backdrop."""
        self.backdrop = (bottom, top)

    def set_legend(self, rows: Sequence[LegendRow]) -> None:
        """Remember the legend."""
        self.legend = tuple(rows)

    def set_labels(self, wishes: Sequence[LabelWish]) -> None:
        """Remember the names."""
        self.labels = tuple(wishes)

    def set_rulers(self, rulers: Sequence[Ruler]) -> None:
        """Remember the measurements."""
        self.rulers = tuple(rulers)

    def set_scale_bar(self, is_on: bool) -> None:
        """Remember the scale bar."""
        self.has_scale_bar = is_on

    def set_orientation_marker(self, is_on: bool) -> None:
        """Remember the marker."""
        self.has_orientation_marker = is_on

    def set_quality(self, quality: Quality) -> None:
        """Remember the quality."""
        self.quality = quality

    def pick(self, x: float, y: float) -> str | None:
        """Whatever a test put under the pointer, as long as it is visible."""
        return self.under_pointer if self.under_pointer in self.visible else None

    def pick_point(self, x: float, y: float) -> Triple | None:
        """The centre of the view, as if what lies under the pointer were there."""
        return self._viewpoint.centre if self.pick(x, y) else None

    def draw(self) -> None:
        """Count."""
        self.drawings += 1
