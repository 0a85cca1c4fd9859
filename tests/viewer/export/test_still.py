import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from tests.viewer.small_atlas import ANTERIOR, BONES, DISC, ball, small_catalogue
from viewer.export.exposure import expose, finished
from viewer.export.page import Page
from viewer.export.png import png
from viewer.export.still import compose, composing, render_still, write_still
from viewer.export.still_spec import StillSpec
from viewer.model.measure import Measurement
from viewer.model.overlays import Overlays
from viewer.model.scene import Scene
from viewer.model.section import NAMED_SECTIONS
from viewer.model.viewpoint import NAMED_VIEWS, Viewpoint
from viewer.model.written.figure_file import read_figure
from viewer.model.written.figure_text import figure_text
from viewer.model.written.session import read_session, session_text
from viewer.render.painted.ink import TEXT_POINTS, ink_on
from viewer.render.painted.legend import legend_size
from viewer.render.painted.shapes import Words, scaled
from viewer.render.painted.typeface import text_width
from viewer.render.protocol import LegendRow

CATALOGUE = small_catalogue()
FRONT = Viewpoint((0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, 0.0), 40.0, is_parallel=True)
MESHES = {DISC: ball(radius=10.0), BONES[0]: ball((0.0, 0.0, 0.0), 14.0)}
SMALL = StillSpec(120, 100, background="transparent")


def state_of(opacity: float = 1.0, visible: tuple[str, ...] = (DISC,)):
    scene = Scene(CATALOGUE)
    scene.isolate(visible)
    scene.set_opacity([DISC], opacity)
    scene.set_viewpoint(FRONT)
    return scene.state


def over(picture: np.ndarray, grey: float) -> np.ndarray:
    alpha = picture[..., 3:] / 255.0
    return picture[..., :3] * alpha + grey * (1.0 - alpha)


@pytest.mark.parametrize("opacity", [1.0, 0.5, 0.2])
def test_a_clear_picture_laid_on_white_equals_one_rendered_on_white(opacity):
    state = state_of(opacity)
    clear = render_still(CATALOGUE, state, MESHES, SMALL)
    white = render_still(CATALOGUE, state, MESHES, replace(SMALL, background="#ffffff"))
    assert np.abs(over(clear, 255.0) - white[..., :3]).max() <= 2.0


def test_veins_are_brighter_before_a_dark_ground_and_as_usual_before_a_light_one():
    scene = Scene(CATALOGUE)
    scene.isolate(ANTERIOR[:1])
    scene.set_viewpoint(FRONT)
    meshes = {ANTERIOR[0]: ball(radius=15.0)}

    def middle(background: str) -> np.ndarray:
        spec = replace(SMALL, background=background)
        return render_still(CATALOGUE, scene.state, meshes, spec)[50, 60, :3].astype(float)

    usual = middle("#ffffff")
    for light in ("transparent", "backdrop", "#dddddd"):
        np.testing.assert_allclose(middle(light), usual, atol=2.0)
    for dark in ("dark-backdrop", "#000000"):
        np.testing.assert_allclose(middle(dark), middle("#000000"), atol=2.0)
    assert middle("#000000").sum() > 1.3 * usual.sum()


@pytest.mark.parametrize("opacity", [1.0, 0.5])
def test_alpha_agrees_with_renderings_on_black_and_on_white(opacity, monkeypatch):
    from viewer.export import exposure

    pictures = {}
    for grey in (0.0, 1.0):

        def backdrop(plotter, grey=grey):
            plotter.renderer.GradientBackgroundOff()
            plotter.renderer.SetBackground(grey, grey, grey)
            plotter.renderer.SetBackgroundAlpha(1.0)

        monkeypatch.setattr(exposure, "_clear_backdrop", backdrop)
        pictures[grey] = expose(CATALOGUE, state_of(opacity), MESHES, (120, 100))[0]
    monkeypatch.undo()
    clear = expose(CATALOGUE, state_of(opacity), MESHES, (120, 100))[0]
    for grey, picture in pictures.items():
        assert np.abs(over(clear, 255.0 * grey) - picture[..., :3]).max() <= 2.0


