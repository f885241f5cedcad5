"""PeerTrain started on a new data folder by its own command line: the program itself, with a probe beside it."""

import gc
import sys

gc.disable()  # as the command to open the window does first

from benchmarks.started.probe import can_be_worked_with, speak_when  # noqa: E402
from peertrain.app import the_application  # noqa: E402
from peertrain.cli import main  # noqa: E402

if __name__ == "__main__":
    speak_when(can_be_worked_with, the_application())
    sys.exit(main(["--data", sys.argv[1]]))
