"""The anatomy alone as pixels with true alpha, made off screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

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
from viewer.render.labels.sight import NOTHING, Sight, sight_of
from viewer.render.painted.ink import Picture
from viewer.render.pyvista_renderer import PyVistaRenderer
from viewer.render.scene_sync import SceneSync

Samples = tuple[tuple[float, float], ...]
"""Where in a pixel a picture is taken, from its middle."""

# Rotated grids: no two samples share a row or a column of the pixel, so that steep and flat edges are
# smoothed alike.
_FOUR_SAMPLES = ((0.125, 0.375), (-0.375, 0.125), (-0.125, -0.375), (0.375, -0.125))
_EIGHT_ROWS = (3, 6, 0, 5, 2, 7, 1, 4)
_EIGHT_SAMPLES = tuple((column / 8.0 - 0.4375, row / 8.0 - 0.4375) for column, row in enumerate(_EIGHT_ROWS))
_MOST_PIXELS_FOR_EIGHT = 1_000_000


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
    is_named
        Whether names are to be written: only then is it told what is in sight.
    """
    plotter = pv.Plotter(off_screen=True, window_size=list(size))
    try:
        plotter.render_window.SetAlphaBitPlanes(1)
        renderer = PyVistaRenderer(plotter, has_margin=False, taken_left=taken_left, taken_right=taken_right)
        scene = Scene.of_state(catalogue, state)
        sync = SceneSync(scene, renderer)
        shown = set(scene.shown)
        _clear_backdrop(plotter)
        with sync.held():
            sync.add_all((key, mesh) for key, mesh in meshes.items() if key in shown)
            renderer.deepen()
        samples = _samples_for(size)
        picture, viewpoint = _divided(_summed(plotter, size, samples), len(samples)), renderer.viewpoint()
        sight = sight_of(renderer.clouds(), viewpoint, renderer.aspect()) if is_named else NOTHING
        return Exposed(picture, viewpoint, sight)
    finally:
        plotter.close()


def _clear_backdrop(plotter: pv.Plotter) -> None:
    plotter.renderer.GradientBackgroundOff()
    plotter.renderer.SetBackground(0.0, 0.0, 0.0)
    plotter.renderer.SetBackgroundAlpha(0.0)


def _samples_for(size: tuple[int, int]) -> Samples:
    return _EIGHT_SAMPLES if size[0] * size[1] <= _MOST_PIXELS_FOR_EIGHT else _FOUR_SAMPLES


def _summed(plotter: pv.Plotter, size: tuple[int, int], samples: Samples) -> NDArray[np.uint16]:
    width, height = size
    total = np.zeros((height, width, 4), np.uint16)
    for right, up in samples:
        plotter.camera.SetWindowCenter(2.0 * right / width, 2.0 * up / height)
        plotter.render_window.Render()
        total += pixels_of(plotter.render_window)
    return total


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
