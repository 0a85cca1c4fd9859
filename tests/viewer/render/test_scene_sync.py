from dataclasses import replace

import numpy as np
import pytest

from tests.viewer.small_atlas import ANTERIOR, BONES, DISC, ball, small_catalogue
from viewer.model.measure import Measurement
from viewer.model.overlays import Overlays
from viewer.model.palette import load_palette
from viewer.model.scene import Scene
from viewer.model.section import NAMED_SECTIONS
from viewer.model.section_box import SectionBox
from viewer.model.viewpoint import NAMED_VIEWS, Viewpoint
from viewer.render.recording import RecordingRenderer
from viewer.render.scene_sync import SceneSync


@pytest.fixture
def scene() -> Scene:
    return Scene(small_catalogue())


@pytest.fixture
def renderer() -> RecordingRenderer:
    return RecordingRenderer()


@pytest.fixture
def sync(scene: Scene, renderer: RecordingRenderer) -> SceneSync:
    sync = SceneSync(scene, renderer)
    spread = np.linspace(-50.0, 50.0, len(scene.catalogue.structures))
    sync.add_all(
        (key, ball((0.0, 0.0, z))) for key, z in zip(scene.catalogue.structures, spread, strict=True)
    )
    return sync


def test_what_is_shown_is_what_the_renderer_draws(scene, renderer, sync):
    assert renderer.visible == set(scene.shown)
    scene.hide(BONES[:1])
    scene.set_levels("T11", "T12")
    assert renderer.visible == set(scene.shown) == set(scene.catalogue.structures) - {BONES[0], BONES[2]}
    scene.undo()
    scene.undo()
    assert renderer.visible == set(scene.catalogue.structures)


def test_a_verb_makes_one_drawing_and_no_verb_none(scene, renderer, sync):
    before = renderer.drawings
    scene.isolate(ANTERIOR)
    assert renderer.drawings == before + 1
    scene.isolate(ANTERIOR)
    assert renderer.drawings == before + 1


def test_what_is_hidden_is_painted_when_it_is_shown_and_not_before(scene, renderer, sync):
    scene.hide(BONES[:1])
    hidden, shown = renderer.appearances[BONES[0]], renderer.appearances[BONES[1]]
    scene.select(BONES[:2])
    assert renderer.appearances[BONES[0]] is hidden
    assert renderer.appearances[BONES[1]].glow > shown.glow
    scene.show(BONES[:1])
    assert renderer.appearances[BONES[0]].glow == renderer.appearances[BONES[1]].glow
    scene.hide(BONES[:1])
    scene.select(())
    scene.show(BONES[:1])
    assert renderer.appearances[BONES[0]].glow == 0.0


def test_held_verbs_share_one_drawing(scene, renderer, sync):
    before = renderer.drawings
    with sync.held():
        scene.hide(BONES)
        scene.show(BONES)
        assert renderer.drawings == before
    assert renderer.drawings == before + 1


def test_a_surface_that_arrives_late_looks_as_the_scene_says(scene, renderer):
    sync = SceneSync(scene, renderer)
    scene.hide([DISC])
    scene.set_opacity(BONES, 0.25)
    sync.add(DISC, ball())
    sync.add(BONES[0], ball())
    assert not renderer.appearances[DISC].visible
    assert renderer.appearances[BONES[0]].opacity == 0.25


def test_surfaces_that_may_wait_are_drawn_with_the_next_ones(scene, renderer):
    sync = SceneSync(scene, renderer)
    before = renderer.drawings
    sync.add_all([(BONES[0], ball())], is_drawn=False)
    assert renderer.drawings == before
    sync.add_all(())
    assert renderer.drawings == before + 1
    sync.add_all(())
    assert renderer.drawings == before + 1


def test_the_legend_names_what_has_arrived_without_a_drawing_of_its_own(scene, renderer):
    sync = SceneSync(scene, renderer)
    sync.add_all([(BONES[0], ball())], is_drawn=False)
    assert [row.kind for row in renderer.legend] == ["bone"]
    sync.add_all([(ANTERIOR[0], ball())], is_drawn=False)
    assert [row.kind for row in renderer.legend] == ["vein", "bone"]


def test_changes_to_what_has_not_arrived_are_no_fault(scene, renderer):
    SceneSync(scene, renderer)
    scene.hide(BONES)
    scene.select([DISC])
    assert renderer.appearances == {}


