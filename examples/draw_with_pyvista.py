"""Draw built structures: with PyVista as any other surface, and as Retia draws its own pictures."""

# %% Build a vertebra and the veins in and on it.
from meshes.anatomy.catalogue import load_catalogue
from meshes.build import Recipe, build
from meshes.cache import MeshCache
from meshes.detail import Detail

catalogue = load_catalogue()
recipe = Recipe(levels=("L3",), detail=Detail.DRAFT)
wanted = [
    key for key in catalogue.select("bone.vertebra,vein") if catalogue.structures[key].level == "L3"
    and not catalogue.structures[key].lies_between
]  # fmt: skip
meshes = {part.id: part.mesh for part in build(recipe, wanted, cache=MeshCache())}

# %% A mesh is two arrays, which PyVista takes as they are; the palette gives each group its colour.
import pyvista as pv

from viewer.model.palette import load_palette

palette = load_palette("atlas")
plotter = pv.Plotter(off_screen=True, window_size=(640, 480))  # in a notebook leave off_screen out
for key, mesh in meshes.items():
    structure = catalogue.structures[key]
    surface = pv.PolyData.from_regular_faces(mesh.points, mesh.triangles)
    is_bone = structure.kind == "bone"
    plotter.add_mesh(surface, color=palette.colour(structure.group), opacity=0.3 if is_bone else 1.0)
plotter.view_vector((1.0, 1.0, 0.5), viewup=(0.0, 0.0, 1.0))
plotter.camera.zoom(1.3)
plotter.screenshot("with-pyvista.png")
plotter.close()

# %% Retia's own picture of it: a scene says what is shown and how, a still how large.
from pathlib import Path

from viewer.export.still import write_still
from viewer.export.still_spec import StillSpec
from viewer.model.scene import Scene

scene = Scene(catalogue)
scene.set_levels("L3", "L3")
scene.isolate(meshes)
scene.fade(["bone.vertebra.L3"])
scene.view_from("superior")
spec = StillSpec(640, 480, dpi=150, has_legend=True, has_scale_bar=True)
write_still(Path("by-retia.png"), catalogue, scene.state, meshes, spec)
print("with-pyvista.png and by-retia.png are written")
