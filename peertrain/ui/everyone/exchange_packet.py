"""A packet that was opened: what is inside before it is taken in, and then what became of each entry."""

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from peertrain.domain.days import moment_in_words
from peertrain.domain.kind_words import kinds_in_words
from peertrain.domain.taken_words import sum_in_words, taken_in_words
from peertrain.i18n import _, ngettext
from peertrain.services.taking import Inside, Taken
from peertrain.ui.kit.cards import button, card, column, fact, facts, plain
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow


def inside_card(inside: Inside, take: Callable[[], object], close: Callable[[], object]) -> QWidget:
    """Return what is in a packet, with the button that takes it in."""
    lines = {
        _("From"): inside.from_name,
        _("Made"): moment_in_words(inside.made_at),
        _("Inside"): kinds_in_words(inside.kinds),
    }
    before: list[QWidget] = []
    if inside.taken_at is not None:
        words = _("It was taken in before, on {when}. Taking it in again changes nothing that is here.")
        before.append(fact(words.format(when=moment_in_words(inside.taken_at)), tone="sky", icon_name="info"))
    return card(
        facts(lines),
        *before,
        flow(
            button(_("Take in"), take, icon_name="check", kind="primary"),
            button(_("Leave it"), close),
        ),
        title=_("A packet from {name}").format(name=inside.from_name),
    )


def busy_card(words: str) -> QWidget:
    """Return what is shown while a packet is opened or taken in."""
    bar = QProgressBar()
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setAccessibleName(words)
    return card(plain(words), bar)


def refusal_card(sentence: str, close: Callable[[], object]) -> QWidget:
    """Return why a packet was not opened."""
    return card(fact(sentence, tone="sun"), flow(button(_("Close"), close)), title=_("Not opened"), tone="sun")


def outcome_card(taken: Taken, *also: QPushButton) -> QWidget:
    """Return what became of a packet: in plain words, a line for each reason, and what follows; the sum can be opened."""
    parts: list[QWidget] = [_new(taken)]
    for count, reason in taken.reasons:
        words = ngettext("{count} entry not applied: {reason}", "{count} entries not applied: {reason}", count)
        parts.append(fact(words.format(count=count, reason=reason), tone="sky", icon_name="info"))
    if taken.missing:
        words = ngettext(
            "{count} entry that {name} has is not here yet. Send {name} a packet; the answer brings it.",
            "{count} entries that {name} has are not here yet. Send {name} a packet; the answer brings them.",
            taken.missing,
        )
        parts.append(fact(words.format(count=taken.missing, name=taken.from_name), tone="sun", icon_name="clock"))
    parts += [fact(warning, tone="sun") for warning in taken.warnings]
    title = _("Taken in from {name}").format(name=taken.from_name)
    whole = Disclosure(plain(_("The sum"), "soft"), lambda: plain(sum_in_words(taken)), name=_("The sum"))
    return card(column(*parts, gap=4), flow(*also), *([whole] if taken.entries else []), title=title)


def _new(taken: Taken) -> QWidget:
    words = taken_in_words(taken)
    if taken.applied:
        new = _("New here: {kinds}").format(kinds=kinds_in_words(taken.kinds))
        return fact(words, tone="pine", detail=new)
    if taken.held or taken.rejected:
        return fact(words, tone="sky", detail="" if taken.already_here else _("Nothing of it counts yet."))
    return fact(words, tone="pine")
