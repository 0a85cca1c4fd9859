"""What a resting picture still lacks, in helpings of spare time: cut faces, names, rings, smooth edges."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from viewer.model.viewpoint import Viewpoint
from viewer.render.bodies import Bodies
from viewer.render.closing import Closing
from viewer.render.labels.looking import looking
from viewer.render.labels.lookout import Lookout
from viewer.render.labels.sight import Sight
from viewer.render.margin import Margin
from viewer.render.protocol import Cut
from viewer.render.ringing import Ringing
from viewer.render.stand_ins import lightness, prepare

LOOKED_AT_ONCE_S = 0.1
"""How long a picture waits to know what there is to name; what takes longer is seen in spare time."""

POLISH_AFTER_S = 0.3
"""How long nothing must have happened before edges are smoothed."""


Eye = Callable[[], tuple[Viewpoint, float]]
"""From where a picture is seen, and its width by its height."""


class Finishing:
    """Shows bodies as well as can be at once, and knows what is to follow.

    Parameters
    ----------
    bodies
        What is shown.
    margin
        Where names are written; without one nobody looks for any.
    draw
        Makes a picture of everything as it has become.
    polish
        Makes the same picture again with smooth edges.
    is_patient
        Whether rings and exact cuts may wait for spare time (:meth:`prepare`): those of a whole column take
        seconds.
    """

    def __init__(
        self,
        bodies: Bodies,
        margin: Margin | None,
        draw: Callable[[], object],
        polish: Callable[[], object],
        is_patient: bool,
    ) -> None:
        self._bodies, self._margin, self._is_patient = bodies, margin, is_patient
        self._draw, self._polish = draw, polish
        self.closing = Closing(bodies.flock)
        self.ringing = Ringing()
        self._lookout = Lookout()
        self.wants_time: Callable[[], object] = _nothing
        """Called when a resting picture needs spare time to be finished."""
        self.picture_s = 0.0
        """How long the last picture took to draw."""
        self._is_resting, self._is_polished, self._drawn_at = True, False, 0.0

    # -- what a picture shows at once

    def rest(self, is_resting: bool) -> None:
        """Say whether things rest or move from the next picture on."""
        self._is_resting, self._is_polished = is_resting, False

    def begin(self, cuts: tuple[Cut, ...], eye: Eye) -> None:
        """Make ready for a picture of the bodies, cut so; only who looks for names asks from where."""
        self._is_polished = False
        self._show(cuts)
        self._look(cuts, eye)
        self._drawn_at = time.perf_counter()

    def _show(self, cuts: tuple[Cut, ...]) -> None:
        visible = self._bodies.visible
        share = lightness(visible).share
        if not self._is_resting:
            self.closing.show_moving(visible, share, cuts)
        elif self._is_patient:
            self.closing.show_resting(visible, share, cuts)
            self.ringing.look_at(visible)
        else:
            self._bodies.flock.part()
            for one in visible:
                one.lay_course()
                one.show(1.0, cuts)
        if self.is_closing or self.is_ringing:
            self.wants_time()

    def _look(self, cuts: tuple[Cut, ...], eye: Eye) -> None:
        """See what there is to name, when things rest and something has changed that matters."""
        if self._margin is None or not self._margin.has_labels or not self._is_resting:
            self._lookout.pause()
            return
        if not self.closing.is_over:
            return
        visible, (viewpoint, aspect) = self._bodies.visible, eye()
        opacities = tuple((one.id, one.appearance.opacity) for one in visible if one.appearance)
        shifts = tuple(one.shift_mm for one in visible)
        look = partial(looking, self._bodies.clouds(), viewpoint, aspect)
        self._lookout.turn_to((viewpoint, aspect, cuts, opacities, shifts), look)
        self._show_sight(self._lookout.go_on(LOOKED_AT_ONCE_S if self._is_patient else float("inf")))
        if self._lookout.is_looking:
            self.wants_time()

    def _show_sight(self, sight: Sight | None) -> bool:
        if sight is not None and self._margin is not None:
            self._margin.set_sight(sight)
        return sight is not None

    # -- what follows

    def prepare(self, seconds: float) -> bool:
        """Use spare time, for about that long; whether there is nothing left to do.

        Cuts exactly what was cut roughly, looks for names, lays rings; makes stand-ins for moving pictures
        (until then full surfaces are drawn while moving), and at last has the resting picture drawn once more
        with smoothed edges, which takes several times longer.
        """
        if not self.closing.is_over:
            is_new = self.is_closing and self.closing.go_on(seconds)
        elif self._lookout.is_looking:
            is_new = self._show_sight(self._lookout.go_on(seconds))
        elif self.is_ringing:
            is_new = self.ringing.go_on(seconds, self.picture_s)
        else:
            return prepare(self._bodies.visible, seconds) and self._has_polished()
        if is_new:
            self._draw()
        return False

    def _has_polished(self) -> bool:
        """Smooth the edges once nothing has happened for a moment; whether nothing is left to smooth."""
        if not self._is_resting or self._is_polished:
            return True
        if time.perf_counter() - self._drawn_at < POLISH_AFTER_S:
            return False
        self._is_polished = True
        self._polish()
        return True

    @property
    def is_closing(self) -> bool:
        """Whether spare time goes into cutting bodies exactly now."""
        return not self.closing.is_over and self._is_resting

    def call_off_closing(self) -> None:
        """Leave what is not cut exactly yet as it is drawn, until the section or box is another."""
        self.closing.call_off()
        self._draw()

    @property
    def is_ringing(self) -> bool:
        """Whether spare time goes into rings now."""
        return self.closing.is_over and self.ringing.left > 0 and self._is_resting

    def call_off_ringing(self) -> None:
        """Leave vessels that have no rings yet without, until they are to have none or others."""
        self.ringing.call_off()
        self._draw()

    def forget_sight(self) -> None:
        """Other names are wished for: what is in sight is to be looked for again."""
        self._lookout.forget()


def _nothing() -> None:
    """Nobody has time to spare."""
