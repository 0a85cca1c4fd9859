"""Pictures and movies of the scene as it stands: for the dialogs and for the clipboard."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from pathlib import Path

from meshes.geometry.trimesh import TriMesh
from viewer.export.composition import Composition
from viewer.export.exposure import finished
from viewer.export.film import FILM_ENDINGS
from viewer.export.movie import Filmed, MovieSpec, film
from viewer.export.sounding import sounding
from viewer.export.still import composing
from viewer.export.still_spec import BACKDROP, DARK_BACKDROP, StillSpec
from viewer.model.scene import Scene
from viewer.model.state import SceneState
from viewer.model.written.session import session_text
from viewer.qt.view.viewport import Viewport

SCREEN_DPI = 96.0


class Pictures:
    """Takes stills of a scene off screen, in the GUI thread.

    Parameters
    ----------
    scene
        What is shown.
    viewport
        Where it is shown: its shape says what has to stay in sight.
    meshes
        The surfaces built so far, by id; looked at when a picture is taken.
    """

    def __init__(self, scene: Scene, viewport: Viewport, meshes: Mapping[str, TriMesh]) -> None:
        self._scene, self._viewport, self._meshes = scene, viewport, meshes

    def compose(self, spec: StillSpec) -> Composition:
        """The picture asked for; one narrower than the view shows more above and below, not less aside."""
        return finished(self.composing(spec))

    def composing(self, spec: StillSpec, share: float = 1.0) -> Generator[None, None, Composition]:
        """The same in steps; a preview has a share of its pixels."""
        return composing(self._scene.catalogue, self.state(), dict(self._meshes), spec, share)

    def film(self, spec: MovieSpec, path: Path) -> Iterator[Filmed]:
        """A movie of the scene as it stands now, to be stepped through."""
        return film(self._scene.catalogue, self.state(), dict(self._meshes), spec, path)

    def sounding(self, spec: MovieSpec) -> Generator[None, None, dict[str, int]]:
        """How large the files of that movie would be, bytes by ending, in steps."""
        return sounding(self._scene.catalogue, self.state(), dict(self._meshes), spec, FILM_ENDINGS)

    def state(self) -> SceneState:
        """The scene as it stands, with the shape of the view it is seen in."""
        return self._viewport.with_shape(self._scene.state)

    def session(self, spec: StillSpec) -> str:
        """What a picture has to carry to be opened as this scene again, with the aids of the picture."""
        return session_text(spec.carried(self.state()))

    def of_view(self, is_dark: bool = False) -> StillSpec:
        """What asks for the view as it is on the screen, in a light or a dark window."""
        size, aids = self._viewport.device_size(), self._scene.state.overlays
        return StillSpec(
            width=size.width(),
            height=size.height(),
            dpi=SCREEN_DPI,
            background=DARK_BACKDROP if is_dark else BACKDROP,
            has_legend=aids.legend,
            has_scale_bar=aids.scale_bar,
            has_compass=aids.orientation,
            has_labels=aids.labels,
        )
