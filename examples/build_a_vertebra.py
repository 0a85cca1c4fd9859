"""Build one vertebra with its veins, and look at the numbers.

Open it as a notebook (each `# %%` begins a cell, in VS Code, Spyder or through Jupytext), or run it.
"""

# %% A recipe says what is built: levels, detail, parameters and seed.
from meshes.build import Recipe, build
from meshes.cache import MeshCache
from meshes.detail import Detail

recipe = Recipe(levels=("L3",), detail=Detail.DRAFT, seed=1)
wanted = ("bone.vertebra.L3", "vein.basivertebral.L3")

# %% Parts come one by one in the order asked for; what was built before comes from the cache.
parts = {part.id: part for part in build(recipe, wanted, cache=MeshCache())}

# %% A part is a triangle mesh in the frame of the column: LPS, millimetres.
bone = parts["bone.vertebra.L3"].mesh
left, posterior, superior = bone.bounds[1] - bone.bounds[0]
print(f"{len(bone.triangles)} triangles; {left:.0f} mm wide, {posterior:.0f} deep, {superior:.0f} high")

# %% It is closed and faces outward, so that it has a volume.
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed

volume_cm3 = signed_volume_mm3(bone) / 1000.0
print(f"closed: {is_closed(bone)}, handles: {genus(bone)}, volume {volume_cm3:.0f} cm³")

# %% The same bone in its own frame, whose origin is the middle of the posterior wall of the body.
local = parts["bone.vertebra.L3"].local
print("in its own frame from", local.bounds[0].round(1), "to", local.bounds[1].round(1))

# %% Another individual is other numbers in the recipe.
larger = Recipe(levels=("L3",), detail=Detail.DRAFT, parameters={"scale": 1.1})
(grown,) = build(larger, ("bone.vertebra.L3",), cache=MeshCache())
growth = signed_volume_mm3(grown.mesh) / signed_volume_mm3(bone)
print(f"a tenth larger in every length is {growth:.2f} times the volume")
