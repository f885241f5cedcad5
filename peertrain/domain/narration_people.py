"""How people are named in sentences, and what entries about people and the organisation say."""

from collections.abc import Callable
from typing import Any

from peertrain.domain import organisation, people
from peertrain.domain.people import Key, Person, Role
from peertrain.domain.picture import Picture
from peertrain.i18n import _, ngettext


def name_of(picture: Picture, person_id: str) -> str:
    """Return the name by which a person is called; "somebody" where they are not known here."""
    person = picture.find(Person, person_id)
    return person.preferred_name if person else _("somebody not known here")


def role_in_words(role: Role) -> str:
    """Return a role in the middle of a sentence."""
    names = {
        Role.TRAINEE: _("trainee"),
        Role.SUPERVISOR: _("supervisor"),
        Role.COORDINATOR: _("coordinator"),
    }
    return names[role]


def names_of(picture: Picture, ids: tuple[str, ...]) -> str:
    return ", ".join(name_of(picture, id) for id in ids)


def because(sentence: str, reason: str) -> str:
    reason = reason.strip()
    return _("{sentence} Reason: {reason}").format(sentence=sentence, reason=reason) if reason else sentence


# Organisation and people


def _founded(said: people.OrganisationFounded, _picture: Picture) -> str:
    return _("Founded the organisation {name}.").format(name=said.name)


def _organisation_corrected(said: organisation.OrganisationCorrected, _picture: Picture) -> str:
    sentence = (
        _("Corrected the organisation: now {name}, {address}.")
        if said.address
        else _("Corrected the organisation: now {name}.")
    )
    return because(sentence.format(name=said.name, address=said.address), said.reason)


def _logo(said: organisation.LogoChosen, _picture: Picture) -> str:
    if not said.logo_png:
        return _("Took the logo away from the certificates to come.")
    return _("Chose a logo for the certificates to come.")


def _issuing_key_replaced(said: organisation.IssuingKeyReplaced, _picture: Picture) -> str:
    return because(_("Replaced the key with which certificates are issued."), said.reason)


def _enrolled(said: people.PersonEnrolled, _picture: Picture) -> str:
    return _("Enrolled {legal_name}, called {name}.").format(
        legal_name=said.legal_name, name=said.preferred_name or said.legal_name
    )


def _corrected(said: people.PersonCorrected, _picture: Picture) -> str:
    sentence = _("Corrected names: now {legal_name}, called {name}.").format(
        legal_name=said.legal_name, name=said.preferred_name or said.legal_name
    )
    return because(sentence, said.reason)


def _invited(said: people.KeyInvited, picture: Picture) -> str:
    return _("Invited {name} to choose a passphrase.").format(name=name_of(picture, said.person_id))


def _added(said: people.KeyAdded, picture: Picture) -> str:
    return _("{name} chose a passphrase and signs with a key of their own.").format(
        name=name_of(picture, said.person_id)
    )


def _confirmed(said: people.KeyConfirmed, picture: Picture) -> str:
    key = picture.find(Key, said.key_id)
    owner = name_of(picture, key.person_id if key else "")
    return _("Compared the six words with {name}: the key is theirs.").format(name=owner)


def _key_ended(said: people.KeyEnded, picture: Picture) -> str:
    key = picture.find(Key, said.key_id)
    owner = name_of(picture, key.person_id if key else "")
    return because(_("Ended a key of {name}.").format(name=owner), said.reason)


def _late_accepted(said: people.LateEntriesAccepted, picture: Picture) -> str:
    key, count = picture.find(Key, said.key_id), len(said.entry_ids)
    words = ngettext(
        "Let {count} entry of {name} count that turned up after the key had ended.",
        "Let {count} entries of {name} count that turned up after the key had ended.",
        count,
    )
    owner = name_of(picture, key.person_id if key else "")
    return because(words.format(count=count, name=owner), said.reason)


def _role_given(said: people.RoleGiven, picture: Picture) -> str:
    return _("Gave {name} the role of {role}.").format(
        name=name_of(picture, said.person_id), role=role_in_words(said.role)
    )


def _role_ended(said: people.RoleEnded, picture: Picture) -> str:
    sentence = _("Ended the role of {role} of {name}.").format(
        name=name_of(picture, said.person_id), role=role_in_words(said.role)
    )
    return because(sentence, said.reason)


def _assigned(said: people.SupervisorAssigned, picture: Picture) -> str:
    return _("Let {supervisor} supervise {trainee}.").format(
        supervisor=name_of(picture, said.supervisor_id), trainee=name_of(picture, said.trainee_id)
    )


def _unassigned(said: people.SupervisorUnassigned, picture: Picture) -> str:
    sentence = _("Ended the supervision of {trainee} by {supervisor}.").format(
        supervisor=name_of(picture, said.supervisor_id), trainee=name_of(picture, said.trainee_id)
    )
    return because(sentence, said.reason)


def _attested(said: people.AttestationMade, picture: Picture) -> str:
    return _("Declared for {name}: {wording}").format(name=name_of(picture, said.subject_id), wording=said.wording)


SENTENCES: dict[type, Callable[[Any, Picture], str]] = {
    people.OrganisationFounded: _founded,
    organisation.OrganisationCorrected: _organisation_corrected,
    organisation.LogoChosen: _logo,
    organisation.IssuingKeyReplaced: _issuing_key_replaced,
    people.PersonEnrolled: _enrolled,
    people.PersonCorrected: _corrected,
    people.KeyInvited: _invited,
    people.KeyAdded: _added,
    people.KeyConfirmed: _confirmed,
    people.KeyEnded: _key_ended,
    people.LateEntriesAccepted: _late_accepted,
    people.RoleGiven: _role_given,
    people.RoleEnded: _role_ended,
    people.SupervisorAssigned: _assigned,
    people.SupervisorUnassigned: _unassigned,
    people.AttestationMade: _attested,
}
