"""The walls of the house: what a fresh process loads, and who may reach Qt and VTK."""

import ast
import subprocess
import sys
from pathlib import Path

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


def _forbidden(relative: str) -> set[str]:
    """What the file at a place below the root may not import."""
    forbidden = set()
    if not relative.startswith("viewer/qt/"):
        forbidden |= QT
    if relative != "viewer/qt/view/viewport.py":
        forbidden |= {"pyvistaqt"}
    if not relative.startswith(("meshes/surface/", "viewer/render/", "viewer/export/", "viewer/qt/")):
        forbidden |= VTK
    if relative.startswith("meshes/"):
        forbidden |= {"viewer"}
    return forbidden


def test_only_the_window_imports_qt_and_only_surface_and_render_import_vtk() -> None:
    places = {path.relative_to(PACKAGES[0].parent).as_posix(): path for path in SOURCES}
    found = {name: _imported(path) & _forbidden(name) for name, path in places.items()}
    assert {name: taken for name, taken in found.items() if taken} == {}
    assert len(places) > 400


def test_every_file_says_what_it_is() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
    assert [str(path) for path, tree in trees.items() if tree.body and not ast.get_docstring(tree)] == []
