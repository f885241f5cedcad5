"""A supervisor's trainees in one line each, how far they are, and who must act in the supervisor's words."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from peertrain.domain.people import Person, Role
from peertrain.i18n import _
from peertrain.services.standing import PersonStanding
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, column, pill, plain, progress, rule
from peertrain.ui.kit.page import Context
from peertrain.ui.kit.standing_words import Turn, summary


def turns_for(trainee: Person, others: Mapping[str, str]) -> dict[str, Turn]:
    """Return who must act, in the words of the trainee's supervisor; `others` are further supervisors, by id."""
    return {
        **{id: Turn(_("With {name}").format(name=name), "sky", name) for id, name in others.items()},
        Role.TRAINEE: Turn(_("With {name}").format(name=trainee.preferred_name), "sky", trainee.preferred_name),
        Role.SUPERVISOR: Turn(_("Your turn"), "sun", _("you")),
        Role.COORDINATOR: Turn(_("With the coordinator"), "sky", _("the coordinator")),
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
    states = [state for one in standings for state in _state(one)]
    words: list[QWidget] = [acting(plain(trainee.preferred_name, "lead"), *states)]
    for one in standings:
        words.append(_progress(one))
    if not standings:
        words.append(plain(_("Not on a programme yet. A coordinator enrols them."), "soft"))
    return acting(column(*words, gap=4), more)


def _state(one: PersonStanding) -> list[QWidget]:
    """Return a word on the certificate, once everything is there."""
    if one.certified:
        return [pill(_("Certified"), "pine", icon_name="certificate")]
    if not one.standing.ready:
        return []
    return [pill(_("Certificate ended"), "sky") if one.certificate else pill(_("Ready to certify"), "pine")]


def _progress(one: PersonStanding) -> QWidget:
    done, whole = len(one.standing.requirements) - len(one.standing.missing), len(one.standing.requirements)
    return progress(done, whole, f"{one.programme.short_title}: {summary(one.standing)}")
