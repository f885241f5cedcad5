"""A line with what can be done about it at its right end."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget


def acting(content: QWidget, *actions: QWidget) -> QWidget:
    """Return content with its buttons, or its state, to the right; the content wraps."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 4, 0, 4)
    layout.setSpacing(12)
    layout.addWidget(content, 1)
    for action in actions:
        layout.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
    return box
