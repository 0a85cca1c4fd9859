"""The tool that tries many individuals: whom it tries, what it prints, when it fails."""

from collections.abc import Mapping

import pytest

from meshes.anatomy.parameters import load_parameters, load_presets
from meshes.checks.claim import Measurement, Verdict
from meshes.checks.claims import CLAIMS
from tools.individuals import __main__ as tool

SKINNED: set[bool] = set()
TRIED: list[tuple[dict[str, float], int]] = []


class _Family:
    """Says of seed 2 alone that a vein lies in the dura."""

    def __init__(self, parameters: Mapping[str, float]) -> None:
        self.parameters = dict(parameters)

    def all_verdicts(self, seed: int) -> list[Verdict]:
        culprits = ("bone.a",) if seed == 3 else ()
        bones = Verdict(CLAIMS["contact.bones"], Measurement(0.2, not culprits, culprits))
        return [bones, *self.verdicts(seed, True)]

    def verdicts(self, seed: int, has_skins: bool) -> list[Verdict]:
        TRIED.append((self.parameters, seed))
        SKINNED.add(has_skins)
        culprits = ("vein.a", "vein.b") if seed == 2 else ()
        return [Verdict(CLAIMS["room.dura"], Measurement(0.3, not culprits, culprits))]


@pytest.fixture(autouse=True)
def _stubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    TRIED.clear()
    SKINNED.clear()
    monkeypatch.setattr(tool, "Family", _Family)


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["individuals", *words])
    return tool.main()


def test_a_failing_seed_is_named_with_claim_and_culprits(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "1-3") == 1
    assert capsys.readouterr().out.splitlines() == [
        "seed 1: all hold",
        "seed 2: room.dura 0.3 [vein.a, vein.b]",
        "seed 3: all hold",
    ]


def test_sound_seeds_and_settings_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(monkeypatch, "7", "--set", "scale=1.1") == 0
    assert TRIED == [({"scale": 1.1}, 7)]
    assert {True} == SKINNED


def test_skins_are_left_out_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(monkeypatch, "7", "--no-skins") == 0
    assert {False} == SKINNED


def test_corners_are_both_ends_of_every_parameter(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(monkeypatch, "1-9", "--corners") == 0
    known = load_parameters()
    ends = [{each.name: end} for each in known.values() for end in (each.least, each.largest)]
    assert [(each, 1) for each in (*ends, *(dict(each.values) for each in load_presets().values()))] == TRIED
    TRIED.clear()
    _run(monkeypatch, "1", "--corners", "lordosis")
    assert [next(iter(parameters)) for parameters, _ in TRIED] == ["lordosis", "lordosis"]


def test_mixtures_are_all_least_all_largest_and_the_same_others_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _run(monkeypatch, "4-5", "--mixtures", "3", "--set", "slope=40", "--no-skins") == 0
    people, seeds = [each for each, _ in TRIED], [seed for _, seed in TRIED]
    ends = {each.name: (each.least, each.largest) for each in load_parameters().values()}
    assert seeds == [4, 5] * 5
    assert people[::2] == people[1::2] and all(each.pop("slope") == 40.0 for each in people[::2])
    least, largest, *others = people[::2]
    assert least == {name: low for name, (low, _) in ends.items() if name != "slope"}
    assert largest == {name: high for name, (_, high) in ends.items() if name != "slope"}
    assert all(each[name] in ends[name] for each in others for name in each)
    assert all(least != each != largest for each in others)
    TRIED.clear()
    _run(monkeypatch, "4-5", "--mixtures", "3", "--set", "slope=40")
    assert [{k: v for k, v in each.items() if k != "slope"} for each, _ in TRIED[::2]] == people[::2]


def test_corners_try_every_claim_on_bones_and_soft_tissue_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "3", "--corners", "slope", "--set", "scale=0.93") == 1
    out = capsys.readouterr().out
    assert out.count("contact.bones 0.2 [bone.a]") == 2
    assert _run(monkeypatch, "3", "--corners", "slope", "--set", "scale=0.93", "--no-skins") == 0


@pytest.mark.parametrize(
    "words",
    [("x",), ("5-1",), ("1", "--set", "scale"), ("1", "--corners", "lordsis"), ("1", "--set", "scal=1")],
)
def test_wrong_words_are_told_before_anything_is_built(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit):
        _run(monkeypatch, *words)
    assert "error" in capsys.readouterr().err
    assert TRIED == []
