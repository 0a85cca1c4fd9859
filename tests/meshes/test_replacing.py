"""Files appear whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from meshes.replacing import replacing, write_text


def test_a_fault_while_writing_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "veins.json"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt), replacing(path) as beside:
        beside.write_text("half")
        raise KeyboardInterrupt
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_written_takes_the_name_with_ordinary_permissions(tmp_path: Path) -> None:
    path, plain = tmp_path / "veins.json", tmp_path / "plain"
    write_text(path, "Plexus vénosus")
    plain.write_text("")
    assert path.read_text(encoding="utf-8") == "Plexus vénosus"
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    assert sorted(tmp_path.iterdir()) == [plain, path]


def test_the_place_beside_has_the_same_ending(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.png") as beside:
        assert beside.suffix == ".png"
        beside.touch()


@pytest.mark.parametrize("stem", ["a" * 251, "脊" * 83, "a"])
def test_a_name_as_long_as_can_be_is_written(tmp_path: Path, stem: str) -> None:
    path = tmp_path / f"{stem}.png"
    with replacing(path) as beside:
        beside.touch()
        assert beside.suffix == ".png"
        assert beside.name.startswith(".") and stem.startswith(beside.stem[1:].split(".")[0])
    assert list(tmp_path.iterdir()) == [path]


def test_a_text_lies_whole_on_the_disk_before_it_takes_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, int]] = []
    sync, replace = os.fsync, os.replace

    def watched_sync(number: int) -> None:
        done.append(("synced", os.fstat(number).st_size))
        sync(number)

    def watched_replace(beside: Path, path: Path) -> None:
        done.append(("named", beside.stat().st_size))
        replace(beside, path)

    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(os, "replace", watched_replace)
    write_text(tmp_path / "scene.json", "x" * 1000)
    assert done == [("synced", 1000), ("named", 1000)]


def test_a_full_disk_names_the_file_that_did_not_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as caught:
        write_text(tmp_path / "veins.json", "{}")
    assert caught.value.filename == str(tmp_path / "veins.json")
    assert list(tmp_path.iterdir()) == []
