import base64
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.geometry.normals import vertex_normals
from meshes.geometry.trimesh import TriMesh
from tests.viewer.export.browser import Browser, browser_path
from tests.viewer.small_atlas import ball
from viewer.export.web_page import HONESTY, Heading, folded, packed, web_page
from viewer.model.palette import load_palette
from viewer.model.scene import Scene
from viewer.model.viewpoint import NAMED_VIEWS
from viewer.model.written.figure_file import load_figure
from viewer.render.rings import pitch_mm

BONE, DISC = "bone.vertebra.L3", "disc.L3-L4"
LEFT, RIGHT = "vein.internal.anterior.L3.left", "vein.internal.anterior.L3.right"
HEADING = Heading("A <title> & more", "Caption with </script> in it")
MESHES = {
    BONE: ball((0.0, 0.0, 0.0), 10.0),
    LEFT: ball((24.0, 0.0, 0.0), 6.0),
    RIGHT: ball((-24.0, 0.0, 8.0), 6.0),
}
"""Seen from behind: bone in the middle, the left vein at the left, the right one at the right and higher."""


def scene() -> Scene:
    scene = Scene(load_catalogue(), load_figure("default"))
    scene.set_levels("L3", "L4")
    scene.isolate(MESHES)
    scene.set_opacity(MESHES, 1.0)
    scene.view_from("posterior")
    return scene


@pytest.fixture(scope="module")
def page() -> str:
    return web_page(scene(), MESHES, HEADING)


