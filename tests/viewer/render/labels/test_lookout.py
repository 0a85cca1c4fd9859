import numpy as np

from tests.viewer.render.labels.test_sight import FAR, FRONT, NEAR
from viewer.render.labels.looking import looking, sight_of
from viewer.render.labels.lookout import Lookout
from viewer.render.labels.sight import Cloud

CLOUDS = {"near": Cloud(NEAR, 0.3), "far": Cloud(FAR)}


def look():
    return looking(CLOUDS.items(), FRONT, 1.5)


def test_in_helpings_all_is_seen_that_is_seen_at_once() -> None:
    lookout, whole = Lookout(), sight_of(CLOUDS, FRONT, 1.5)
    lookout.turn_to("here", look)
    helpings, found = 0, None
    while found is None:
        assert lookout.is_looking
        found, helpings = lookout.go_on(1e-9), helpings + 1
    assert helpings > len(CLOUDS)
    assert not lookout.is_looking
    assert {key: one.share for key, one in found.seen.items()} == {
        key: one.share for key, one in whole.seen.items()
    }
    assert np.array_equal(found.outline, whole.outline)


def test_each_state_is_looked_at_once_and_anew_when_it_was_broken_off() -> None:
    lookout = Lookout()
    lookout.turn_to("here", look)
    lookout.go_on(60.0)
    lookout.turn_to("here", look)
    assert not lookout.is_looking
    lookout.turn_to("there", look)
    lookout.go_on(1e-9)
    lookout.pause()
    assert not lookout.is_looking
    lookout.turn_to("there", look)
    assert lookout.is_looking
