"""Dialogs, only for what cannot be taken back: confirming, signing with a passphrase, and waiting for long work."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget

from peertrain.domain.changes import Done
from peertrain.i18n import _
from peertrain.ui.kit import fields
from peertrain.ui.kit.background import Background, Progress
from peertrain.ui.kit.cards import button, heading, plain
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Field, Form
from peertrain.ui.kit.keys import add_key
from peertrain.ui.kit.theme import px

T = TypeVar("T")


class _Dialog(QDialog):
    """A dialog that grows with what is said in it, such as why something was refused."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and (layout := self.layout()) is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))
        return super().event(event)


def _dialog(parent: QWidget, title: str) -> tuple[QDialog, QVBoxLayout]:
    dialog = _Dialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setMinimumWidth(px(420))
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 24, 24, 24)
    layout.setSpacing(16)
    layout.addWidget(heading(title))
    return dialog, layout


def confirm(parent: QWidget, *, title: str, sentence: str, yes: str, then: Callable[[], object]) -> QDialog:
    """Ask before something that cannot be taken back; `yes` names the deed, such as "Revoke the certificate"."""
    dialog, layout = _dialog(parent, title)
    layout.addWidget(plain(sentence))

    def agree() -> None:
        dialog.accept()
        then()

    no = button(_("Go back"), dialog.reject)
    layout.addWidget(flow(button(yes, agree, kind="primary"), no))
    dialog.setAccessibleDescription(sentence)
    no.setFocus()
    dialog.open()
    return dialog


def sign(
    page: QWidget,
    background: Background,
    *,
    what: str,
    yes: str,
    deed: Callable[[Any, str], Done[T]],
    then: Callable[[T | None], None] | None = None,
    progress: Progress | None = None,
    travels: bool = False,
) -> QDialog:
    """Ask for the passphrase below the text of what is being signed, then do `deed(session, passphrase)`.

    A refusal, such as a wrong passphrase, is shown in the dialog, which stays open, as it does when long work with
    `progress` is stopped. A deed that `travels` waits for a network, and gets steps in place of a session.
    """

    def with_passphrase(session: Any, values: dict[str, Any]) -> Done[T]:
        return deed(session, values["passphrase"])

    return sign_with(
        page, background, what=what, yes=yes, deed=with_passphrase, then=then, progress=progress, travels=travels
    )


def sign_with(
    page: QWidget,
    background: Background,
    *fields_above: Field,
    what: str,
    yes: str,
    deed: Callable[[Any, dict[str, Any]], Done[T]],
    then: Callable[[T | None], None] | None = None,
    title: str = "",
    progress: Progress | None = None,
    travels: bool = False,
    manages: bool = False,
) -> QDialog:
    """As `sign`, with other fields above the passphrase; `deed` receives the values of all by name.

    A deed that `manages` is about the workplace, and gets that in place of a session.
    """
    dialog, layout = _dialog(page, title or _("Sign with your passphrase"))
    layout.addWidget(plain(what))

    def submit(values: dict[str, Any]) -> None:
        dialog.setEnabled(False)
        door = _door(background, progress, travels=travels, manages=manages)
        door(dialog, lambda given: deed(given, values), finish, refuse)

    def finish(value: T | None) -> None:
        dialog.accept()
        if then is not None:
            then(value)

    def refuse(sentence: str) -> None:
        dialog.setEnabled(True)
        form.refuse_secret("passphrase", sentence)

    if progress is not None:
        progress.finished.connect(lambda: dialog.setEnabled(True))
    form = Form(
        *fields_above,
        fields.password("passphrase", _("Your passphrase")),
        submit=yes,
        on_submit=submit,
        icon_name="key",
        also=(button(_("Go back"), dialog.reject),),
    )
    add_key(dialog, "Ctrl+Return", form.submit)
    layout.addWidget(form)
    dialog.setAccessibleDescription(what)
    next(iter(form.fields.values())).focus_on.setFocus()
    dialog.open()
    return dialog


def _door(background: Background, progress: Progress | None, *, travels: bool, manages: bool) -> Callable[..., None]:
    """Return what does a deed: across a network, with the workplace itself, or with a session."""
    if travels:
        return background.travel
    return partial(background.manage if manages else background.do, progress=progress)


class ProgressDialog(QDialog):
    """Shows how far a long piece of work has come, and lets the person stop it."""

    def __init__(self, parent: QWidget, progress: Progress) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = progress.title or _("Working…")
        self.setWindowTitle(title)
        self.setMinimumWidth(px(420))
        self._progress = progress
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._sentence: QLabel = plain(_("This takes a little while."))
        self._stop = button(_("Stop"), self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        for part in (heading(title), self._sentence, self._bar, flow(self._stop)):
            layout.addWidget(part)
        progress.moved.connect(self._move)
        progress.finished.connect(self.accept)

    def reject(self) -> None:
        """Ask the work to stop; the dialog goes when it has."""
        self._progress.cancel()
        self._stop.setEnabled(False)
        self._sentence.setText(_("Stopping…"))

    def _move(self, fraction: float, sentence: str) -> None:
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * fraction))
        if sentence and self._stop.isEnabled():
            self._sentence.setText(sentence)