class Elements(HTMLParser):
    """Texts of elements by id, addresses asked for, and groups that can be switched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self.addresses: list[str] = []
        self.groups: list[str] = []
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        named = dict(attrs)
        self._inside = named.get("id") or tag
        self.addresses += [named[key] for key in ("src", "href") if named.get(key)]
        if "data-group" in named:
            self.groups.append(named["data-group"])

    def handle_data(self, data: str) -> None:
        self.texts[self._inside] = self.texts.get(self._inside, "") + data


def test_the_page_has_everything_within_and_asks_for_nothing(page: str) -> None:
    elements = Elements(page)
    assert elements.addresses == []
    assert "default-src 'none'" in page
    assert not re.search(r"\b(fetch|XMLHttpRequest|import)\s*\(|@import|url\(", page)


def test_names_credits_and_the_honest_line_stand_in_it(page: str) -> None:
    elements = Elements(page)
    assert HEADING.title in elements.texts["h1"]
    assert HEADING.caption in page.replace("&lt;", "<").replace("&gt;", ">")
    assert elements.texts["footer"].strip() == HONESTY
    assert "not medical advice" in HONESTY
    assert "Gray" in elements.texts["li"]
    assert set(elements.groups) == {"anterior-internal", "vertebra"}
    rows = {row["id"]: row for row in json.loads(elements.texts["atlas"])["structures"]}
    assert rows.keys() == MESHES.keys()
    structure = load_catalogue().structures[LEFT]
    assert (rows[LEFT]["english"], rows[LEFT]["evidence"]) == (structure.name, structure.evidence)
    assert rows[LEFT]["latin"].startswith(structure.latin)
    assert rows[LEFT]["latin"] != rows[RIGHT]["latin"]


@pytest.mark.parametrize("steps", [12, 300])
def test_packed_corners_normals_and_triangles_come_back(steps: int) -> None:
    mesh = ball((5.0, -80.0, 1234.0), 30.0, steps)
    count, width = len(mesh.points), 2 if len(mesh.points) <= 65536 else 4
    content = packed(mesh)
    assert len(content) % 4 == 0
    corners = np.frombuffer(content[: 8 * count], [("place", "<u2", 3), ("facing", "i1", 2)])
    low, high = mesh.bounds
    np.testing.assert_allclose(low + corners["place"] / 65535.0 * (high - low), mesh.points, atol=1e-3)
    flat = corners["facing"] / 127.0
    normals = np.c_[flat, 1.0 - np.abs(flat).sum(axis=1)]
    under = np.maximum(-normals[:, 2:], 0.0)
    normals[:, :2] -= np.where(normals[:, :2] >= 0.0, under, -under)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    cosines = np.einsum("ij,ij->i", normals, vertex_normals(mesh))
    assert cosines.min() > np.cos(np.radians(1.5))
    triangles = np.frombuffer(content[8 * count :][: 3 * width * len(mesh.triangles)], f"<u{width}")
    np.testing.assert_array_equal(triangles.reshape(-1, 3), mesh.triangles)


def test_folding_keeps_the_six_axes_apart() -> None:
    axes = np.concatenate([np.eye(3), -np.eye(3)])
    assert len(np.unique(folded(axes).round(6), axis=0)) == 6


def test_all_of_the_geometry_is_used(page: str) -> None:
    elements = Elements(page)
    blob = base64.b64decode(elements.texts["geometry"])
    rows = json.loads(elements.texts["atlas"])["structures"]
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    last = rows[-1]
    used = last["start"] + 8 * last["points"] + 6 * last["triangles"]
    assert len(blob) == used + -used % 4


def test_what_is_hidden_or_wholly_clear_is_not_in_it_and_explosion_is() -> None:
    apart = scene()
    apart.hide([RIGHT])
    apart.set_opacity([BONE], 0.0)
    apart.explode(1.0)
    rows = json.loads(Elements(web_page(apart, MESHES)).texts["atlas"])["structures"]
    assert [row["id"] for row in rows] == [LEFT]
    assert rows[0]["low"][0] > 50.0


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        pytest.skip("no Chromium or Chrome on this machine (Debian: apt-get install chromium)")
    with Browser(path, tmp_path_factory.mktemp("browser")) as one:
        yield one


@pytest.fixture
def opened(browser: Browser, page: str, tmp_path: Path) -> Browser:
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    browser.complaints.clear()
    browser.asked.clear()
    browser.open((tmp_path / "page.html").as_uri())
    return browser


def places(picture: np.ndarray) -> dict[str, np.ndarray]:
    """Middle, right and down, of what has the hue of veins and of bone in the canvas, pixels."""
    red, blue = (picture[:, 320:, axis].astype(int) for axis in (0, 2))
    veins, bone = blue > red + 60, red > blue + 12
    return {
        name: np.argwhere(where)[:, ::-1].mean(axis=0) + [320, 0]
        for name, where in (("vein", veins), ("bone", bone))
        if where.any()
    }


def test_a_browser_draws_it_without_a_network(opened: Browser) -> None:
    assert opened.tell("document.documentElement.dataset.drawn") == "3"
    picture = opened.picture()
    height, width, _ = picture.shape
    free = opened.tell("document.getElementById('panel').getBoundingClientRect().right")
    assert places(picture)["bone"] == pytest.approx([(free + width) / 2, height / 2], abs=0.1 * height)
    opened.tell("document.querySelector('aside').style.visibility = 'hidden'")
    left = opened.picture()[:, : int(free)].astype(int)
    assert np.ptp(left[20:300], axis=1).max() < 3, "nothing but the ground lies under the switches"
    assert [url for url in opened.asked if not url.startswith(("file:", "data:", "about:"))] == []
    assert opened.complaints == []


def test_switches_take_groups_away_and_bring_them_back(opened: Browser) -> None:
    opened.click_on("input[data-group=anterior-internal]")
    opened.wait("document.documentElement.dataset.drawn === '1'")
    assert "vein" not in places(opened.picture())
    opened.click_on("input[data-group=anterior-internal]")
    opened.wait("document.documentElement.dataset.drawn === '3'")
    assert "vein" in places(opened.picture())


@pytest.fixture
def telephone(browser: Browser, page: str, tmp_path: Path) -> Iterator[Browser]:
    """The page in a browser as narrow as a telephone's."""
    size = {"width": 390, "height": 700, "deviceScaleFactor": 1, "mobile": False}
    browser.send("Emulation.setDeviceMetricsOverride", **size)
    (tmp_path / "narrow.html").write_text(page, encoding="utf-8")
    browser.open((tmp_path / "narrow.html").as_uri())
    yield browser
    browser.send("Emulation.clearDeviceMetricsOverride")