def test_hiding_does_not_move_the_eye_but_new_levels_do(scene, renderer, sync):
    eye = renderer.viewpoint()
    scene.hide([BONES[0], DISC])
    assert renderer.viewpoint() == eye
    scene.set_levels("T11", "T11")
    assert renderer.viewpoint() != eye


def test_a_fitted_view_frames_the_shown_and_a_placed_one_stays(scene, renderer, sync):
    scene.view_from("left")
    assert renderer.viewpoint().direction == (1.0, 0.0, 0.0)
    assert renderer.viewpoint().height_mm > 100.0
    placed = Viewpoint((1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (1.0, 2.0, 3.0), 44.0)
    scene.set_viewpoint(placed)
    assert renderer.viewpoint() == placed
    sync.add(DISC, ball((0.0, 0.0, 500.0)))
    assert renderer.viewpoint() == placed


def test_a_fitted_view_frames_only_what_the_section_keeps(scene, renderer, sync):
    scene.view_from("anterior")
    whole = renderer.viewpoint().centre
    scene.set_section(replace(NAMED_SECTIONS["axial"], origin=(0.0, 0.0, 0.0)))
    scene.view_from("posterior")
    assert renderer.viewpoint().centre[2] < whole[2] - 20.0


def test_a_picture_of_another_shape_frames_what_was_framed_until_the_user_frames_anew(scene, renderer, sync):
    whole = renderer.viewpoint()
    few = [BONES[0], BONES[1]]
    scene.isolate(few)
    sync.refit()
    assert renderer.viewpoint() == whole
    scene.frame_all()
    close = renderer.viewpoint()
    assert close.height_mm < 0.9 * whole.height_mm
    scene.restore()
    assert renderer.viewpoint() == close
    scene.frame_all()
    assert renderer.viewpoint() == whole


@pytest.mark.parametrize("verb", [Scene.reset, lambda scene: scene.view_from("oblique"), Scene.frame_all])
def test_verbs_that_frame_do_so_where_nothing_else_changes(scene, renderer, sync, verb):
    verb(scene)
    whole = renderer.viewpoint()
    scene.isolate(BONES[:2])
    scene.frame_all()
    scene.restore()
    assert renderer.viewpoint() != whole
    steps = scene.undo_name
    verb(scene)
    assert renderer.viewpoint() == whole
    verb(scene)
    assert (scene.state.viewpoint.is_fitted, scene.undo_name) == (True, steps)


def test_a_caption_that_goes_leaves_the_view_where_it_is(scene, renderer, sync):
    wide = renderer.viewpoint()
    sync.clear_below(0.2)
    lifted = renderer.viewpoint()
    assert lifted.height_mm > 1.1 * wide.height_mm
    scene.hide(BONES[:1])
    sync.clear_below(0.0)
    assert renderer.viewpoint() == lifted
    scene.show(BONES[:1])
    sync.clear_below(0.2)
    scene.frame_all()
    sync.clear_below(0.0)
    assert renderer.viewpoint() == wide


def test_the_section_reaches_the_renderer_with_what_it_spares(scene, renderer, sync):
    scene.set_section(replace(NAMED_SECTIONS["median"].moved_to(3.0), spared=("vein.internal",)))
    assert renderer.cut.point == (3.0, 0.0, 0.0)
    assert renderer.cut.normal == (1.0, 0.0, 0.0)
    assert renderer.cut.spared == {*ANTERIOR, "vein.internal.transverse.T11"}
    scene.undo()
    assert renderer.cut is None


def test_an_axial_section_goes_through_the_middle_of_what_is_shown(scene, renderer, sync):
    scene.set_section(NAMED_SECTIONS["axial"])
    assert renderer.cut.point[2] == pytest.approx(0.0, abs=1.0)
    scene.set_levels("L1", "L1")
    height = renderer.meshes[BONES[2]].points[:, 2].mean()
    assert renderer.cut.point[2] == pytest.approx(height, abs=1.0)


def test_the_legend_names_each_visible_group_once_veins_first(scene, renderer, sync):
    names = [row.name for row in renderer.legend]
    assert names == ["Anterior plexus", "Basivertebral", "Vertebrae", "Disc"]
    scene.hide(BONES)
    assert [row.name for row in renderer.legend] == ["Anterior plexus", "Basivertebral", "Disc"]
    scene.set_overlays(Overlays(legend=False))
    assert renderer.legend == ()


def test_selection_and_hovering_make_a_structure_glow(scene, renderer, sync):
    plain = renderer.appearances[DISC]
    scene.hover(DISC)
    hovered = renderer.appearances[DISC]
    scene.select([DISC])
    chosen = renderer.appearances[DISC]
    assert plain.glow < hovered.glow < chosen.glow
    assert len({plain.colour, hovered.colour, chosen.colour}) == 3
    scene.hover(None)
    scene.select([])
    assert renderer.appearances[DISC] == plain


def test_forgetting_a_surface_leaves_the_others(scene, renderer, sync):
    before, drawings = sync.ids, renderer.drawings
    sync.remove([DISC, "vein.of.nobody"])
    assert {*renderer.meshes} == sync.ids == before - {DISC}
    assert renderer.drawings == drawings + 1
    sync.remove([DISC])
    assert renderer.drawings == drawings + 1


def test_forgetting_all_surfaces_empties_the_renderer(scene, renderer, sync):
    sync.remove(sync.ids)
    assert renderer.meshes == {}
    assert sync.ids == frozenset()
    assert renderer.legend == ()


def test_a_closed_sync_no_longer_listens(scene, renderer, sync):
    sync.close()
    before = renderer.drawings
    scene.hide(BONES)
    assert renderer.drawings == before


def test_turning_a_fitted_view_gives_the_resolved_one_to_start_from(scene, renderer, sync):
    scene.set_viewpoint(NAMED_VIEWS["right"])
    assert sync.resolved_viewpoint() == renderer.viewpoint()
    assert not sync.resolved_viewpoint().is_fitted


def test_a_surface_that_comes_again_takes_the_place_of_the_old_and_keeps_its_look(scene, renderer, sync):
    scene.set_opacity(BONES[:1], 0.4)
    scene.view_from("left")
    before = renderer.viewpoint().height_mm
    sync.add_all((key, ball((0.0, 0.0, 0.0), radius=40.0)) for key in scene.catalogue.structures)
    assert np.ptp(renderer.meshes[BONES[0]].points[:, 2]) == pytest.approx(80.0)
    assert renderer.appearances[BONES[0]].opacity == 0.4
    assert renderer.visible == set(scene.shown)
    assert renderer.viewpoint().height_mm != before


def test_a_surface_that_went_before_it_was_drawn_asks_for_no_drawing(scene, renderer):
    sync = SceneSync(scene, renderer)
    sync.add_all([(BONES[0], ball())], is_drawn=False)
    sync.remove([BONES[0]])
    before = renderer.drawings
    sync.add_all(())
    assert renderer.drawings == before


def test_a_fitted_view_frames_what_lies_in_the_box_and_what_it_spares(scene, renderer, sync):
    box = SectionBox((-20.0, -20.0, -60.0), (20.0, 20.0, -20.0))
    scene.set_box(box)
    scene.view_from("anterior")
    boxed = renderer.viewpoint()
    assert boxed.centre[2] < -20.0
    scene.set_box(replace(box, spared=("vein.basivertebral",)))
    scene.view_from("posterior")
    assert renderer.viewpoint().height_mm > boxed.height_mm + 40.0


def test_measurements_are_drawn_only_while_the_column_is_together(scene, renderer, sync):
    scene.add_measurement(Measurement(((0.0, 0.0, 0.0), (3.0, 4.0, 0.0))))
    (drawn,) = renderer.rulers
    scene.explode(0.5)
    assert renderer.rulers == ()
    scene.explode(0.0)
    assert renderer.rulers == (drawn,)


def test_the_box_is_drawn_in_a_colour_of_the_palette_shown(scene, renderer, sync):
    scene.set_box(SectionBox((-20.0, -20.0, -60.0), (20.0, 20.0, -20.0)))
    before = renderer.box
    scene.set_palette("high-contrast")
    assert renderer.box == replace(before, colour=load_palette("high-contrast").accent(False)) != before


def test_what_is_wholly_clear_has_no_row_in_the_legend(scene, renderer, sync):
    scene.set_opacity(BONES, 0.0)
    assert "Vertebrae" not in [row.name for row in renderer.legend]
    scene.set_opacity(BONES[:1], 0.1)
    assert "Vertebrae" in [row.name for row in renderer.legend]


def test_a_section_that_takes_everything_away_leaves_the_view_on_what_is_shown(scene, renderer, sync):
    scene.set_section(replace(NAMED_SECTIONS["axial"], origin=(0.0, 0.0, -500.0)))
    scene.view_from("left")
    assert renderer.viewpoint().direction == (1.0, 0.0, 0.0)
    assert renderer.viewpoint().height_mm > 100.0
