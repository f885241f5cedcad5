"""PeerTrain started on a new data folder by its own command line: the program itself, with a probe beside it."""

import gc
import sys


def start() -> int:
    """Open the window as the command does, which lets the collector of garbage rest first; return the exit code."""
    gc.disable()
    from benchmarks.started.probe import can_be_worked_with, speak_when
    from peertrain.app import the_application
    from peertrain.cli import main

    speak_when(can_be_worked_with, the_application())
    return main(["--data", sys.argv[1]])


if __name__ == "__main__":
    sys.exit(start())