def test_on_a_telephone_the_switches_are_folded_until_the_title_is_touched(telephone: Browser) -> None:
    assert telephone.tell("document.querySelector('aside').getBoundingClientRect().height") < 80
    assert telephone.tell("document.querySelector('aside').getBoundingClientRect().right") < 390
    telephone.click_on("summary")
    telephone.wait("document.getElementById('panel').open")
    telephone.click_on("input[data-group=anterior-internal]")
    telephone.wait("document.documentElement.dataset.drawn === '1'")
    telephone.tell("document.querySelector('summary').focus()")
    for kind in ("keyDown", "keyUp"):
        enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        telephone.send("Input.dispatchKeyEvent", type=kind, **enter)
    telephone.wait("!document.getElementById('panel').open")


def test_on_a_telephone_what_is_named_stands_above_the_foot_of_the_page(telephone: Browser) -> None:
    telephone.click(195, 350)
    assert telephone.tell("told.textContent") != ""
    above = telephone.tell(
        "document.querySelector('footer').getBoundingClientRect().top - told.getBoundingClientRect().bottom"
    )
    assert above >= 0


def test_on_a_telephone_what_was_seen_at_the_sides_stays_in_sight(telephone: Browser, tmp_path: Path) -> None:
    shown = scene()
    placed = replace(NAMED_VIEWS["posterior"], centre=(0.0, 0.0, 4.0), height_mm=50.0)
    veins = []
    for aspect in (1.4, 0.1):
        shown.set_viewpoint(replace(placed, aspect=aspect))
        (tmp_path / "placed.html").write_text(web_page(shown, MESHES), encoding="utf-8")
        telephone.open((tmp_path / "placed.html").as_uri())
        red, blue = (telephone.picture()[..., axis].astype(int) for axis in (0, 2))
        veins.append(np.flatnonzero((blue > red + 60).any(axis=0)))
    assert 0 < veins[0].min() < 120 and 270 < veins[0].max() < 389, "both, and whole"
    assert not len(veins[1]) or veins[1].min() == 0, "without that they are cut off or beside the screen"


def test_on_a_wide_screen_the_switches_are_there_at_once(opened: Browser) -> None:
    assert opened.tell("document.getElementById('panel').open") is True


def test_a_click_names_what_is_there_in_the_language_chosen(opened: Browser) -> None:
    opened.click(*places(opened.picture())["bone"])
    structure = load_catalogue().structures[BONE]
    assert opened.tell("told.textContent").startswith(structure.name)
    opened.click_on("input[value=latin]")
    assert opened.tell("told.textContent").startswith(structure.latin)
    assert opened.tell("document.querySelector('[data-english=\"Vertebrae\"]').textContent") == "Vertebra"


def test_dragging_right_carries_the_near_side_to_the_right(browser: Browser, tmp_path: Path) -> None:
    # The vein is nearer to the eye, which is behind, than the bone.
    near = {
        BONE: MESHES[BONE],
        LEFT: TriMesh(MESHES[LEFT].points + [-24.0, 20.0, 0.0], MESHES[LEFT].triangles),
    }
    start = scene()
    start.set_viewpoint(replace(NAMED_VIEWS["posterior"], centre=(0.0, 0.0, 0.0), height_mm=100.0))
    (tmp_path / "near.html").write_text(web_page(start, near, HEADING), encoding="utf-8")
    browser.open((tmp_path / "near.html").as_uri())
    before = places(browser.picture())["vein"]
    browser.drag((600, 300), (700, 240))
    after = places(browser.picture())["vein"]
    assert after[0] > before[0] + 20
    assert after[1] < before[1] - 10


