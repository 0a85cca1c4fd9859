"""The stage for every test: a display without a screen, and VTK's complaints as failures."""

import os
import sys
from collections.abc import Iterator

import pytest

from scripts.xvfb import start_xvfb


def pytest_configure() -> None:
    """Before any test module is imported: the display. ``RETIA_TEST_DISPLAY=own`` shows the windows."""
    if os.environ.get("RETIA_TEST_DISPLAY") != "own":
        start_xvfb()


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests share one mesh cache of their own, so that no run depends on what a user built before."""
    os.environ.setdefault("RETIA_CACHE", str(tmp_path_factory.getbasetemp().parent / "retia-cache"))


class VtkComplaints:
    """Collects what VTK would print as errors, wherever its output window is sent just then."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._watched: object = None

    def watch(self) -> None:
        """Observe the output window in force; pyvista replaces VTK's own when it is imported."""
        core = sys.modules.get("vtkmodules.vtkCommonCore")
        if core is None:
            return
        window = core.vtkOutputWindow.GetInstance()
        if window is not self._watched:
            self._watched = window
            window.AddObserver("ErrorEvent", self._on_error)

    def _on_error(self, _window: object, _event: str, text: str = "") -> None:
        self.lines.append(text)

    _on_error.CallDataType = "string0"  # type: ignore[attr-defined]  # VTK then hands over the text


_complaints = VtkComplaints()


@pytest.fixture(autouse=True)
def _no_vtk_errors() -> Iterator[None]:
    """An error VTK prints fails the test that caused it."""
    _complaints.watch()
    _complaints.lines.clear()
    yield
    assert not _complaints.lines, f"VTK complained: {_complaints.lines[0]}"
