"""Foreign text and faults of the file system in messages."""

import errno
import os
import tomllib

import pytest

from meshes.wording import file_trouble, in_one_line, parser_trouble


def test_only_letters_that_cannot_be_seen_are_written_out():
    assert in_one_line("Wurzel\\1 'L3'\n\x1b[31mØ") == "Wurzel\\1 'L3'\\n\\x1b[31mØ"


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.EISDIR, "name a file"),
        (errno.ELOOP, "name what the links were to lead to"),
        (errno.ENAMETOOLONG, "choose a shorter name"),
        (errno.EROFS, "choose another place"),
    ],
)
def test_advice_is_for_the_trouble_that_came(number, advice):
    said = file_trouble(OSError(number, os.strerror(number), "/a/b"))
    assert said == f"/a/b: {os.strerror(number)}; {advice}"


def test_of_a_long_path_the_end_is_told_with_the_name_of_the_file():
    said = file_trouble(OSError(errno.ENOENT, "gone", "/a" * 2000 + "/b\n.png"))
    assert said.startswith("…") and "/b\\n.png: gone; " in said
    assert len(said) < 400


@pytest.mark.parametrize(
    ("text", "said"), [("x = " + "[" * 9000, "nested too deeply"), ("x = " + "9" * 5000, "too many digits")]
)
def test_limits_of_a_parser_are_told_without_its_inner_life(text, said):
    with pytest.raises((ValueError, RecursionError)) as caught:
        tomllib.loads(text)
    assert said in parser_trouble(caught.value)
    assert "sys." not in parser_trouble(caught.value)