def test_the_address_can_say_what_is_hidden_and_the_language(
    browser: Browser, page: str, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    browser.open(f"{(tmp_path / 'page.html').as_uri()}#names=latin&hide=vertebra")
    assert browser.tell("document.documentElement.dataset.drawn") == "2"
    assert browser.tell("document.querySelector('input[data-group=vertebra]').checked") is False
    assert browser.tell("document.querySelector('input[value=latin]').checked") is True


def tube_along_x(length: float = 40.0, radius: float = 5.0) -> TriMesh:
    """A closed tube about the x axis."""
    turn = np.linspace(0.0, 2.0 * np.pi, 24, endpoint=False)
    places = np.linspace(-length / 2.0, length / 2.0, 81)
    ring = np.stack([np.zeros(24), radius * np.cos(turn), radius * np.sin(turn)], axis=1)
    points = np.concatenate(
        [ring + [x, 0.0, 0.0] for x in places] + [[[-length / 2, 0, 0], [length / 2, 0, 0]]]
    )
    here = np.arange(24)
    ahead, ends = (here + 1) % 24, len(points)
    sides = [
        np.stack([row * 24 + here, row * 24 + ahead, (row + 1) * 24 + ahead], axis=1) for row in range(80)
    ] + [
        np.stack([row * 24 + here, (row + 1) * 24 + ahead, (row + 1) * 24 + here], axis=1)
        for row in range(80)
    ]
    lids = [
        np.stack([np.full(24, ends - 2), ahead, here], axis=1),
        np.stack([np.full(24, ends - 1), 80 * 24 + here, 80 * 24 + ahead], axis=1),
    ]
    return TriMesh(points, np.concatenate(sides + lids)[:, ::-1])


TUBES = {
    BONE: MESHES[BONE],
    LEFT: TriMesh(tube_along_x().points + [0.0, 0.0, 30.0], tube_along_x().triangles),
}


def printed() -> Scene:
    start = scene()
    start.set_palette("print")
    start.set_viewpoint(
        replace(NAMED_VIEWS["posterior"], centre=(0.0, 0.0, 0.0), height_mm=100.0, is_parallel=True)
    )
    return start


RINGED = "vein.external.posterior.L3"


def test_veins_with_rings_carry_them_and_how_far_along_each_corner_lies() -> None:
    ringed = printed()
    ringed.isolate([BONE, RINGED])
    ringed.set_opacity([BONE, RINGED], 1.0)
    text = web_page(ringed, {BONE: TUBES[BONE], RINGED: TUBES[LEFT]})
    elements = Elements(text)
    rows = {row["id"]: row for row in json.loads(elements.texts["atlas"])["structures"]}
    assert "rings" not in rows[BONE]
    rings, pattern = rows[RINGED]["rings"], load_palette("print").patterns["posterior-external"]
    assert (rings["colour"], rings["ends"]) == (
        pattern.colour,
        [end for ring in pattern.rings for end in ring],
    )
    blob = base64.b64decode(elements.texts["geometry"])
    along = (
        np.frombuffer(blob[rings["start"] :][: 2 * rows[RINGED]["points"]], "<u2") / 65535.0 * rings["length"]
    )
    x = TUBES[LEFT].points[:, 0]
    inner = np.abs(x) < 15.0
    slope = np.polyfit(x[inner], along[inner], 1)[0]
    assert abs(slope) == pytest.approx(1.0, abs=0.08)
    assert "linear-gradient" in text.split('data-group="posterior-external"')[1].split("</span>")[0]
    assert "linear-gradient" not in text.split('data-group="vertebra"')[1].split("</span>")[0]


def test_a_page_in_colours_has_no_rings(page: str) -> None:
    assert '"rings"' not in Elements(page).texts["atlas"]
    assert "linear-gradient" not in page


def test_the_browser_paints_the_rings_of_the_window(browser: Browser, tmp_path: Path) -> None:
    ringed = printed()
    ringed.isolate([RINGED])
    ringed.set_opacity([RINGED], 1.0)
    browser.complaints.clear()
    (tmp_path / "rings.html").write_text(web_page(ringed, {RINGED: TUBES[LEFT]}), encoding="utf-8")
    browser.open((tmp_path / "rings.html").as_uri())
    picture = browser.picture().astype(int)
    assert browser.complaints == []
    height, width, _ = picture.shape
    scale = height / 100.0
    row = picture[round(height / 2 - 30.0 * scale), :, 1]
    tube = row[round(width / 2 - 15 * scale) : round(width / 2 + 15 * scale)]
    is_light = tube > (tube.min() + tube.max()) / 2
    steps = int((np.diff(is_light.astype(int)) > 0).sum())
    # One pitch is 2 mm in a picture 100 mm high; of each pattern rings come again in each.
    wanted = 30.0 / pitch_mm(100.0) * len(load_palette("print").patterns["posterior-external"].rings)
    assert steps == pytest.approx(wanted, abs=1.5)
