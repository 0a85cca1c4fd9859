"""Channels of the columns are drawn where they have room beside each other."""

from dataclasses import replace

import numpy as np
import pytest

from meshes.anatomy.levels import LEVELS
from meshes.anatomy.measures import load_measures
from meshes.column.canal.posterior_ligament import body_half_width_mm
from meshes.column.frame import column_frame
from meshes.column.segment import segment
from meshes.geometry.axes import SIDES
from meshes.network.builder import Vessel
from meshes.sdf.solid import Solid
from meshes.veins.external import flaval_passages
from meshes.veins.internal import anterior_lanes, posterior_lanes
from meshes.veins.internal.posterior import posterior_internal
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.site import LOOSE, Site, way

THORAX = LEVELS[LEVELS.index("T1") : LEVELS.index("L1") + 1]
SEEDS = range(1, 13)
FAR = Ground.of(
    Solid(lambda p: np.linalg.norm(p - 900.0, axis=1) - 1.0, np.array([[899.0] * 3, [901.0] * 3]))
)


@pytest.fixture(scope="module")
def sites() -> dict[str, Site]:
    """The levels of the thorax, of no one's seed, each with its neighbours."""
    column, measures = column_frame(THORAX, {}), load_measures()
    bare = [
        Site(level, found.landmarks, found.pose, measures, FAR, 0)
        for level in THORAX
        if (found := segment(level, column))
    ]
    chain: list[Site] = []
    for place in reversed(range(len(bare))):
        above = bare[place - 1] if place else None
        chain.append(replace(bare[place], above=above, below=chain[-1] if chain else None))
    return {each.level: each for each in chain}


def _of_seed(site: Site, seed: int) -> Site:
    above, below = (None if each is None else replace(each, seed=seed) for each in (site.above, site.below))
    return replace(site, seed=seed, above=above, below=below)


def _away(site: Site, vessels: list[Vessel], name: str) -> float:
    """Distance of a junction from the midline, where the first vessel has it."""
    points = {each.junction: each.point for vessel in reversed(vessels) for each in vessel.path}
    return abs(float(site.local(np.array(points[name]))[0]))


def test_the_main_channel_makes_room_for_a_strand_lateral_to_it(sites: dict[str, Site]) -> None:
    seen = 0
    for site in (_of_seed(sites[level], seed) for level in THORAX[1:-1] for seed in SEEDS):
        drawn = posterior_internal(site)
        for side in SIDES:
            name = f"vein.internal.posterior.{site.level}.{side}"
            strand = _away(site, drawn, f"{name}.past-gap")
            main = _away(site, drawn, posterior_lanes.gap_junction(site, side))
            if strand < main:
                continue
            seen += 1
            both = posterior_lanes.main_radius(site) + site.radius("posterior_internal_net")
            assert strand - main > both
            beside = _away(site, drawn, f"{name}.strand")
            assert beside < main + 0.3 * posterior_lanes.column_x(site)
    assert seen > 20


def test_the_main_channel_lies_lateral_to_the_bend_of_the_bridge(sites: dict[str, Site]) -> None:
    for site in (_of_seed(sites[level], seed) for level in THORAX[1:-1] for seed in SEEDS):
        drawn = posterior_internal(site)
        for side, sign in SIDES.items():
            bend = abs(float(site.local(np.array(posterior_lanes.knee(site, side, sign, 0.5).point))[0]))
            link = _away(site, drawn, f"vein.internal.posterior.{site.level}.{side}.link")
            assert link > bend + 0.15 * posterior_lanes.column_x(site)


def test_a_narrow_canal_brings_the_anterior_column_nearer_to_the_ligament_not_into_it(
    sites: dict[str, Site],
) -> None:
    for site in sites.values():
        ligament = body_half_width_mm(site.level, site.measures)
        assert anterior_lanes.medial_x(site) >= ligament + anterior_lanes.main_radius(site)
    wide, narrow = (
        anterior_lanes.disc_x(sites[level]) - anterior_lanes.medial_x(sites[level]) for level in ("T1", "T4")
    )
    assert wide == pytest.approx(3.0)
    assert 2.5 < narrow < wide


def test_a_vein_in_the_midline_that_would_go_round_an_arch_is_left_out(
    sites: dict[str, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(aside: float) -> set[str]:
        def stands_in(
            site: Site, name: str, inner: str, start: np.ndarray, outer: str, end: np.ndarray, radius: float
        ) -> Vessel:
            middle = 0.5 * (start + end) + [aside, 0.0, 0.0]
            return Vessel(
                name, (way(start, radius, inner), way(middle, radius), way(end, radius, outer)), LOOSE
            )

        monkeypatch.setattr(flaval_passages, "passage", stands_in)
        drawn = [
            each
            for seed in SEEDS
            for each in flaval_passages.flaval_passages(
                _of_seed(sites["T8"], seed), {f"{s}.gap": np.zeros(3) for s in SIDES}
            )
        ]
        return {str(each.path[0].junction) for each in drawn}

    apex = "vein.internal.bridge.T9.apex"
    assert apex in found(1.0)
    assert apex not in found(12.0)
