"""A supervisor's trainees in one line each: how far they are, and whose turn it is."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from peertrain.domain.people import Person, Role
from peertrain.i18n import _
from peertrain.services.standing import PersonStanding
from peertrain.ui.kit.cards import button, card, column, pill, plain, rule
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Context
from peertrain.ui.kit.standing_words import Turn, summary


def turns_for(trainee: Person) -> dict[str, Turn]:
    """Return who must act, in the words of the trainee's supervisor."""
    return {
        Role.TRAINEE: Turn(_("With {name}").format(name=trainee.preferred_name), "sky"),
        Role.SUPERVISOR: Turn(_("Your turn"), "sun"),
        Role.COORDINATOR: Turn(_("With the coordinator"), "sky"),
    }


def trainee_lines(context: Context, trainees: Sequence[Person], standings: Sequence[PersonStanding]) -> QWidget:
    """Return every trainee with their standing and the way to more of it."""
    parts: list[QWidget] = []
    for trainee in trainees:
        parts += [rule()] if parts else []
        parts.append(_line(context, trainee, [one for one in standings if one.person.id == trainee.id]))
    return card(*parts, title=_("Your trainees"))


def _line(context: Context, trainee: Person, standings: Sequence[PersonStanding]) -> QWidget:
    from peertrain.ui.supervisor.trainee import TraineePage

    more = button(_("Open"), lambda: context.go(TraineePage, trainee_id=trainee.id))
    more.setAccessibleName(_("Open {name}").format(name=trainee.preferred_name))
    words: list[QWidget] = [flow(plain(trainee.preferred_name, "lead", wrap=False), *map(_state, standings), gap=12)]
    words += [plain(f"{one.programme.short_title}: {summary(one.standing)}", "soft") for one in standings]
    if not standings:
        words.append(plain(_("Not on a programme yet. A coordinator enrols them."), "soft"))
    return column(*words, flow(more), gap=4)


def _state(one: PersonStanding) -> QWidget:
    if one.standing.ready:
        return pill(_("Ready to certify"), "pine")
    waits = one.standing.waits_for
    turns = turns_for(one.person)
    turn = turns[Role.SUPERVISOR] if Role.SUPERVISOR in waits else turns[waits[0]] if waits else Turn("", "soft")
    return pill(turn.words or _("Under way"), turn.tone)
