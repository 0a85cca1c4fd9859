"""Surfaces that look alike, drawn as one light body while things move or the full picture is to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pyvista as pv
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkFiltersCore import vtkAppendPolyData
from vtkmodules.vtkRenderingCore import vtkRenderer

from viewer.model.viewpoint import Triple
from viewer.render.drawn import Drawn
from viewer.render.protocol import Appearance, Cut

Look = tuple[str, Appearance, Triple, tuple[Cut, ...]]
"""What surfaces share to be drawn as one: kind, appearance, where they are shifted to, what cuts them."""


@dataclass
class _Group:
    """Alike members and the body drawn for them; without one they are not seen yet.

    `surfaces` are what the body was made of: as long as it lasts nothing else has their identities.
    """

    members: list[Drawn]
    body: Drawn | None = None
    surfaces: tuple[vtkPolyData, ...] = ()


class Flock:
    """Gathers what looks alike: each body by itself costs a picture as much as a thousand triangles.

    The graphics card cuts the gathered roughly (:mod:`viewer.render.cuts.rough`), and each member is left as
    it was drawn last: when it is seen again by itself, nothing has to be loaded anew.

    Parameters
    ----------
    renderer
        Where everything is drawn.
    """

    def __init__(self, renderer: vtkRenderer) -> None:
        self._renderer = renderer
        self._groups: list[_Group] = []
        self._cuts: tuple[Cut, ...] = ()
        self._is_together = False

    @property
    def size(self) -> int:
        """How many groups are drawn as one."""
        return len(self._groups) if self._is_together else 0

    @property
    def ids(self) -> frozenset[str]:
        """Who is gathered."""
        return frozenset(one.id for group in self._groups for one in group.members if self._is_together)

    def gather(
        self,
        visible: Sequence[Drawn],
        share: Callable[[Drawn], float],
        cuts: tuple[Cut, ...],
        hidden: Sequence[Sequence[Drawn]] = (),
    ) -> list[Drawn]:
        """Draw these together by their stand-ins, cut roughly; those that stay by themselves come back.

        By themselves are the only one of a look, what shows rings, and what has no stand-in yet. The
        `hidden`, in groups, are left out of the picture until they are released.
        """
        alike: dict[Look, list[Drawn]] = {}
        alone = [one for one in visible if one.is_ringed or not one.has_stand_in(share(one))]
        apart = {one.id for one in alone}
        for one in visible:
            if one.id not in apart:
                alike.setdefault(_look(one, cuts), []).append(one)
        alone += [members[0] for members in alike.values() if len(members) == 1]
        before = {tuple(map(id, group.surfaces)): group for group in self._groups if group.body}
        after: list[_Group] = []
        for look, members in alike.items():
            if len(members) > 1:
                surfaces = tuple(one.light(share(one)) for one in members)
                known = before.pop(tuple(map(id, surfaces)), None)
                body = known.body if known and known.body else self._made(look[0], surfaces)
                _dress(body, look)
                after.append(_Group(members, body, surfaces))
        for gone in before.values():
            self._drop(gone)
        after += [_Group(list(members)) for members in hidden]
        stays = {one.id for group in after for one in group.members}
        for one in self._members():
            if one.id not in stays:
                one.set_gathered(False)
        self._groups, self._cuts = after, cuts
        self._set_together(True)
        return alone

    def part(self) -> None:
        """Draw each by itself again."""
        self._set_together(False)

    def release(self, triangles: int) -> None:
        """Draw by themselves the members of some groups, with about so many new triangles, or of all."""
        while self._groups and triangles > 0:
            group = self._groups.pop(0)
            self._drop(group)
            for one in group.members:
                one.set_gathered(False)
                triangles -= 0 if one.is_loaded else one.triangles
        self._is_together = bool(self._groups)

    @contextmanager
    def parted(self) -> Iterator[None]:
        """Within this context each is there by itself, cut as the gathered are, for whoever does not draw."""
        was = self._is_together
        for one in self._members() if was else ():
            one.show_roughly(1.0, self._cuts)
        self._set_together(False)
        yield
        self._set_together(was)

    def _members(self) -> list[Drawn]:
        return [one for group in self._groups for one in group.members]

    def _set_together(self, is_together: bool) -> None:
        self._is_together = is_together
        for group in self._groups:
            for one in group.members:
                one.set_gathered(is_together)
            if group.body:
                group.body.surface.SetVisibility(is_together)

    def _made(self, kind: str, surfaces: Sequence[vtkPolyData]) -> Drawn:
        body = Drawn("", kind, _together(surfaces))
        self._renderer.AddActor(body.surface)
        return body

    def _drop(self, group: _Group) -> None:
        if group.body:
            self._renderer.RemoveActor(group.body.surface)


def _dress(body: Drawn, look: Look) -> None:
    _, appearance, shift_mm, cuts = look
    plain = replace(appearance, pattern=None)
    if body.appearance != plain:
        body.paint(plain)
    if body.shift_mm != shift_mm:
        body.shift(shift_mm)
    if body.rough_cuts != cuts:
        body.cut_roughly(cuts)


def _look(one: Drawn, cuts: tuple[Cut, ...]) -> Look:
    if one.appearance is None:
        raise ValueError(f"{one.id} was never painted")
    return one.kind, one.appearance, one.shift_mm, tuple(cut for cut in cuts if one.id not in cut.spared)


def _together(surfaces: Sequence[vtkPolyData]) -> pv.PolyData:
    append = vtkAppendPolyData()
    for surface in surfaces:
        append.AddInputData(surface)
    append.Update()
    return pv.wrap(append.GetOutput())
