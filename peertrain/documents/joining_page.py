"""The page that goes with an invitation: how to join, and by what the organisation is known. The words are not on it."""

from dataclasses import dataclass
from datetime import date

from peertrain.documents.archive import About, archived
from peertrain.documents.facts import day_in_words
from peertrain.documents.flow import Flow
from peertrain.documents.fonts import Face, printable
from peertrain.documents.paper import Paper
from peertrain.documents.sheet import Colour, Sheet
from peertrain.i18n import _

_QR = 110.0


@dataclass(frozen=True, slots=True)
class JoiningPage:
    """Who is invited to which organisation and by whom, with which file, until when; `fingerprint` is of its key."""

    organisation: str
    name: str
    invited_by: str
    file_name: str
    expires_on: date
    fingerprint: str
    made_on: date


def make_joining_page(page: JoiningPage, *, paper: Paper, language: str = "en") -> bytes:
    """Return the page as a tagged PDF in portrait."""
    width, height = sorted(paper.value)
    title = _("Invitation for {name}, {day}").format(name=page.name, day=day_in_words(page.made_on))
    flow = Flow(Sheet((width, height), language=language), footer=printable(title), pages=1)
    flow.line("P", printable(page.organisation), 11, face=Face.SERIF_SEMIBOLD)
    flow.gap(14)
    flow.line("H1", _("Your way into PeerTrain"), 26, face=Face.SERIF_LIGHT, colour=Colour.PINE)
    flow.gap(4)
    flow.line("P", printable(page.name), 18, face=Face.SERIF_SEMIBOLD)
    flow.gap(14)
    for number, step in enumerate(_steps(page), start=1):
        words = _("{number}. {step}").format(number=number, step=printable(step))
        flow.line("P", words, 11.5, face=Face.SANS)
        flow.gap(8)
    until = _("The invitation is good until {day}.").format(day=day_in_words(page.expires_on))
    flow.line("P", until, 11.5, face=Face.SANS_SEMIBOLD)
    flow.gap(24)
    flow.line("H2", _("How to know that it is us"), 13, face=Face.SERIF_SEMIBOLD, colour=Colour.PINE)
    flow.gap(4)
    flow.line(
        "P",
        _("PeerTrain shows this fingerprint before you choose your passphrase. The square code holds it, too."),
        9.5,
        face=Face.SANS,
    )
    flow.gap(4)
    flow.line("P", page.fingerprint, 13, face=Face.SANS_SEMIBOLD)
    flow.gap(12)
    flow.code(page.fingerprint, side=_QR, alt=_("QR code with the fingerprint {text}").format(text=page.fingerprint))
    return archived(flow.finish(), About(title, page.organisation, language, page.made_on))


def _steps(page: JoiningPage) -> tuple[str, ...]:
    return (
        _("Install PeerTrain on your own computer and open it."),
        _("Choose “I have an invitation”, and then the file {file}, which came to you by e-mail or on a stick.").format(
            file=page.file_name
        ),
        _("Type the five words. They are not on this page: your coordinator tells them to you."),
        _("Choose a passphrase of your own, and keep the recovery code on paper."),
        _(
            "Open “Send and receive”, and send your first packet to {name}. What you enter waits on your computer until "
            "{name} has a packet with it."
        ).format(name=page.invited_by),
        _("Read six words from the page “Me” to {name}, who compares them.").format(name=page.invited_by),
    )
