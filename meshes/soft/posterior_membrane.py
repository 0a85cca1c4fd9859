"""The membranes that close the canal behind above and below the atlas, where no ligamenta flava are."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import below
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import measures_with, scale_of
from meshes.sdf.surroundings import Surroundings
from meshes.soft.behind_sac import breadth, rounded, stations, stretched
from meshes.soft.sheet import Sheet

UPPER_LEVELS = ("C0", "C1")
"""What a membrane hangs from: the hind rim of the foramen magnum, the posterior arch of the atlas."""

_CORNERS = 13


def posterior_membrane(level: str, column: ColumnFrame, ground: Surroundings, step_mm: float) -> Sheet:
    """The atlanto-occipital or the atlanto-axial membrane, in the world.

    That below the atlas is lax, bowed backwards by the veins before it. Both are drawn as broad as the
    dural sac; the way of the vertebral artery over the arch lies beside it.

    Parameters
    ----------
    level : str
        One of `UPPER_LEVELS`.
    column : ColumnFrame
        Its parameters count.
    ground : Surroundings
        At least the bones from the skull to C3.
    step_mm : float
        Wished distance of the cross-sections.
    """
    sac, scale = dural_sac(column), scale_of(column.parameters)
    s = stations(level, column, ground, step_mm, at_rim=True)
    outer = breadth(sac, s)
    x = outer[:, None] * np.linspace(-1.0, 1.0, _CORNERS)
    measures = measures_with(column.parameters)
    thick = scale * measures.value("C0-C2", "posterior_membrane_thickness")
    bow = scale * measures.value(f"{level}-{below(level)}", "posterior_membrane_bow")
    return stretched(sac, s, x, thick * rounded(x, -outer, outer), ground, scale, bow)
