"""What goes to standard output, whatever letters that can take."""

from __future__ import annotations

import io
import json
import sys


def spare_narrow_output() -> None:
    """Let standard output and error write ``?`` for a letter their encoding lacks, where they would raise.

    In the locale ``C`` Python opens them with ``surrogateescape``, which raises on such letters, too.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
            stream.reconfigure(errors="replace")


def print_json(told: object) -> None:
    """Print plain values as JSON; letters that standard output lacks are written as their numbers.

    JSON has a way of its own to say any letter in ASCII, so that nothing is lost.
    """
    text = json.dumps(told, indent=1, ensure_ascii=False)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(told, indent=1)
    print(text)
