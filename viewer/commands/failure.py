"""How a command ends: exit codes, and the one line that explains one."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    CHECK_FAILED = 1
    WRONG_USE = 2
    CANNOT_HERE = 3
    FILE_TROUBLE = 4
    STOPPED = 130


class Failure(Exception):
    """A command cannot go on; the message says in one line what is wrong and what to do."""

    def __init__(self, message: str, code: Exit = Exit.WRONG_USE) -> None:
        super().__init__(message)
        self.code = code


def wrong_use(message: str) -> Failure:
    """The user asked for what does not exist or does not fit together."""
    return Failure(message, Exit.WRONG_USE)


def cannot_here(message: str) -> Failure:
    """This machine lacks what the command needs."""
    return Failure(message, Exit.CANNOT_HERE)


def file_trouble(message: str) -> Failure:
    """A file could not be read or written."""
    return Failure(message, Exit.FILE_TROUBLE)
