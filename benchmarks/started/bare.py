"""A bare window of Qt for Python: what no program written with it can go below."""

import sys

from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.started.probe import speak_when


def main() -> int:
    """Show an empty window as large as that of the program."""
    application = QApplication(sys.argv[:1])
    speak_when(QWidget.isVisible, application)
    window = QWidget()
    window.resize(1180, 780)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
