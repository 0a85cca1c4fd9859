"""Keeps one renderer in step with one scene."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from meshes.geometry.trimesh import TriMesh
from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.model.viewpoint import Triple, Viewpoint, framing_points
from viewer.model.visibility import is_drawn
from viewer.render.appearance import appearance_of, legend_rows, rulers_of
from viewer.render.labels.wish import label_wishes
from viewer.render.protocol import Box, Renderer, Ruler
from viewer.render.shown_points import NOTHING, ShownPoints, spared_by

_NAMED = frozenset(
    {Kind.OVERLAYS, Kind.LEVELS, Kind.LOOKS, Kind.PALETTE, Kind.SELECTION, Kind.PINS, Kind.EXPLOSION}
)
"""What changes legend, names or notes."""

_FRAMING = frozenset({Kind.VIEWPOINT, Kind.LEVELS, Kind.EXPLOSION})
"""What frames a fitted viewpoint anew."""

CLOSE_MARGIN = 1.5
"""How much wider than framed structures the picture is, so that one sees where they lie."""


class SceneSync:
    """Listens to a scene, tells a renderer what changed, and draws once a verb.

    Surfaces come in one by one through :meth:`add`, in any order, and appear as the scene says. A fitted
    viewpoint is framed anew when it is set, when the levels change and when surfaces arrive, not when
    something is merely hidden; a picture of another shape frames what was framed.

    Parameters
    ----------
    scene, renderer
        The two to keep in step. The renderer starts empty.
    """

    def __init__(self, scene: Scene, renderer: Renderer) -> None:
        self._scene = scene
        self._renderer = renderer
        self.points = ShownPoints(scene)
        """What is shown, as points."""
        self._held = 0
        self.carry: Callable[[Viewpoint], bool] | None = None
        """Asked when the user has chosen another view; true takes the eye there some other way."""
        self._sketched: tuple[Triple, ...] = ()
        self._taken_below = 0.0
        self._framed = NOTHING
        self._has_framed = False
        """Whether the last verb framed the view anew."""
        self._undrawn: set[str] = set()
        scene.changed.connect(self._on_changed)
        self._update_surroundings()

    @property
    def renderer(self) -> Renderer:
        """The renderer that is kept in step."""
        return self._renderer

    @property
    def ids(self) -> frozenset[str]:
        """Structures whose surfaces have arrived."""
        return self.points.ids

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within this context many calls make one drawing, at its end."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
            self._draw()

    def add(self, structure_id: str, mesh: TriMesh) -> None:
        """Take a surface in the world frame; ids outside the catalogue raise KeyError."""
        self.add_all([(structure_id, mesh)])

    def add_all(self, meshes: Iterable[tuple[str, TriMesh]], is_drawn: bool = True) -> None:
        """Take many surfaces with one drawing at the end, and none if nothing of them is shown.

        Without `is_drawn` they wait for the next call with it. The legend does not: whatever else draws
        meanwhile shows them too.
        """
        arrived = self._undrawn
        for structure_id, mesh in meshes:
            arrived.add(structure_id)
            kind = self._scene.catalogue.structures[structure_id].kind
            self._renderer.add(structure_id, mesh, kind)
            self.points.add(structure_id, mesh)
            self._renderer.set_appearance(structure_id, appearance_of(self._scene, structure_id))
            self._renderer.set_shift(structure_id, self.points.shift(structure_id))
        if arrived.isdisjoint(self._scene.shown):
            return
        self._update_legend()
        if not is_drawn:
            return
        arrived.clear()
        self._update_cut()
        if self._scene.state.viewpoint.is_fitted:
            self._update_viewpoint()
        self._draw()

    def remove(self, ids: Iterable[str]) -> None:
        """Forget some surfaces, for instance those that another individual does not have."""
        gone = self.ids & frozenset(ids)
        if not gone:
            return
        for structure_id in gone:
            self._renderer.remove(structure_id)
            self.points.remove(structure_id)
        self._undrawn -= gone
        self._update_legend()
        self._draw()

    def sketch(self, points: tuple[Triple, ...]) -> None:
        """Draw the points of a measurement that is not finished yet; none, none."""
        if points != self._sketched:
            self._sketched = points
            self._update_rulers()
            self._draw()

    def clear_below(self, share: float) -> None:
        """Keep a share of the picture's height at its foot clear of a fitted view, where a caption stands."""
        was, self._taken_below = self._taken_below, share
        # A caption that goes with some other verb leaves the view as it is: nothing jumps under the eyes.
        if share > was or (share < was and self._has_framed):
            self.refit()

    def refit(self) -> None:
        """Fit a fitted viewpoint to the picture's shape after that changed; it frames what it framed."""
        if self._scene.state.viewpoint.is_fitted:
            self._update_viewpoint(is_anew=not len(self._framed))
            self._draw()

    def resolved_viewpoint(self) -> Viewpoint:
        """The scene's viewpoint with centre and height, fitted to what was framed if need be."""
        viewpoint = self._scene.state.viewpoint
        if not viewpoint.is_fitted or not len(self._framed):
            return viewpoint
        left, right = self._renderer.taken_left(), self._renderer.taken_right()
        return framing_points(
            viewpoint,
            self._framed,
            self._renderer.aspect(),
            taken_left=left,
            taken_right=right,
            taken_below=self._taken_below,
        )

    def viewpoint_on(self, ids: Iterable[str]) -> Viewpoint | None:
        """The present direction, framing some structures; ``None`` when none of them has arrived."""
        points = self.points.of(ids)
        if not len(points):
            return None
        left, right = self._renderer.taken_left(), self._renderer.taken_right()
        return framing_points(
            replace(self._scene.state.viewpoint, zoom=1.0),
            points,
            self._renderer.aspect(),
            CLOSE_MARGIN,
            left,
            right,
        )

    def close(self) -> None:
        """Stop listening."""
        self._scene.changed.disconnect(self._on_changed)

    def _on_changed(self, change: Change) -> None:
        kinds = change.kinds
        self._has_framed = bool(kinds & _FRAMING)
        if kinds & {Kind.PALETTE, Kind.LEVELS}:
            self._paint(self.ids)
        elif Kind.LOOKS in kinds:
            self._paint(change.ids & self.ids)
        elif kinds & {Kind.SELECTION, Kind.HOVER}:
            # What is hidden is painted when it is shown: a search lights hundreds up with every letter.
            self._paint(key for key in change.ids & self.ids if self._is_drawn(key))
        if kinds & {Kind.EXPLOSION, Kind.LEVELS}:
            for structure_id in self.ids:
                self._renderer.set_shift(structure_id, self.points.shift(structure_id))
        if kinds != {Kind.HOVER}:
            self._update_surroundings(kinds)
        self._draw()

    def _is_drawn(self, structure_id: str) -> bool:
        return is_drawn(self._scene.catalogue, self._scene.state, structure_id)

    def _paint(self, ids: Iterable[str]) -> None:
        for structure_id in ids:
            self._renderer.set_appearance(structure_id, appearance_of(self._scene, structure_id))

    def _update_surroundings(self, kinds: frozenset[Kind] = frozenset(Kind)) -> None:
        if Kind.PALETTE in kinds:
            self._renderer.set_backdrop(*self._scene.palette.backdrop(self._scene.is_dark))
        # The box is drawn in a colour of the palette.
        if kinds & {Kind.SECTION, Kind.LEVELS, Kind.EXPLOSION, Kind.PALETTE}:
            self._update_cut()
        if kinds & _NAMED:
            self._update_legend()
        # After the legend, which a fitted viewpoint keeps clear of the anatomy.
        if kinds & {*_FRAMING, Kind.OVERLAYS}:
            is_anew = bool(kinds & _FRAMING) or not len(self._framed)
            self._update_viewpoint(is_asked=kinds == {Kind.VIEWPOINT}, is_anew=is_anew)
        if kinds & {Kind.MEASUREMENTS, Kind.EXPLOSION}:
            self._update_rulers()
        if Kind.OVERLAYS in kinds:
            self._renderer.set_scale_bar(self._scene.state.overlays.scale_bar)
            self._renderer.set_orientation_marker(self._scene.state.overlays.orientation)

    def _update_viewpoint(self, is_asked: bool = False, is_anew: bool = True) -> None:
        if is_anew and self._scene.state.viewpoint.is_fitted:
            self._framed = self.points.seen()
        viewpoint = self.resolved_viewpoint()
        if viewpoint.is_fitted or (is_asked and self.carry is not None and self.carry(viewpoint)):
            return
        self._renderer.set_viewpoint(viewpoint)

    def _update_legend(self) -> None:
        self._renderer.set_labels(label_wishes(self._scene, self.ids))
        wanted = self._scene.state.overlays.legend
        self._renderer.set_legend(legend_rows(self._scene, self.ids) if wanted else ())

    def _update_rulers(self) -> None:
        sketched = (Ruler(self._sketched),) if self._sketched else ()
        self._renderer.set_rulers((*rulers_of(self._scene.state), *sketched))

    def _update_cut(self) -> None:
        section = self._scene.state.section
        self._renderer.set_cut(self.points.cut(section) if section else None)
        box = self._scene.state.box
        colour = self._scene.palette.accent(self._scene.is_dark)
        spared = spared_by(self._scene.catalogue, box) if box else frozenset()
        self._renderer.set_box(Box(box.sides(), spared, colour) if box else None)

    def _draw(self) -> None:
        if not self._held:
            self._renderer.draw()
