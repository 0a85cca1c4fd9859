"""What the command line prints where its output cannot take every letter."""

import io
import json
import sys

import pytest

from viewer.cli import main
from viewer.commands.printed import print_json, spare_narrow_output


def _narrow(monkeypatch: pytest.MonkeyPatch, name: str, encoding: str, errors: str = "strict") -> io.BytesIO:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors=errors, write_through=True)
    monkeypatch.setattr(sys, name, stream)
    return raw


@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
@pytest.mark.parametrize(("encoding", "said"), [("ascii", b"? 2?3\n"), ("latin-1", b"\xd8 2?3\n")])
def test_a_letter_the_output_lacks_costs_that_letter_alone(
    monkeypatch: pytest.MonkeyPatch, encoding: str, said: bytes, errors: str
) -> None:
    raw = _narrow(monkeypatch, "stdout", encoding, errors)
    spare_narrow_output()
    print("Ø 2–3")
    assert raw.getvalue().replace(b"\r", b"") == said


def test_json_loses_nothing_where_the_output_is_narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = _narrow(monkeypatch, "stdout", "ascii")
    spare_narrow_output()
    print_json({"size": "Ø 2–3"})
    assert json.loads(raw.getvalue()) == {"size": "Ø 2–3"}


def test_json_is_written_in_plain_letters_where_it_can_be(capsys: pytest.CaptureFixture[str]) -> None:
    print_json(["Ø"])
    assert capsys.readouterr().out == '[\n "Ø"\n]\n'


def test_the_command_line_says_what_is_wrong_with_a_name_it_cannot_write(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = _narrow(monkeypatch, "stderr", "ascii")
    assert main(["shot", "-o", "über.xyz"]) == 2
    assert raw.getvalue().startswith(b"retia: ?ber.xyz: pictures are written as")
