"""The lock file pins everything by content and says nothing about where it was made."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK, re.MULTILINE))


def _project() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"run": project["dependencies"], **project["optional-dependencies"]}


def test_every_dependency_is_pinned_with_hashes() -> None:
    wanted = {re.split(r"[>=<\[ ]", each)[0].lower() for group in _project().values() for each in group}
    assert wanted <= set(PINNED)
    entries = re.split(r"^(?=\S)", LOCK, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)


def test_it_holds_names_versions_and_hashes_and_nothing_else() -> None:
    line = re.compile(r"([a-z0-9-]+==[\w.]+( ; [\w.<>='! ]+)?|    --hash=sha256:[0-9a-f]{64})( \\)?")
    assert [each for each in LOCK.splitlines() if not re.fullmatch(line, each)] == []
