"""Something that opens: a head that is always seen, and a body that is made when it is first opened."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.cards import icon_button
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.icons import icon


class _Head(QWidget):
    """The whole head can be clicked; with the keyboard, its button opens and closes."""

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class Disclosure(QWidget):
    """A head with a chevron; `body` is called when it is first opened and returns what is then shown below."""

    turned = Signal(bool)

    def __init__(self, head: QWidget, body: Callable[[], QWidget], *, name: str, indent: int = 0) -> None:
        super().__init__()
        self._make, self._name = body, name
        self._body: QWidget | None = None
        self.chevron = icon_button("chevron-down", "", self.turn)
        top = _Head()
        top.setCursor(Qt.CursorShape.PointingHandCursor)
        top.clicked.connect(self.turn)
        line = QHBoxLayout(top)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(head, 1)
        line.addWidget(self.chevron, 0, Qt.AlignmentFlag.AlignTop)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(indent, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(top)
        self._say()

    def is_open(self) -> bool:
        return self._body is not None and not self._body.isHidden()

    def turn(self) -> None:
        """Open or close; a form that opens can be typed into at once."""
        self.open(not self.is_open())
        if self._body is not None and self.is_open():
            form = self._body if isinstance(self._body, Form) else self._body.findChild(Form)
            if form is not None and form.isVisible():
                form.begin()

    def open(self, wanted: bool = True) -> None:
        """Show the body, or hide it."""
        before = self.is_open()
        if wanted and self._body is None:
            self._body = self._make()
            self._layout.addWidget(self._body)
        if self._body is not None:
            self._body.setVisible(wanted)
        self._say()
        if wanted != before:
            self.turned.emit(wanted)

    def _say(self) -> None:
        words = _("Hide details: {name}") if self.is_open() else _("Show details: {name}")
        self.chevron.setIcon(icon("chevron-up" if self.is_open() else "chevron-down", "soft"))
        self.chevron.setAccessibleName(words.format(name=self._name))
        self.chevron.setToolTip(_("Hide details") if self.is_open() else _("Show details"))
