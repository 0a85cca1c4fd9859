"""The epidural space: what of the vertebral canal the dural sac leaves to fat and veins."""

from __future__ import annotations

from dataclasses import dataclass

from meshes.column.canal.canal import CanalSpace, canal_space
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.frame import ColumnFrame
from meshes.sdf.oval_tube import OvalTube


@dataclass(frozen=True, eq=False)
class EpiduralSpace:
    """The canal outside the sac.

    Parameters
    ----------
    canal : CanalSpace
        Its outer wall: bone, discs and the ligamenta flava between the laminae.
    sac : OvalTube
        The dural sac, its inner wall.
    """

    canal: CanalSpace
    sac: OvalTube


def epidural_space(column: ColumnFrame) -> EpiduralSpace:
    """The epidural space through the levels of a column."""
    return EpiduralSpace(canal_space(column, is_lined=True), dural_sac(column))