def test_edges_are_smooth_and_without_a_fringe():
    picture = render_still(CATALOGUE, state_of(), MESHES, SMALL)
    alpha = picture[..., 3]
    edge = (alpha > 40) & (alpha < 215)
    assert edge.sum() > 40
    assert alpha.max() == 255
    assert alpha[50, 60] == 255
    inside = picture[..., :3][alpha == 255]
    assert picture[..., :3][edge].min() >= inside.min() - 12
    assert picture[..., :3][edge].max() <= inside.max() + 12


@pytest.mark.parametrize(("side", "least"), [(100, 5.0), (180, 9.0), (320, 11.0), (638, 11.0), (1160, 20.0)])
def test_letters_stay_readable_in_small_pictures_and_grow_with_large_ones(side, least):
    assert StillSpec(2 * side, side).scale * TEXT_POINTS == pytest.approx(least)


def test_the_picture_has_exactly_the_asked_pixels_and_resolution(tmp_path):
    spec = StillSpec(201, 99, dpi=254.0)
    write_still(tmp_path / "one.png", CATALOGUE, state_of(), MESHES, spec, "A title", "Größe – α")
    with Image.open(tmp_path / "one.png") as image:
        assert image.size == (201, 99)
        assert image.info["dpi"] == pytest.approx((254.0, 254.0), abs=0.1)
        assert image.text["Title"] == "A title"
        assert image.text["Description"] == "Größe – α"
        assert image.mode == "RGB"
    assert [path.name for path in tmp_path.iterdir()] == ["one.png"]


def test_a_clear_picture_keeps_its_alpha_in_the_file():
    picture = render_still(CATALOGUE, state_of(0.5), MESHES, SMALL)
    with Image.open(io.BytesIO(png(picture, 300.0))) as image:
        np.testing.assert_array_equal(np.asarray(image.convert("RGBA")), picture)


def test_a_write_that_fails_leaves_the_old_picture(tmp_path, monkeypatch):
    target = tmp_path / "old.png"
    target.write_bytes(b"old")
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_still(target, CATALOGUE, state_of(), MESHES, SMALL)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["old.png"]


def test_the_same_state_gives_the_same_bytes():
    first, second = (png(render_still(CATALOGUE, state_of(0.5), MESHES, SMALL), 300.0) for _ in range(2))
    assert first == second


def test_twice_the_pixels_show_the_same_picture():
    spec = StillSpec(120, 100, has_legend=True, has_scale_bar=True, has_compass=True)
    small = render_still(CATALOGUE, state_of(), MESHES, spec)
    large = render_still(CATALOGUE, state_of(), MESHES, replace(spec, width=240, height=200))
    shrunk = large.reshape(100, 2, 120, 2, 4).mean(axis=(1, 3))
    assert np.abs(shrunk - small).mean() < 6.0


def test_the_scale_bar_is_as_long_as_it_says():
    spec = StillSpec(400, 400, has_scale_bar=True)
    bare = render_still(CATALOGUE, state_of(), MESHES, replace(spec, has_scale_bar=False))
    picture = render_still(CATALOGUE, state_of(), MESHES, spec)
    changed = np.abs(picture.astype(int) - bare).sum(axis=-1) > 150
    longest = max(int(row.sum()) for row in changed)
    assert longest * 40.0 / 400.0 == pytest.approx(5.0, abs=0.4)


