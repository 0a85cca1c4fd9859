"""A few structures written out by hand, with simple bodies for surfaces."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pyvista as pv

from meshes.anatomy.catalogue import Catalogue
from meshes.anatomy.structure import Group, Structure
from meshes.geometry.trimesh import TriMesh

BONES = ("bone.vertebra.T11", "bone.vertebra.T12", "bone.vertebra.L1")
ANTERIOR = ("vein.internal.anterior.T11.left", "vein.internal.anterior.T12.left")
DISC = "disc.T11-T12"


def structure(structure_id: str, kind: str, group: str, level: str) -> Structure:
    parent = structure_id.partition(f".{level}")[0]
    return Structure(
        structure_id,
        structure_id,
        "",
        None,
        None,
        None,
        kind,
        group,
        level,
        None,
        parent,
        "illustrative",
        (),
        "",
    )


def small_catalogue() -> Catalogue:
    rows = [structure(each, "bone", "vertebra", each.rsplit(".", 1)[1]) for each in BONES]
    rows.append(structure(DISC, "disc", "disc", "T11"))
    columns = [structure(each, "vein", "anterior-internal", each.split(".")[3]) for each in ANTERIOR]
    rows += [replace(each, name=f"Anterior column, {each.level}") for each in columns]
    rows.append(structure("vein.internal.transverse.T11", "vein", "anterior-internal", "T11"))
    rows.append(structure("vein.basivertebral.T12", "vein", "basivertebral", "T12"))
    groups = {"bone.vertebra": group("bone.vertebra", "Vertebrae", "bone", "vertebra")}
    anterior = group("vein.internal.anterior", "Anterior plexus: columns", "vein", "anterior-internal")
    groups["vein.internal.anterior"] = anterior
    return Catalogue(MappingProxyType({row.id: row for row in rows}), MappingProxyType(groups))


def group(group_id: str, name: str, kind: str, family: str) -> Group:
    return Group(group_id, name, "", None, None, None, kind, family, None, "")


def ball(
    centre: tuple[float, float, float] = (0.0, 0.0, 0.0), radius: float = 10.0, steps: int = 40
) -> TriMesh:
    sphere = pv.Sphere(radius=radius, center=centre, theta_resolution=steps, phi_resolution=steps)
    return TriMesh(np.asarray(sphere.points, float), sphere.regular_faces)
