"""Contact sheets: every vertebra from four sides, beside real ones where there are any.

    python -m benchmarks.sheets [--levels C0:Co1] [--out sheets]

Real vertebrae are looked for in the folder named by RETIA_REFERENCE, or in ../shared/reference; without them
the sheets show the built ones alone.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
import pyvista as pv

from meshes.anatomy.levels import BUILT_LEVELS, parse_range
from meshes.assembly import Assembly
from meshes.geometry.trimesh import TriMesh
from meshes.recipe import Recipe
from meshes.surface.extract import contour

VIEWS = {
    "superior": ((0.0, 0.0, 1.0), (0.0, -1.0, 0.0)),
    "left": ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0)),
    "posterior": ((0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "oblique": ((0.7, 0.8, 0.6), (0.0, 0.0, 1.0)),
}
"""Direction to the viewer and upward direction."""

ROWS = 4
TILE = 460


def reference_folder() -> Path | None:
    """Where real vertebrae lie, if anywhere."""
    named = os.environ.get("RETIA_REFERENCE")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "reference"
    return folder / "meshes" if (folder / "meshes").is_dir() else None


def references(level: str) -> list[tuple[str, pv.PolyData]]:
    """Real vertebrae of a level, by name."""
    folder = reference_folder()
    if folder is None:
        return []
    files = sorted(folder.glob(f"*/{level}.vtp"))
    return [(f"{file.parent.name} {level}", pv.read(file)) for file in files]


def shown(mesh: TriMesh) -> pv.PolyData:
    """A mesh as the plotter takes it."""
    triangles = np.column_stack([np.full(len(mesh.triangles), 3), mesh.triangles])
    return pv.PolyData(mesh.points, triangles.ravel())


def sheet(rows: list[tuple[str, pv.PolyData]], out: Path) -> None:
    """One row a bone, one column a view."""
    shape = (len(rows), len(VIEWS))
    size = (TILE * shape[1], TILE * shape[0])
    plotter = pv.Plotter(off_screen=True, shape=shape, window_size=size, border=False)
    for row, (name, mesh) in enumerate(rows):
        smooth = mesh.compute_normals(feature_angle=80.0, split_vertices=True)
        for column, view in enumerate(VIEWS):
            plotter.subplot(row, column)
            plotter.add_mesh(smooth, color="#e8dcc0", smooth_shading=True, specular=0.15)
            _look(plotter, mesh, view)
            if column == 0:
                plotter.add_text(name, font_size=9, color="black")
    plotter.set_background("white")
    plotter.screenshot(out)
    plotter.close()


def _look(plotter: pv.Plotter, mesh: pv.PolyData, view: str) -> None:
    direction, up = VIEWS[view]
    centre = np.array(mesh.center)
    plotter.camera.position = centre + 300.0 * np.array(direction)
    plotter.camera.focal_point = centre
    plotter.camera.up = up
    plotter.enable_parallel_projection()
    low, high = np.array(mesh.bounds).reshape(3, 2).T
    plotter.camera.parallel_scale = float((high - low).max()) * 0.52


def main() -> None:
    """Build the levels asked for and write their sheets."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--levels", default=f"{BUILT_LEVELS[0]}:{BUILT_LEVELS[-1]}")
    parser.add_argument("--out", type=Path, default=Path("sheets"))
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    assembly = Assembly(Recipe())
    rows: list[tuple[str, pv.PolyData]] = []
    for level in (each for each in parse_range(chosen.levels) if each in BUILT_LEVELS):
        rows.append((level, shown(contour(assembly.bone_field(level)))))
        rows.extend(references(level))
    for start in range(0, len(rows), ROWS):
        page = rows[start : start + ROWS]
        out = chosen.out / f"{page[0][0].split()[-1]}-{page[-1][0].split()[-1]}-{start // ROWS + 1}.png"
        sheet(page, out)
        print(out)


if __name__ == "__main__":
    main()
