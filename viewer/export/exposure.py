"""The anatomy alone as pixels with true alpha, made off screen."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from typing import NamedTuple, TypeVar

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkRenderingCore import vtkRenderWindow, vtkWindowToImageFilter

from meshes.anatomy.catalogue import Catalogue
from meshes.geometry.trimesh import TriMesh
from viewer.model.scene import Scene
from viewer.model.state import SceneState
from viewer.model.viewpoint import Viewpoint
from viewer.render.labels.looking import sight_of
from viewer.render.labels.sight import NOTHING, Sight
from viewer.render.painted.ink import Picture
from viewer.render.pyvista_renderer import PyVistaRenderer
from viewer.render.scene_sync import SceneSync

Samples = tuple[tuple[float, float], ...]
"""Where in a pixel a picture is taken, from its middle."""

# Rotated grids: no two samples share a row or a column of the pixel, so that steep and flat edges are
# smoothed alike.
FOUR_SAMPLES: Samples = ((0.125, 0.375), (-0.375, 0.125), (-0.125, -0.375), (0.375, -0.125))
_EIGHT_ROWS = (3, 6, 0, 5, 2, 7, 1, 4)
_EIGHT_SAMPLES = tuple((column / 8.0 - 0.4375, row / 8.0 - 0.4375) for column, row in enumerate(_EIGHT_ROWS))
_MOST_PIXELS_FOR_EIGHT = 1_000_000


Made = TypeVar("Made")


class Exposed(NamedTuple):
    """A picture of the anatomy alone, where the eye was, and what is in sight of each structure."""

    picture: Picture
    viewpoint: Viewpoint
    sight: Sight


def expose(
    catalogue: Catalogue,
    state: SceneState,
    meshes: Mapping[str, TriMesh],
    size: tuple[int, int],
    taken_left: float = 0.0,
    taken_right: float = 0.0,
    taken_below: float = 0.0,
    is_named: bool = False,
) -> Exposed:
    """Render a state's anatomy on nothing, and tell from where and what is in sight.

    Each pixel is the mean of several pictures shifted by parts of a pixel, taken on black; dividing by the
    mean alpha afterwards gives colours without a dark or bright fringe.

    Parameters
    ----------
    catalogue, state
        What to show; a fitted viewpoint is framed for this size.
    meshes
        Surfaces by id, world frame, mm. Structures that are shown but missing here are left out.
    size
        Width and height in pixels.
    taken_left, taken_right
        Shares of the width that a fitted viewpoint keeps clear at the sides.
    taken_below
        Share of the height that it keeps clear at the foot.
    is_named
        Whether names are to be written: only then is it told what is in sight.
    """
    return finished(exposing(catalogue, state, meshes, size, taken_left, taken_right, taken_below, is_named))


def exposing(
    catalogue: Catalogue,
    state: SceneState,
    meshes: Mapping[str, TriMesh],
    size: tuple[int, int],
    taken_left: float = 0.0,
    taken_right: float = 0.0,
    taken_below: float = 0.0,
    is_named: bool = False,
    aspect: float | None = None,
) -> Generator[None, None, Exposed]:
    """As :func:`expose`, with a pause after each surface and each sample; `aspect` as of Darkroom."""
    with Darkroom(catalogue, state, size, taken_left, taken_right, taken_below, aspect) as room:
        yield from room.loading(meshes)
        return (yield from room.exposing(samples_for(size), is_named))


def finished(making: Generator[None, None, Made]) -> Made:
    """What comes of work in steps, done in one go."""
    while True:
        try:
            next(making)
        except StopIteration as done:
            made: Made = done.value
            return made


class Darkroom:
    """A scene on an off-screen plotter, for one picture or for a film; to be used in a ``with`` block.

    Parameters are those of :func:`expose`; the surfaces come in by :meth:`loading`. `aspect` is the width
    by the height of the picture that all is framed for, where `size` is only nearly of that shape.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        state: SceneState,
        size: tuple[int, int],
        taken_left: float = 0.0,
        taken_right: float = 0.0,
        taken_below: float = 0.0,
        aspect: float | None = None,
    ) -> None:
        self._size = size
        self._plotter = plotter = pv.Plotter(off_screen=True, window_size=list(size))
        plotter.render_window.SetAlphaBitPlanes(1)
        self._renderer = renderer = PyVistaRenderer(
            plotter,
            _nothing,
            has_margin=False,
            taken_left=taken_left,
            taken_right=taken_right,
            aspect=aspect,
        )
        self._scene = Scene.of_state(catalogue, state)
        self._sync = SceneSync(self._scene, renderer)
        self._sync.clear_below(taken_below)
        _clear_backdrop(plotter)

    def loading(self, meshes: Mapping[str, TriMesh]) -> Iterator[None]:
        """Take the surfaces of what is shown, with a pause after each."""
        shown = set(self._scene.shown)
        with self._sync.held():
            for key, mesh in meshes.items():
                if key in shown:
                    self._sync.add_all([(key, mesh)], is_drawn=False)
                    yield
            self._sync.add_all(())
            yield from self._renderer.bodies.deepening()

    def turn_to(self, state: SceneState) -> None:
        """Show another state of the same structures, switched on as they were."""
        self._scene.start_over(state)

    def viewpoint(self) -> Viewpoint:
        """Where the eye is: a fitted viewpoint, framed."""
        return self._renderer.viewpoint()

    def exposed(self, samples: Samples, is_named: bool = False) -> Exposed:
        """The picture of the state it shows, and from where and what is in sight."""
        return finished(self.exposing(samples, is_named))

    def exposing(self, samples: Samples, is_named: bool = False) -> Generator[None, None, Exposed]:
        """As :meth:`exposed`, with a pause after each sample."""
        width, height = self._size
        total = np.zeros((height, width, 4), np.uint16)
        for right, up in samples:
            self._plotter.camera.SetWindowCenter(2.0 * right / width, 2.0 * up / height)
            self._plotter.render_window.Render()
            total += pixels_of(self._plotter.render_window)
            yield
        renderer = self._renderer
        viewpoint = renderer.viewpoint()
        sight = sight_of(renderer.clouds(), viewpoint, renderer.aspect()) if is_named else NOTHING
        return Exposed(_divided(total, len(samples)), viewpoint, sight)

    def close(self) -> None:
        """Give back what the graphics driver holds."""
        self._sync.close()
        self._plotter.close()

    def __enter__(self) -> Darkroom:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _nothing() -> None:
    """Drawing waits for the exposure."""


