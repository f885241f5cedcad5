"""A legal name while it is typed: letters that no certificate can print are said at its field, with what to do."""

from PySide6.QtCore import QTimer

from peertrain.services import people
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.forms import Field
from peertrain.ui.kit.spoken import announce

TYPED_AFTER_MS = 500


def watch_legal_name(field: Field, background: Background) -> None:
    """Look at what stands in the field, now and whenever it was typed into."""

    def look() -> None:
        name = field.read()

        def say(sentence: str) -> None:
            if sentence and name == field.read():
                field.show_wrong(sentence)
                announce(field, sentence)

        background.ask(field, lambda _seat: people.unprintable_name(name), say)

    typing = QTimer(field, singleShot=True, interval=TYPED_AFTER_MS)
    typing.timeout.connect(look)
    field.changed.connect(typing.start)
    if field.read():
        look()
