"""Who draws is told, and a machine without OpenGL is told so instead of crashing."""

import ctypes

import pytest

from viewer.render import opengl


def test_the_renderer_is_named() -> None:
    assert "OpenGL" in (opengl.opengl_renderer() or "")


def test_a_machine_without_opengl_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> ctypes.CDLL:
        raise OSError(name)

    monkeypatch.setenv("DISPLAY", ":977")  # leaves the environment, and is put back afterwards
    monkeypatch.setattr(ctypes, "CDLL", nothing)
    assert opengl.opengl_renderer() is None
    with pytest.raises(opengl.NoOpenGL, match="libegl1"):
        opengl.prepare_drawing()


def test_without_a_display_the_picture_is_drawn_through_egl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("VTK_DEFAULT_OPENGL_WINDOW", raising=False)
    opengl.prepare_drawing()
    assert opengl.os.environ["VTK_DEFAULT_OPENGL_WINDOW"] == "vtkEGLRenderWindow"


def test_a_display_nobody_answers_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":977")
    monkeypatch.setenv("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")
    opengl.prepare_drawing()
    assert "DISPLAY" not in opengl.os.environ


def test_a_display_that_answers_stays() -> None:
    shown = opengl.os.environ["DISPLAY"]
    opengl.prepare_drawing()
    assert opengl.os.environ["DISPLAY"] == shown
