"""From solids and vessel graphs to closed triangle meshes: the one door to PyVista and VTK in `meshes`."""
