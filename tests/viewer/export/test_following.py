"""Names in movies: in one place all the while, with leaders that follow."""

from dataclasses import replace

import numpy as np
import pytest

from tests.viewer.export.test_still import CATALOGUE, state_of
from tests.viewer.small_atlas import ANTERIOR, BONES, DISC, ball
from viewer.export.exposure import FOUR_SAMPLES, Darkroom
from viewer.export.following import follow
from viewer.export.movie import MovieSpec, film
from viewer.export.page import Page
from viewer.export.still_spec import StillSpec
from viewer.model.explosion import shift_mm
from viewer.model.motion import Stage, moments, moving
from viewer.model.pin import Pin
from viewer.model.scene import Scene
from viewer.model.viewpoint import NAMED_VIEWS
from viewer.render.labels.sheet import Box
from viewer.render.labels.wish import label_wishes
from viewer.render.painted.ink import DARK_INK
from viewer.render.painted.shapes import Dot, Stroke, Words
from viewer.render.projection import projected

MESHES = {
    DISC: ball((0.0, 0.0, 20.0), 6.0),
    BONES[0]: ball((18.0, 0.0, -15.0), 6.0),
    ANTERIOR[0]: ball((-14.0, 0.0, 0.0), 5.0),
}
SPEC = StillSpec(640, 400, has_labels=True)
STATE = replace(
    state_of(visible=tuple(MESHES)), viewpoint=NAMED_VIEWS["posterior"], levels=("T11", "T12"), selection=()
)


def named(kind: str, plane: str | None = None, view: str = "posterior", pins: tuple[Pin, ...] = ()):
    overlays = replace(STATE.overlays, labels=not pins)
    state = replace(STATE, overlays=overlays, viewpoint=NAMED_VIEWS[view], pins=pins)
    page = Page(SPEC, DARK_INK, (), bool(pins))
    points = {key: mesh.points for key, mesh in MESHES.items()}
    stage = Stage(CATALOGUE, state, points, SPEC.width / SPEC.height, *page.taken())
    motion = moving(kind, stage, plane)
    wishes = label_wishes(Scene.of_state(CATALOGUE, state))
    sights = []
    with Darkroom(CATALOGUE, motion(0.0), (SPEC.width, SPEC.height)) as room:
        for _ in room.loading(MESHES):
            pass
        for moment in (0.0, 0.5):
            room.turn_to(motion(moment))
            sights.append(room.exposed(FOUR_SAMPLES[:1], is_named=True).sight)
    following = follow(CATALOGUE, page, wishes, *sights, motion, lambda at: stage.placed(at.explosion))
    return following, motion


def drawn(following, state):
    shapes = following.shapes(state, state.viewpoint)
    words = {each.text: (each.x, each.y) for each in shapes if isinstance(each, Words)}
    return (
        words,
        [each for each in shapes if isinstance(each, Stroke)],
        [s for s in shapes if isinstance(s, Dot)],
    )


def boxes(following) -> list[Box]:
    return [each.label.placed.box for each in following.names]


@pytest.mark.parametrize("kind", ["turntable", "explode"])
def test_names_stand_still_while_their_leaders_follow(kind):
    following, motion = named(kind)
    frames = [drawn(following, motion(moment)) for moment in moments(12)]
    assert len(following.names) == 3
    assert all(words == frames[0][0] for words, _, _ in frames)
    ends = np.array([[(dot.x, dot.y) for dot in dots[3:]] for _, _, dots in frames])
    assert np.ptp(ends, axis=0).max() > 30.0
    # Each leader ends in the ball that its name names.
    middles = {key: mesh.points.mean(axis=0) for key, mesh in MESHES.items()}
    for moment, frame in zip(moments(12), ends, strict=True):
        state = motion(moment)
        for each, end in zip(following.names, frame, strict=True):
            middle = _shifted(each.label.id, middles, state)
            place = projected(middle[None], state.viewpoint)[0][0] * [SPEC.height, -SPEC.height]
            place += [SPEC.width / 2.0, SPEC.height / 2.0]
            radius = 7.0 / (state.viewpoint.height_mm or 1.0) * SPEC.height
            assert np.linalg.norm(end - place) < radius


def _shifted(key, middles, state):
    return middles[key] + shift_mm(CATALOGUE.structures[key], state.levels, state.explosion)


def test_notes_of_one_s_own_stand_still_and_follow_their_structure():
    pin, free = Pin((18.0, 0.0, -15.0), "here", BONES[0]), Pin((0.0, 0.0, 0.0), "origin")
    following, motion = named("explode", pins=(pin, free))
    apart, together = motion(0.5), motion(0.0)
    assert [set(drawn(following, at)[0]) for at in (apart, together)] == [{"here", "origin"}] * 2
    ends = {each.label.id: each.ends for each in following.names}
    assert ends["note.0"][0][0] == BONES[0]
    np.testing.assert_allclose(ends["note.0"][0][1], pin.point)
    moved = [[(dot.x, dot.y) for dot in drawn(following, at)[2][2:]] for at in (together, apart)]
    away = np.linalg.norm(np.subtract(*moved), axis=1)
    assert away[[each.label.id for each in following.names].index("note.0")] > 20.0
    assert away[[each.label.id for each in following.names].index("note.1")] < 1.0


def test_names_stay_beside_whatever_comes_round():
    # From the left the three balls stand behind each other, a quarter of a turn later beside each other.
    following, motion = named("turntable", view="left")
    for moment in moments(12):
        view = motion(moment).viewpoint
        xs = projected(np.concatenate([m.points for m in MESHES.values()]), view)[0][:, 0]
        low, high = SPEC.width / 2.0 + SPEC.height * xs.min(), SPEC.width / 2.0 + SPEC.height * xs.max()
        assert all(right < low or left > high for left, _, right, _ in boxes(following))


def test_what_a_section_takes_away_keeps_a_faint_name_without_a_leader():
    following, motion = named("section", "sagittal")
    (_, before, _), (_, leaders, _) = drawn(following, motion(0.0)), drawn(following, motion(0.5))
    assert len(before) == 6  # each with its halo
    assert len(following.names) == 3
    gone = BONES[0]  # on the left, whence the section comes
    shapes = following.shapes(motion(0.5), motion(0.5).viewpoint)
    alphas = {each.text: each.colour[3] for each in shapes if isinstance(each, Words)}
    assert alphas[gone] < 128
    assert alphas[DISC] == 255
    assert alphas["columns"] == 255
    assert len(leaders) == 4


def test_a_film_has_names_only_when_they_are_asked_for(tmp_path):
    from tests.viewer.export.test_movie import frames_of

    plain = MovieSpec("turntable", 0.5, 4.0, still=replace(SPEC, has_labels=False))
    for name, spec in (("plain", plain), ("named", replace(plain, still=SPEC))):
        list(film(CATALOGUE, STATE, MESHES, spec, tmp_path / f"{name}.mp4"))
    edge = slice(0, 90)  # names stand left of the anatomy
    dark = [(frames_of(tmp_path / f"{name}.mp4")[..., edge, :] < 120).any() for name in ("plain", "named")]
    assert dark == [False, True]
