"""The passphrase dialog, as a person uses it in tests."""

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton

from tests.ui.stage import Stage


def dialog_words(stage: Stage) -> str:
    """Return every word of the open dialog."""
    return "\n".join(label.text() for label in _dialog(stage).findChildren(QLabel) if label.isVisible())


def answer(stage: Stage, button: str, passphrase: str = "") -> None:
    """Type the passphrase, where one is asked for, press a button of the open dialog, and wait."""
    dialog = _dialog(stage)
    for field in dialog.findChildren(QLineEdit):
        field.setText(passphrase)
    press_in_dialog(stage, button)


def dialog_field(stage: Stage, name: str) -> QLineEdit:
    """Return the field of the open dialog with this name."""
    return next(one for one in _dialog(stage).findChildren(QLineEdit) if one.accessibleName() == name)


def press_in_dialog(stage: Stage, button: str) -> None:
    """Press a button of the open dialog, and wait."""
    next(one for one in _dialog(stage).findChildren(QPushButton) if one.text() == button).click()
    stage.settle()


def dialog_is_open(stage: Stage) -> bool:
    return any(dialog.isVisible() for dialog in stage.window.findChildren(QDialog))


def _dialog(stage: Stage) -> QDialog:
    return next(dialog for dialog in stage.window.findChildren(QDialog) if dialog.isVisible())
