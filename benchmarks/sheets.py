"""Contact sheets: every bone beside real ones, the whole column, and the skull base.

    python -m benchmarks.sheets [--levels C0:Co1] [--out sheets] [--reference FOLDER] [--detail NAME]

Surfaces of real bones are looked for as FOLDER/*/LEVEL.vtp, in the frame of their bone; FOLDER may also be
told by RETIA_REFERENCE. Without one the sheets show the built bones alone.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyvista as pv

from meshes.anatomy.levels import BUILT_LEVELS, parse_range
from meshes.assembly import Assembly
from meshes.detail import Detail
from meshes.recipe import Recipe
from meshes.surface.extract import surface_of
from viewer.render.surfaces import polydata, trimesh

View = tuple[tuple[float, float, float], tuple[float, float, float]]
"""Direction to the viewer and upward direction."""

UP = (0.0, 0.0, 1.0)
VIEWS: dict[str, View] = {
    "superior": (UP, (0.0, -1.0, 0.0)),
    "left": ((1.0, 0.0, 0.0), UP),
    "posterior": ((0.0, 1.0, 0.0), UP),
    "oblique": ((0.7, 0.8, 0.6), UP),
}
SIDES: dict[str, View] = {
    "anterior": ((0.0, -1.0, 0.0), UP),
    "left": VIEWS["left"],
    "posterior": VIEWS["posterior"],
    "oblique": ((0.7, 0.8, 0.15), UP),
}
SKULL: dict[str, View] = {
    "inferior": ((0.0, 0.0, -1.0), (0.0, -1.0, 0.0)),
    "posterior": VIEWS["posterior"],
    "superior": VIEWS["superior"],
}

BONES_A_PAGE = 3
TILE = 420
FREE = 1.16
"""Height of a tile by that of what fills it: room for the name above it."""
NAMED_SACRUM = {"S1": "SACRUM"}
"""Where a file of real bones has another name than its level."""

Tile = tuple[str, pv.PolyData, View]


def references(folder: Path | None, level: str) -> list[tuple[str, pv.PolyData]]:
    """Real bones of a level, by name; none without a folder."""
    if folder is None:
        return []
    files = sorted(folder.glob(f"*/{NAMED_SACRUM.get(level, level)}.vtp"))
    return [(f"{file.parent.name} {level}", polydata(trimesh(pv.read(file)))) for file in files]


def beside(bones: Sequence[tuple[str, pv.PolyData]]) -> list[Tile]:
    """One row: every view of a bone, each followed by the same view of the others."""
    return [(f"{name} {view}", mesh, direction) for view, direction in VIEWS.items() for name, mesh in bones]


def sheet(rows: Sequence[Sequence[Tile]], out: Path, tile: tuple[int, int] = (TILE, TILE)) -> None:
    """A picture of rows of tiles; within a tile the scale is that of its own bone."""
    shape = (len(rows), max(map(len, rows)))
    size = (tile[0] * shape[1], tile[1] * shape[0])
    plotter = pv.Plotter(off_screen=True, shape=shape, window_size=size, border=False)
    for index, row in enumerate(rows):
        for column, (name, mesh, view) in enumerate(row):
            plotter.subplot(index, column)
            plotter.add_mesh(mesh, color="#e8dcc0", smooth_shading=True, specular=0.15)
            plotter.add_text(
                name, position=(0.02, 0.94), viewport=True, font_size=8, color="black", font="arial"
            )
            _look(plotter, mesh, view, tile[1] / tile[0])
    plotter.set_background("white")
    plotter.screenshot(out)
    plotter.close()
    print(out)


def _look(plotter: pv.Plotter, mesh: pv.PolyData, view: View, upright: float) -> None:
    back, upward = (np.array(axis) / np.linalg.norm(axis) for axis in view)
    across = np.cross(upward, back)
    across /= np.linalg.norm(across)
    axes = np.array([across, np.cross(back, across), back])
    seen = np.asarray(mesh.points) @ axes.T
    (wide, high, _), middle = np.ptp(seen, axis=0), (seen.min(axis=0) + seen.max(axis=0)) / 2.0
    centre = middle @ axes
    plotter.camera.position = centre + 1000.0 * back
    plotter.camera.focal_point = centre
    plotter.camera.up = tuple(axes[1])
    plotter.enable_parallel_projection()
    plotter.camera.parallel_scale = FREE * float(max(high, wide * upright)) / 2.0
    plotter.reset_camera_clipping_range()


def bone_sheets(
    levels: Sequence[str], meshes: dict[str, pv.PolyData], folder: Path | None, out: Path
) -> None:
    """Every bone beside its references, a few bones a page."""
    for start in range(0, len(levels), BONES_A_PAGE):
        page = levels[start : start + BONES_A_PAGE]
        rows = [beside([(level, meshes[level]), *references(folder, level)]) for level in page]
        sheet(rows, out / f"{page[0]}-{page[-1]}.png")


def column_sheet(assembly: Assembly, meshes: dict[str, pv.PolyData], out: Path) -> None:
    """The whole column from four sides."""
    poses = assembly.column.poses
    column = pv.merge([_posed(mesh, poses[level].matrix) for level, mesh in meshes.items()])
    sheet([[(name, column, view) for name, view in SIDES.items()]], out / "column.png", (480, 1600))


def _posed(mesh: pv.PolyData, matrix: np.ndarray) -> pv.PolyData:
    return mesh.transform(matrix, inplace=False)


def _built(assembly: Assembly, levels: Sequence[str]) -> Iterator[tuple[str, pv.PolyData]]:
    for level in levels:
        yield level, polydata(surface_of(assembly.bone_field(level), assembly.bone(level)))


def main() -> None:
    """Build the levels asked for and write their sheets."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--levels", default=f"{BUILT_LEVELS[0]}:{BUILT_LEVELS[-1]}")
    parser.add_argument("--out", type=Path, default=Path("sheets"))
    parser.add_argument("--detail", type=Detail.named, default=Detail.NORMAL)
    parser.add_argument("--reference", type=Path, default=os.environ.get("RETIA_REFERENCE") or None)
    chosen = parser.parse_args()
    if chosen.reference and not any(chosen.reference.glob("*/*.vtp")):
        parser.error(f"{chosen.reference} holds no folder with .vtp files")
    chosen.out.mkdir(parents=True, exist_ok=True)
    assembly = Assembly(Recipe(detail=chosen.detail))
    levels = [level for level in parse_range(chosen.levels) if level in BUILT_LEVELS]
    meshes = dict(_built(assembly, levels))
    bone_sheets(levels, meshes, chosen.reference, chosen.out)
    column_sheet(assembly, meshes, chosen.out)
    if "C0" in meshes:
        sheet(
            [[(name, meshes["C0"], view) for name, view in SKULL.items()]],
            out=chosen.out / "skull-base.png",
            tile=(700, 700),
        )


if __name__ == "__main__":
    main()
