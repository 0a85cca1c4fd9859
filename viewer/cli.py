"""The command line: finds the command, runs it, and turns every fault into one line and an exit code."""

from __future__ import annotations

import argparse
import contextlib
import difflib
import importlib
import os
import re
import sys
import threading
from collections.abc import Sequence
from typing import NoReturn

from viewer.charts import defer_charts
from viewer.commands.failure import Exit, Failure
from viewer.commands.printed import spare_narrow_output
from viewer.commands.stopping import let_imports_end
from viewer.threads import leave_cores_to_the_build

COMMANDS = {
    "view": ("viewer.commands.view", "open the window"),
    "shot": ("viewer.commands.shot", "a picture without a window"),
    "movie": ("viewer.commands.movie", "a turn, a taking apart or a moving section as MP4 or GIF"),
    "figures": ("viewer.commands.figures", "the named figures"),
    "list": ("viewer.commands.catalogue", "the catalogue"),
    "export": ("viewer.commands.export", "meshes as files"),
    "graph": ("viewer.commands.graph", "the vein graph as a file"),
    "fit": ("viewer.commands.fit", "the shape of a level fitted to the surface of a real vertebra"),
    "trace": ("viewer.commands.trace", "the venous way between two structures"),
    "check": ("viewer.commands.check", "the anatomical claims, tested on what was built"),
    "cache": ("viewer.commands.cache", "where built meshes are kept, how large"),
}
"""Module and summary of each command; the module has `add_arguments` and `run`."""


_COMMON = ("-q", "--quiet", "--debug")

_LONGEST_MESSAGE = 2000
"""Letters; the longest of ours, which name all that could be meant, have a few hundred."""

# By name: importing the classes would load what the command may not need.
_WRONG_USE = frozenset(
    {
        "UnknownName",
        "UnknownLevel",
        "UnknownFigure",
        "UnknownDetail",
        "UnknownFormat",
        "UnknownParameter",
        "OutsideRange",
        "ImpossibleVertebra",
        "ExportFault",
    }
)
_FILE_TROUBLE = frozenset({"FaultySession", "FaultyFigure"})


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one line that offers the nearest valid words."""

    def error(self, message: str) -> NoReturn:
        """Raise a Failure with `message` instead of printing the usage."""
        raise Failure(self._with_offers(message))

    def _with_offers(self, message: str) -> str:
        if match := re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message):
            word, valid = match[1], re.findall(r"[\w-]+", match[2])
            return f"there is no {word!r}; did you mean {_nearest(word, valid)}?"
        return message

    def unknown(self, word: str) -> str:
        """What to say about a word this parser has no place for."""
        if not word.startswith("-"):
            return f"{word!r} is one word too many; see {self.prog} --help"
        options = [option for option in self._option_string_actions if option.startswith("--")]
        return f"there is no option {word}; did you mean {_nearest(word, options)}?"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv
        Words after ``retia``; those of this process when left out.

    Returns
    -------
    int
        0 done, 1 a check failed, 2 wrong use, 3 this machine cannot, 4 a file could not be read or written,
        130 stopped by the user.
    """
    if argv is None:
        let_imports_end()
    leave_cores_to_the_build()
    defer_charts()
    spare_narrow_output()
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        code = int(_run(words))
        if argv is None:
            _leave_builders(code)
        return code
    except Failure as failure:
        return _fail(str(failure), failure.code, words)
    except KeyboardInterrupt:
        code = _fail("stopped", Exit.STOPPED, words)
        if argv is None:
            # All is undone that was begun; to take the interpreter and VTK apart would be waited for, too.
            _leave(code)
        return code
    except BrokenPipeError:
        # Whoever read our output has seen enough; keep Python from complaining when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Exit.DONE)
    except Exception as fault:
        return _fail(_one_line(fault), _code_of(fault), words)


def _leave_builders(code: int) -> None:
    """End the process now if threads still build: they would keep it for as long as their part takes."""
    if any(thread.name.startswith("build") for thread in threading.enumerate()):
        _leave(code)


def _leave(code: int) -> None:
    """End the process now."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _run(words: list[str]) -> Exit:
    words = _command_first(words)
    parser, own = _parsers(words[0])
    arguments, unknown = parser.parse_known_args(words)
    if unknown:
        raise Failure(own.unknown(unknown[0]))
    if arguments.version:
        from viewer.commands.version import print_versions

        return print_versions()
    run = importlib.import_module(COMMANDS[arguments.command][0]).run
    return Exit(run(arguments))


def _command_first(words: list[str]) -> list[str]:
    """The words with the command in front; common options may stand before it, and `view` is understood."""
    first = next((place for place, word in enumerate(words) if word not in _COMMON), None)
    if first is None:
        return ["view", *words]
    if words[first] in COMMANDS:
        return [words[first], *words[:first], *words[first + 1 :]]
    is_ours = words[first] in ("-h", "--help", "--version") or not words[first].startswith("-")
    return words[first:] if is_ours else ["view", *words]


def _parsers(command: str) -> tuple[Parser, Parser]:
    """The whole parser and the command's own; no other command is loaded, so that every start is quick."""
    common = Parser(add_help=False)
    common.add_argument("-q", "--quiet", action="store_true", help="no progress")
    common.add_argument("--debug", action="store_true", help="a traceback when something fails")
    parser = Parser(
        prog="retia", description="An atlas of the vertebral venous plexuses.", allow_abbrev=False
    )
    parser.add_argument("--version", action="store_true", help="versions of Retia, libraries and OpenGL")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for name, (module, summary) in COMMANDS.items():
        own = commands.add_parser(
            name, help=summary, description=summary, parents=[common], allow_abbrev=False
        )
        own.set_defaults(version=False)
        if name == command:
            importlib.import_module(module).add_arguments(own)
    return parser, commands.choices.get(command, parser)


def _nearest(word: str, valid: Sequence[str]) -> str:
    return ", ".join(difflib.get_close_matches(word, valid, n=3, cutoff=0.3) or list(valid))


def _fail(message: str, code: Exit, words: Sequence[str]) -> int:
    if "--debug" in words:
        import traceback

        traceback.print_exc()
    from meshes.wording import in_one_line

    with contextlib.suppress(BrokenPipeError):
        # A name in the message may have line breaks of its own.
        print(f"retia: {in_one_line(message, _LONGEST_MESSAGE)}", file=sys.stderr)
    return int(code)


def _one_line(fault: Exception) -> str:
    """What a fault says, on one line, without the quotes a KeyError adds."""
    said = str(fault.args[0]) if isinstance(fault, KeyError) and fault.args else str(fault)
    if isinstance(fault, OSError):
        from meshes.wording import file_trouble

        said = file_trouble(fault)
    words = " ".join(said.split()) or type(fault).__name__
    is_ours = type(fault).__module__.partition(".")[0] in ("meshes", "viewer")
    return words if is_ours or isinstance(fault, OSError) else f"{words} (--debug shows where)"


def _code_of(fault: Exception) -> Exit:
    if isinstance(fault, OSError) or type(fault).__name__ in _FILE_TROUBLE:
        return Exit.FILE_TROUBLE
    return Exit.WRONG_USE if type(fault).__name__ in _WRONG_USE else Exit.CANNOT_HERE


if __name__ == "__main__":
    sys.exit(main())
