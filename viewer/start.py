"""The first of Retia that runs: until the command line listens for Ctrl-C, it ends the process."""

from __future__ import annotations

import signal

from viewer.commands.stopping import leave_at_once


def main() -> int:
    """Run the command line; the exit code is returned."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, leave_at_once)
    from viewer.cli import main as run

    return run()
