"""Ask the catalogue what there is and who says so, and the vein graph how long and wide veins are."""

# %% The catalogue has every structure, with names, terminology numbers, evidence and sources.
from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.sources import load_sources

catalogue, sources = load_catalogue(), load_sources()
vein = catalogue.structures["vein.basivertebral.L3"]
print(vein.name, "·", vein.latin, "· TA2", vein.ta2, "·", vein.evidence)
for key in vein.sources:
    print("   ", sources[key].citation)

# %% `select` understands what the command line calls IDS: ids, beginnings of ids, levels.
internal = [key for key in catalogue.select("vein.internal") if catalogue.structures[key].level == "L3"]
print(len(internal), "pieces of the internal plexuses belong to L3")

# %% All veins of a recipe are one graph of centrelines: nodes have a place and a radius, edges a structure.
import numpy as np

from meshes.build import Recipe, vessel_graph

graph = vessel_graph(Recipe(levels=("L3",)))
print(graph.node_count, "nodes,", graph.edge_count, "edges")

# %% Length and mean calibre of each piece.
ends = graph.xyz[graph.edges]
lengths_mm = np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1)
calibres_mm = 2.0 * graph.radius[graph.edges].mean(axis=1)
table = {}
for name in graph.ids:
    own = graph.edges_of(name)
    table[name] = (lengths_mm[own].sum(), np.average(calibres_mm[own], weights=lengths_mm[own]))
for name, (length, calibre) in sorted(table.items(), key=lambda row: -row[1][0])[:5]:
    print(f"{name:40} {length:6.1f} mm long, {calibre:.1f} mm wide")

# %% The claims that `retia check` tries are data, too.
from meshes.checks.claims import CLAIMS

print(len(CLAIMS), "claims, among them:", next(iter(CLAIMS.values())).claim)
