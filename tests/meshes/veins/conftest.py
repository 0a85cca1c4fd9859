"""The veins of the whole column as it is built, once a run."""

from collections.abc import Mapping

import pytest

from meshes.assembly import Assembly
from meshes.geometry.trimesh import TriMesh
from meshes.graph_cache import kept_graph
from meshes.network.graph import VesselGraph
from meshes.recipe import Recipe
from meshes.surface.skin import skin
from meshes.veins.assemble import FAMILIES, is_of_plexus
from meshes.veins.surroundings.ground import Ground


@pytest.fixture(scope="session")
def assembly() -> Assembly:
    """Bones, discs and veins from T1 to L5."""
    return Assembly(Recipe())


@pytest.fixture(scope="session")
def graph(assembly: Assembly) -> VesselGraph:
    """All veins."""
    return kept_graph(assembly.recipe)


@pytest.fixture(scope="session")
def bones(assembly: Assembly) -> Ground:
    """The vertebrae alone, in the world."""
    poses = assembly.column.poses
    return Ground.of([(poses[level], assembly.bone_field(level)) for level in assembly.recipe.levels])


@pytest.fixture(scope="session")
def ground(assembly: Assembly) -> Ground:
    """Vertebrae and discs, in the world."""
    return Ground.of(assembly.ground())


@pytest.fixture(scope="session")
def skins(graph: VesselGraph) -> Mapping[str, TriMesh]:
    """The surface of every vein."""
    plexus = graph.of(*FAMILIES)
    return {name: skin(plexus if is_of_plexus(name) else graph, name) for name in graph.ids}