@pytest.mark.parametrize("width", [301, 640, 1600])
def test_the_bar_has_its_millimetres_to_the_pixel(width):
    spec = StillSpec(width, width * 2 // 3, has_scale_bar=True)
    bare, picture = (
        render_still(CATALOGUE, state_of(), MESHES, replace(spec, has_scale_bar=has)) for has in (False, True)
    )
    changed = np.abs(picture.astype(int) - bare).sum(axis=-1) > 150
    columns = np.flatnonzero(changed[np.flatnonzero(changed.any(axis=1))[-1]])
    length = columns[-1] - columns[0] + 1
    (said,) = (words.text for words in written_in(spec) if words.text.endswith("mm"))
    # What is 40 mm high fills the picture.
    assert length == pytest.approx(float(said.split()[0]) * spec.height / 40.0, abs=1.0)


def test_legend_scale_bar_and_compass_keep_to_their_corners():
    plain = render_still(CATALOGUE, state_of(), {}, StillSpec(600, 400))
    assert (plain == 255).all()
    for field, corner in (
        ("has_legend", (slice(0, 200), slice(0, 300))),
        ("has_compass", (slice(200, 400), slice(0, 300))),
        ("has_scale_bar", (slice(200, 400), slice(300, 600))),
    ):
        spec = replace(StillSpec(600, 400), **{field: True})
        changed = (render_still(CATALOGUE, state_of(), MESHES, spec) != 255).any(axis=-1)
        changed &= (render_still(CATALOGUE, state_of(), MESHES, StillSpec(600, 400)) == 255).all(axis=-1)
        assert changed.any(), field
        assert changed[corner].sum() == changed.sum(), field


def test_a_legend_wider_than_the_names_below_it_has_room_beside_the_anatomy():
    rows = (LegendRow("Veins of the spinal cord and its roots", "#808080"),)
    square = StillSpec(900, 900, has_labels=True, has_legend=True, enlarged=1.4)
    page = Page(square, ink_on("#ffffff"), rows)
    width = legend_size(rows, square.scale)[0]
    assert page.taken()[0] * 900 >= min(page.margin + width, 0.4 * 900)
    assert page.taken()[0] > Page(square, page.ink, ()).taken()[0]
    assert page.taken()[1] == Page(square, page.ink, ()).taken()[1]
    narrow = replace(square, width=300)
    assert Page(narrow, page.ink, rows).taken()[0] == 0.0, "names at the right need the room"


def test_hidden_structures_and_the_selection_do_not_show():
    scene = Scene.of_state(CATALOGUE, state_of())
    before = render_still(CATALOGUE, scene.state, MESHES, SMALL)
    scene.select([DISC])
    np.testing.assert_array_equal(render_still(CATALOGUE, scene.state, MESHES, SMALL), before)
    scene.hide([DISC])
    assert render_still(CATALOGUE, scene.state, MESHES, SMALL).max() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": 0},
        {"height": 20000},
        {"width": 16000, "height": 16000},
        {"dpi": 0.0},
        {"background": "#12"},
        {"background": "clear"},
    ],
)
def test_impossible_wishes_are_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        StillSpec(**wrong)


SIDE = ball((14.0, 0.0, 0.0), 4.0)
SHOWN = {DISC: ball(radius=6.0), BONES[0]: ball((0.0, 0.0, 14.0), 5.0), ANTERIOR[0]: SIDE}
NAMED = StillSpec(640, 480, has_labels=True, has_legend=True, has_scale_bar=True, has_compass=True)


