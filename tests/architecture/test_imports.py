"""The walls of the house: what a fresh process loads, and who may reach Qt and VTK."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import meshes
import viewer

PACKAGES = (Path(meshes.__file__).parent, Path(viewer.__file__).parent)
SOURCES = sorted(path for package in PACKAGES for path in package.rglob("*.py"))
QT = {"PyQt6", "qtpy", "pyvistaqt"}
VTK = {"pyvista", "vtk", "vtkmodules"}


def _imported(path: Path) -> set[str]:
    """Top-level names a file imports anywhere, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def _modules(*folders: str) -> list[str]:
    """Dotted names of every module below these folders."""
    root = PACKAGES[0].parent
    names = []
    for path in SOURCES:
        relative = path.relative_to(root)
        if any(relative.is_relative_to(folder) for folder in folders):
            names.append(".".join(relative.with_suffix("").parts).removesuffix(".__init__"))
    return names


def _loaded_by(modules: list[str]) -> set[str]:
    """Top-level names in a fresh process after it imported `modules`."""
    code = "import sys\n" + "".join(f"import {name}\n" for name in modules)
    code += "print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_model_and_the_kernels_load_neither_qt_nor_vtk() -> None:
    folders = ("viewer/model", "viewer/actions", *(f"meshes/{room}" for room in _vtk_free_rooms()))
    modules = ["meshes", "meshes.cache", "meshes.detail", *_modules(*folders)]
    assert not _loaded_by(modules) & (QT | VTK)


def _vtk_free_rooms() -> list[str]:
    rooms = {path.parent.name for path in PACKAGES[0].glob("*/__init__.py")}
    return sorted(rooms - {"surface", "checks", "fitting"})


def test_the_command_line_starts_without_qt_and_vtk() -> None:
    assert not _loaded_by(["viewer.cli"]) & (QT | VTK)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGES[0].parent)))
def test_only_the_window_imports_qt_and_only_surface_and_render_import_vtk(path: Path) -> None:
    relative = path.relative_to(PACKAGES[0].parent).as_posix()
    imported = _imported(path)
    if not relative.startswith("viewer/qt/"):
        assert not imported & QT
    if relative != "viewer/qt/view/viewport.py":
        assert "pyvistaqt" not in imported
    if not relative.startswith(("meshes/surface/", "viewer/render/", "viewer/export/", "viewer/qt/")):
        assert not imported & VTK
    if relative.startswith("meshes/"):
        assert "viewer" not in imported


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGES[0].parent)))
def test_every_file_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body
