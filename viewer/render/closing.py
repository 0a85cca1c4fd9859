"""Pictures of many bodies for which nobody waits: light and roughly cut at once, then full piece by piece."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from viewer.render.cuts.rough import straddled
from viewer.render.drawn import Drawn
from viewer.render.flock import Flock
from viewer.render.protocol import Cut

AT_ONCE_S = 0.08
"""How long things at rest are cut exactly for one picture, before those that remain are left for later."""

MANY = 60
"""More bodies than these cannot be cut exactly at once."""

FEW = 20
"""So many bodies are cut exactly while things move: a millisecond each."""

TOO_MANY_TRIANGLES = 400_000
"""More than a software graphics card can be given for one picture: a tenth of a second for each 300 000."""

LOADED_AT_ONCE = 200_000
"""So many triangles are added to each of the pictures in which the full one comes."""

Share = Callable[[Drawn], float]


class Closing:
    """Which bodies still wait for their exact cut, or to be drawn in full.

    Parameters
    ----------
    flock
        Draws the others meanwhile.
    """

    def __init__(self, flock: Flock) -> None:
        self._flock = flock
        self._waiting: list[Drawn] = []
        self._cuts: tuple[Cut, ...] = ()
        self._asked: tuple[tuple[Cut, ...], bool] | None = None
        self._called_off: tuple[Cut, ...] | None = None
        self._is_sketch = self._has_ended = False
        self.total = 0
        """How many bodies waited when these cuts were shown first."""

    @property
    def left(self) -> int:
        """How many are still to be cut."""
        return len(self._waiting)

    @property
    def is_over(self) -> bool:
        """Whether all is drawn as it is to stay."""
        return not self._waiting and not self._is_sketch

    def show_moving(self, visible: Sequence[Drawn], share: Share, cuts: tuple[Cut, ...]) -> None:
        """Draw stand-ins together, cut roughly; a few bodies that are met are cut exactly.

        What waits for an exact cut goes on waiting.
        """
        self._asked, self._is_sketch = (cuts, True), False
        met = _met(visible, cuts)
        exact = met if len(met) <= FEW else []
        known = {one.id for one in exact}
        alone = self._flock.gather([one for one in visible if one.id not in known], share, cuts)
        for one in exact:
            one.show(share(one), cuts)
        for one in alone:
            one.show_roughly(share(one), cuts)

    def show_resting(self, visible: Sequence[Drawn], share: Share, cuts: tuple[Cut, ...]) -> None:
        """Draw full surfaces, exactly cut as far as there is time for it; :meth:`go_on` does the rest.

        Where all that is new would take too long, it begins with the stand-ins of :meth:`show_moving`, and
        what was not seen before comes later.
        """
        is_new, self._asked = self._asked != (cuts, False), (cuts, False)
        self._cuts = cuts
        if self._called_off not in (None, cuts):
            self._called_off = None
        pending = [one for one in visible if not one.is_ready(1.0, cuts)]
        has_ended, self._has_ended = self._has_ended, False
        if self._is_sketch and not is_new:
            self._sketch(visible, pending, share, self._flock.ids)
        elif not has_ended and _is_heavy([one for one in pending if not one.is_current(1.0, cuts)]):
            self._sketch(visible, pending, share, frozenset(one.id for one in visible))
        else:
            self._flock.part()
            self._is_sketch = False
            self._waiting = [one for one in visible if not one.show_roughly(1.0, cuts)]
        if self._called_off is not None:
            self._waiting = []
        elif is_new and not self._is_sketch and len(self._waiting) <= MANY:
            self._cut(AT_ONCE_S)
        if is_new or not self._waiting:
            self.total = len(self._waiting)

    def _sketch(
        self, visible: Sequence[Drawn], pending: Sequence[Drawn], share: Share, ids: frozenset[str]
    ) -> None:
        new = [
            one for one in pending if one.id in ids and not one.is_seen and not one.has_stand_in(share(one))
        ]
        late = {one.id for one in new}
        light = [one for one in visible if one.id in ids - late]
        alone = self._flock.gather(light, share, self._cuts, _portions(new))
        gathered = self._flock.ids
        self._is_sketch = bool(gathered)
        shown = [one for one in visible if one.id not in ids] + alone
        rough = [one for one in shown if not one.show_roughly(1.0, self._cuts)]
        self._waiting = [one for one in pending if one.id in gathered] + rough

    def go_on(self, seconds: float) -> bool:
        """Cut exactly for about so long, then add some full surfaces; whether there is more to be seen."""
        if self._waiting:
            self._cut(seconds)
        if self._waiting:
            return False
        if self._is_sketch:
            self._flock.release(LOADED_AT_ONCE)
            self._is_sketch = bool(self._flock.size)
            self._has_ended = not self._is_sketch
        return True

    def _cut(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        while self._waiting and time.perf_counter() < until:
            self._waiting.pop().show(1.0, self._cuts)

    def call_off(self) -> None:
        """Leave those that wait as they are until there are other cuts."""
        self._called_off = self._cuts if self._waiting else None
        for one in self._waiting:
            one.show_roughly(1.0, self._cuts)
        self._waiting = []


def _met(visible: Sequence[Drawn], cuts: tuple[Cut, ...]) -> list[Drawn]:
    """Those that cuts seem to run through, by the boxes around them."""
    if not cuts or not visible:
        return []
    is_met = straddled(np.array([one.bounds for one in visible]), cuts)
    return [
        one
        for one, is_one in zip(visible, is_met.tolist(), strict=True)
        if is_one and any(one.id not in cut.spared for cut in cuts)
    ]


def _is_heavy(new: Sequence[Drawn]) -> bool:
    return sum(one.triangles for one in new) > TOO_MANY_TRIANGLES


def _portions(new: Sequence[Drawn]) -> list[list[Drawn]]:
    """Those that come into the picture together."""
    portions: list[list[Drawn]] = []
    weight = LOADED_AT_ONCE
    for one in new:
        if weight >= LOADED_AT_ONCE:
            portions.append([])
            weight = 0
        portions[-1].append(one)
        weight += one.triangles
    return portions