@pytest.mark.parametrize(
    "change",
    [
        {"explosion": 0.4},
        {"selection": (BONES[0],)},
        {"measurements": (Measurement(((-5.0, 0.0, 0.0), (14.0, 0.0, 4.0))),)},
        {"overlays": Overlays(labels=True, label_names="both")},
        {"section": replace(NAMED_SECTIONS["median"], offset_mm=1.0, spared=(ANTERIOR[0],))},
        {"palette": "print"},
        {"viewpoint": NAMED_VIEWS["oblique"]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_session_and_the_figure_file_of_its_state_make_the_same_picture(change):
    plain_state = state_of(opacity=0.5, visible=tuple(SHOWN))
    state = replace(plain_state, **change)
    session = read_session(session_text(state), CATALOGUE).state
    figure = read_figure("x", figure_text(state, CATALOGUE, "T", "C")).state(CATALOGUE)
    pictures = [render_still(CATALOGUE, each, SHOWN, NAMED) for each in (session, figure)]
    np.testing.assert_array_equal(*pictures)
    # These two matter to names alone, and only where there is little room or a Latin name.
    if not change.keys() & {"selection", "overlays"}:
        assert (render_still(CATALOGUE, plain_state, SHOWN, NAMED) != pictures[0]).any()


SIDES = tuple(replace(NAMED_VIEWS[name], is_parallel=True) for name in ("anterior", "left"))


def reach(picture: np.ndarray) -> tuple[int, int]:
    """How wide and how high what is drawn is, in pixels."""
    rows, columns = np.nonzero(picture[..., 3])
    return int(np.ptp(columns)), int(np.ptp(rows))


def test_several_views_stand_beside_each_other_at_one_scale():
    meshes = {DISC: ball((0.0, 0.0, 20.0), 5.0), BONES[0]: ball((0.0, 60.0, -20.0), 5.0)}
    state = replace(state_of(visible=tuple(meshes)), viewpoint=NAMED_VIEWS["anterior"])
    spec = StillSpec(400, 200, background="transparent", views=SIDES)
    picture = render_still(CATALOGUE, state, meshes, spec)
    assert picture.shape == (200, 400, 4)
    front, left = reach(picture[:, :200]), reach(picture[:, 200:])
    # From the front the two balls stand over each other, from the left they are 60 mm apart.
    assert front[1] == pytest.approx(left[1], abs=2)
    assert left[0] / front[0] == pytest.approx(7.0, rel=0.06)


def test_panels_leave_room_for_the_legend_and_have_names_of_their_own():
    meshes = {DISC: ball((0.0, 0.0, 20.0), 5.0), BONES[0]: ball((0.0, 0.0, -20.0), 5.0)}
    state = replace(state_of(visible=tuple(meshes)), viewpoint=NAMED_VIEWS["anterior"])
    spec = StillSpec(1600, 600, views=SIDES, has_legend=True, has_labels=True, has_scale_bar=True)
    words = [shape for shape in compose(CATALOGUE, state, meshes, spec).shapes if isinstance(shape, Words)]
    titles = [each for each in words if each.x < 300]
    assert [each.text for each in titles] == ["Vertebrae", "Disc"]
    named = [each.x for each in words if each.text == BONES[0]]
    assert len(named) == 2
    assert named[1] - named[0] > 500
    assert sum(each.text.endswith("mm") for each in words) == 1
    assert len({each.size for each in titles}) == 1
    assert titles[0].size == pytest.approx(10.0 * spec.scale, abs=0.6)


@pytest.mark.parametrize("views", [(), SIDES], ids=["one", "two sides"])
def test_fewer_pixels_show_the_very_same_page(views):
    # The sides of the picture have no smaller whole ones in their proportion.
    meshes = {
        key: ball((13.0 * number, 0.0, -2.0 * number), 6.0)
        for number, key in enumerate((DISC, *BONES, *ANTERIOR))
    }
    state = replace(state_of(visible=tuple(meshes)), viewpoint=NAMED_VIEWS["anterior"])
    spec = StillSpec(
        997, 389, views=views, caption="Balls", has_legend=True, has_scale_bar=True, has_labels=True
    )
    whole = compose(CATALOGUE, state, meshes, spec)
    shrunk = finished(composing(CATALOGUE, state, meshes, spec, share := 0.3371))
    assert shrunk.ground.shape == (131, 336, 4)
    reduced = np.asarray(Image.fromarray(whole.ground).resize((336, 131), Image.Resampling.BOX))
    away = np.abs(reduced.astype(int) - shrunk.ground).mean()
    assert away < 0.5 < np.abs(np.roll(reduced, 1, axis=1).astype(int) - shrunk.ground).mean()
    assert shrunk.shapes == scaled(whole.shapes, share)


def test_names_stand_beside_what_each_panel_shows():
    wide = {BONES[0]: ball((0.0, 0.0, 0.0), 20.0)}
    state = replace(state_of(visible=tuple(wide)), viewpoint=NAMED_VIEWS["anterior"])
    spec = StillSpec(900, 500, background="transparent", views=SIDES)
    bare = render_still(CATALOGUE, state, wide, replace(spec, has_labels=False))
    made = compose(CATALOGUE, state, wide, replace(spec, has_labels=True))
    names = [shape for shape in made.shapes if isinstance(shape, Words) and shape.text == BONES[0]]
    assert len(names) == 2
    for name in names:
        spans = {"start": (0.0, 1.0), "end": (-1.0, 0.0)}[name.place]
        width = text_width(name.text, name.size)
        columns = slice(int(name.x + spans[0] * width), int(name.x + spans[1] * width))
        assert made.ground[:, columns, 3].max() == 0
        assert bare[:, columns, 3].max() == 255, "without names it fills the panel"


def test_letters_are_large_enough_to_be_read_in_small_pictures_and_in_proportion_in_larger_ones():
    assert StillSpec(800, 600).scale * TEXT_POINTS >= 11.0
    assert StillSpec(1280, 720).scale * TEXT_POINTS >= 12.0
    assert StillSpec(5120, 2880).scale == pytest.approx(4.0 * StillSpec(1280, 720).scale)


CAPTION = "The left half is taken away as far as the canal, and what lies behind it is seen from the side."


def written_in(spec: StillSpec, state=None) -> list[Words]:
    made = compose(CATALOGUE, state or state_of(), MESHES, spec)
    return [shape for shape in made.shapes if isinstance(shape, Words)]


@pytest.mark.parametrize("width", [240, 480, 960])
def test_a_caption_is_all_there_within_the_margins_and_in_proportion(width):
    spec = StillSpec(width, width * 3 // 4, caption=CAPTION)
    lines = [words for words in written_in(spec) if words.text in CAPTION]
    assert " ".join(words.text for words in lines) == CAPTION
    wide = [text_width(words.text, round(words.size)) for words in lines]
    assert all(words.x > 0 and words.x + span < width for words, span in zip(lines, wide, strict=True))
    assert all(0.5 * spec.height < words.y < spec.height for words in lines)
    if width > 240:
        assert lines[0].size / width == pytest.approx(spec.scale * TEXT_POINTS / width, rel=0.05)


def test_everything_else_stands_above_the_caption():
    state = replace(state_of(), viewpoint=replace(NAMED_VIEWS["anterior"], is_parallel=True))
    spec = StillSpec(480, 360, has_scale_bar=True, has_compass=True, has_labels=True)
    bare = render_still(CATALOGUE, state, MESHES, spec)
    told = replace(spec, caption=CAPTION)
    captioned = render_still(CATALOGUE, state, MESHES, told)
    lines = [words for words in written_in(told, state) if words.text in CAPTION]
    top = round(min(words.y for words in lines) - lines[0].size)
    assert (bare[top:] != 255).any(), "something stood there before"
    dark = (captioned[..., :3].min(axis=2) < 250).any(axis=1)
    assert not dark[top - 3 : top].any()
    others = [words for words in written_in(told, state) if words.text not in CAPTION]
    assert others and all(words.y < top for words in others)


def test_a_fitted_view_leaves_the_foot_to_the_caption():
    state = replace(state_of(visible=(BONES[0],)), viewpoint=NAMED_VIEWS["anterior"])

    lines = written_in(StillSpec(240, 240, caption=CAPTION), state)
    top = int(min(words.y - words.size for words in lines))

    def ball_above(row: int, caption: str) -> tuple[int, int]:
        """Height and width of what is not white above a row."""
        picture = render_still(CATALOGUE, state, MESHES, StillSpec(240, 240, caption=caption))[:row, :, :3]
        dark = picture.min(axis=2) < 250
        rows, columns = (np.flatnonzero(dark.any(axis=side)) for side in (1, 0))
        return int(np.ptp(rows)), int(np.ptp(columns))

    height, width = ball_above(top, CAPTION)
    assert height == pytest.approx(width, abs=2), "the ball is seen whole"
    height, width = ball_above(top, "")
    assert height < 0.9 * width, "without a caption it reaches below"


def test_sides_beside_each_other_share_one_caption():
    spec = StillSpec(480, 300, has_compass=True, caption=CAPTION, views=SIDES)
    lines = [words for words in written_in(spec) if words.text in CAPTION]
    assert " ".join(words.text for words in lines) == CAPTION


def test_a_caption_without_end_is_refused():
    with pytest.raises(ValueError, match="longer than"):
        StillSpec(caption="a" * 1001)
