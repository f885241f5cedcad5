"""PeerTrain started on a new data folder by its own command line: the program itself, with a probe beside it."""

import sys

from PySide6.QtWidgets import QApplication

from benchmarks.started.probe import can_be_worked_with, speak_when
from peertrain.cli import main

if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    speak_when(can_be_worked_with, application)
    sys.exit(main(["--data", sys.argv[1]]))
