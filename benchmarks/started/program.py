"""PeerTrain started on a new data folder by its own command line: the program itself, with a probe beside it."""

import sys

from benchmarks.started.probe import can_be_worked_with, speak_when
from peertrain.app import the_application
from peertrain.cli import main

if __name__ == "__main__":
    speak_when(can_be_worked_with, the_application())
    sys.exit(main(["--data", sys.argv[1]]))
