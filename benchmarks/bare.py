"""Child process: PyVista by itself, with a ball or with the very triangles Retia shows."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

# The same imports as Retia's window, in the order it makes them.
import psygnal  # noqa: F401
import pyvista as pv
from PyQt6.QtWidgets import QApplication, QMainWindow
from pyvistaqt import QtInteractor
from vtkmodules.vtkRenderingCore import vtkCellPicker

from benchmarks.child import report, since_start_s
from benchmarks.frames import Frames

SIZE = (1280, 800)
TURNS = 60


def main() -> None:
    """Measure the first picture of a 50k-triangle ball; with ``same``, everything on Retia's triangles."""
    application = QApplication([])
    meshes = _same_meshes() if "same" in sys.argv else [pv.Sphere(theta_resolution=160, phi_resolution=160)]
    window = QMainWindow()
    view = QtInteractor(window, auto_update=False, multi_samples=0)
    actors = [view.add_mesh(mesh, color="ivory", render=False) for mesh in meshes]
    window.setCentralWidget(view)
    window.resize(1440, 900)
    frames = Frames(view.render_window)
    window.show()
    view.reset_camera()
    frames.seconds_for(view.update)
    measured = {"first": since_start_s()}
    if "same" in sys.argv:
        measured |= _used(window, view, frames, actors) | {"still": _still_s(meshes)}
    view.close()
    application.quit()
    report(measured)


def _same_meshes() -> list[pv.PolyData]:
    """What Retia's default figure shows, from its cache."""
    from meshes.build import Recipe, build
    from meshes.cache import MeshCache
    from viewer.scenes import scene_of

    parts = build(Recipe(), scene_of().shown, cache=MeshCache())
    return [pv.PolyData.from_regular_faces(part.mesh.points, part.mesh.triangles) for part in parts]


def _used(
    window: QMainWindow, view: QtInteractor, frames: Frames, actors: Sequence[pv.Actor]
) -> dict[str, float]:
    width, height = SIZE
    window.resize(window.width() + width - view.width(), window.height() + height - view.height())
    frames.while_idle(1.0)

    def turn() -> None:
        view.camera.Azimuth(2)
        view.update()

    def toggle() -> None:
        actors[0].SetVisibility(not actors[0].GetVisibility())
        view.update()

    turning = frames.median_seconds(turn, TURNS)
    return {
        "fps": 1.0 / turning,
        "frame": frames.median_seconds(view.update, 9),
        "toggle": frames.median_seconds(toggle, 9),
        "pick": _pick_s(view),
    }


def _pick_s(view: QtInteractor) -> float:
    width, height = SIZE
    picker = vtkCellPicker()
    times = []
    for i in range(8):
        for j in range(8):
            x, y = width * (0.3 + 0.05 * i), height * (0.3 + 0.05 * j)
            times.append(_seconds(lambda x=x, y=y: picker.Pick(x, y, 0, view.renderer)))
    return median(times)


def _still_s(meshes: Sequence[pv.PolyData]) -> float:
    """A 4K picture with smoothed edges, written to a file."""

    def still() -> None:
        plotter = pv.Plotter(off_screen=True, window_size=[3840, 2160])
        plotter.enable_anti_aliasing("ssaa")
        for mesh in meshes:
            plotter.add_mesh(mesh, color="ivory", render=False)
        with tempfile.TemporaryDirectory() as folder:
            plotter.screenshot(str(Path(folder) / "still.png"))
        plotter.close()

    os.environ.pop("VTK_DEFAULT_OPENGL_WINDOW", None)
    return _seconds(still)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