def _clear_backdrop(plotter: pv.Plotter) -> None:
    plotter.renderer.GradientBackgroundOff()
    plotter.renderer.SetBackground(0.0, 0.0, 0.0)
    plotter.renderer.SetBackgroundAlpha(0.0)


def samples_for(size: tuple[int, int]) -> Samples:
    """More samples for small pictures, which take less time and show steps more."""
    return _EIGHT_SAMPLES if size[0] * size[1] <= _MOST_PIXELS_FOR_EIGHT else FOUR_SAMPLES


def pixels_of(window: vtkRenderWindow) -> NDArray[np.uint8]:
    """What a window shows, (height, width, 4), first row on top; alpha as drawn."""
    reader = vtkWindowToImageFilter()
    reader.SetInput(window)
    reader.SetInputBufferTypeToRGBA()
    reader.ReadFrontBufferOff()
    reader.ShouldRerenderOff()
    reader.Update()
    image = reader.GetOutput()
    width, height, _ = image.GetDimensions()
    return vtk_to_numpy(image.GetPointData().GetScalars()).reshape(height, width, 4)[::-1]


def _divided(total: NDArray[np.uint16], samples: int) -> Picture:
    """Colours as they are where something is, from sums that were taken on black."""
    picture = np.zeros(total.shape, np.uint8)
    for row, out in zip(total, picture, strict=True):  # a whole large picture in floats would fill the memory
        alpha = row[:, 3].astype(np.float32)
        covered = np.where(alpha > 0.0, alpha, 1.0)[:, None]
        out[:, :3] = np.clip(np.rint(row[:, :3] / covered * 255.0), 0, 255)
        out[:, 3] = np.rint(alpha / samples)
    return picture
