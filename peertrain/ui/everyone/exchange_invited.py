"""Who is invited to a computer of their own and has not been heard of yet, and what they have to do."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from peertrain.domain.days import short_day
from peertrain.i18n import _
from peertrain.services.invitations import Invited
from peertrain.ui.kit.cards import card, fact


def invited_card(invited: Sequence[Invited], today: date) -> QWidget:
    """Return a line for everybody who is invited."""
    return card(*(_line(one, today) for one in invited), title=_("Invited, not here yet"))


def _line(one: Invited, today: date) -> QWidget:
    day = short_day(one.until, today)
    if one.is_over:
        words = _("The invitation of {name} was not used. It was good until {day}.")
        advice = _("Open {name} under “People”, and invite them anew.").format(name=one.name)
        return fact(words.format(name=one.name, day=day), tone="sun", detail=advice)
    words = _("{name} is invited to their own computer, until {day}.")
    todo = _(
        "{name} installs PeerTrain there, opens the invitation with the five words, and sends you a first packet. "
        "Until then there is nothing to send to {name}."
    )
    return fact(words.format(name=one.name, day=day), tone="sky", icon_name="clock", detail=todo.format(name=one.name))
