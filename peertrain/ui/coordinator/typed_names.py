"""Names while they are typed: what no certificate can print, or who is called so already, is said at the field."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, SignalInstance

from peertrain.services import people
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.cards import plain
from peertrain.ui.kit.forms import Field, Form
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

    _after_typing(field, field.changed, look)
    if field.read():
        look()


def watch_preferred_name(form: Form, background: Background, *, person_id: str = "") -> None:
    """Say below the preferred name, or the legal one in its place, that somebody else has it; it stops nobody."""
    legal, preferred = form.fields["legal_name"], form.fields["preferred_name"]
    note = plain("", "soft")
    note.hide()
    preferred.add_below(note)

    def name() -> str:
        return str(preferred.read() or legal.read())

    def look() -> None:
        asked = name()

        def say(sentence: str) -> None:
            if asked == name() and sentence != note.text():
                note.setText(sentence)
                note.setVisible(bool(sentence))
                announce(preferred, sentence)

        background.ask(form, lambda seat: people.same_name(seat, name=asked, person_id=person_id), say)

    _after_typing(form, form.changed, look)
    look()


def _after_typing(parent: Field | Form, changed: SignalInstance, look: Callable[[], None]) -> None:
    typing = QTimer(parent, singleShot=True, interval=TYPED_AFTER_MS)
    typing.timeout.connect(look)
    changed.connect(typing.start)
