"""Enrolling, inviting, giving roles and leaving, on a real workplace."""

from datetime import date
from pathlib import Path

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.people import Key, KeyUse, Organisation, Person, PersonCorrected, Role
from peertrain.record.keystore import Keystore
from peertrain.services import meetings, people, sessions
from peertrain.services.people import Access, Invitation
from peertrain.storage.lists.people import keys_of
from peertrain.workplace.workplace import Workplace
from tests.office import CHEAP, LEGAL_NAMES, PASSPHRASES, Office

DANA = PASSPHRASES["Dana"]

NEW = "gravel maple kettle orbit sandal"


def enrolled(office: Office, legal_name: str, *roles: Role, **more: object) -> Invitation:
    done = office.do("Dana", lambda seat: people.enrol(seat, legal_name=legal_name, roles=roles, **more))  # type: ignore[arg-type]
    assert done.value is not None
    return done.value


def access(office: Office, person_id: str) -> Access:
    known = office.ask("Dana", people.known_people)
    return next(one.access for one in known if one.person.id == person_id)


def test_an_enrolled_person_signs_in_with_five_words_and_chooses_a_passphrase(office: Office) -> None:
    invitation = enrolled(office, "Joy Núñez", Role.TRAINEE, preferred_name="Joy", supervisors=[office.ids["Renee"]])
    assert len(invitation.words.split()) == 5
    assert access(office, invitation.person_id) is Access.INVITED
    workplace = office.workplace
    workplace.sign_in("Joy", invitation.words)
    assert workplace.must_choose_passphrase
    workplace.choose_passphrase(NEW)
    workplace.sign_in("joy", NEW)
    joy = workplace.read(lambda seat: seat.person)
    assert (joy.legal_name, joy.has(Role.TRAINEE), joy.supervisors) == ("Joy Núñez", True, (office.ids["Renee"],))
    with pytest.raises(Refused):
        workplace.sign_in("Joy", invitation.words)


def test_a_name_that_is_taken_leaves_no_trace_of_the_person(office: Office) -> None:
    before = len(office.ask("Dana", people.known_people))
    with pytest.raises(Refused, match="Choose another name"):
        enrolled(office, "Marcus Aurelius", Role.TRAINEE, preferred_name="Marcus")
    assert len(office.ask("Dana", people.known_people)) == before
    assert not office.workplace.keystore.is_staged


@pytest.mark.parametrize(("name", "letters"), [("محمد", "م ح د"), ("北京", "北 京")])
def test_a_legal_name_that_no_certificate_can_print_is_refused_when_it_is_given_but_is_welcome_as_what_one_is_called(
    office: Office, name: str, letters: str
) -> None:
    with pytest.raises(
        Refused, match=f"certificate: {letters}. Write it in Latin.* preferred name may have any letters"
    ):
        enrolled(office, name, Role.TRAINEE)
    joined = enrolled(office, "Mo Bei", Role.TRAINEE, preferred_name=name)
    assert joined.name == name
    with pytest.raises(Refused, match="cannot be printed rightly"):
        correct(office, joined.person_id, legal_name=name, preferred_name=name)


def test_the_address_of_somebody_enrolled_before_names_were_looked_at_is_corrected_all_the_same(office: Office) -> None:
    office.say("Dana", PersonCorrected(office.ids["Marcus"], "محمد", "Marcus", "", "As on the ID"))
    correct(office, office.ids["Marcus"], legal_name="محمد", preferred_name="Marcus", email="m@example.org")
    correct(office, office.ids["Marcus"], legal_name="Mohammed", preferred_name="Marcus")


def correct(office: Office, person_id: str, *, legal_name: str, preferred_name: str, email: str = "") -> None:
    office.do(
        "Dana",
        lambda seat: people.correct(
            seat,
            person_id=person_id,
            legal_name=legal_name,
            preferred_name=preferred_name,
            email=email,
            reason="New ID",
        ),
    )


def test_somebody_enrolled_without_a_role_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match="Choose what the person does"):
        enrolled(office, "Joy Núñez")


def test_whoever_has_a_name_already_is_known_on_whatever_computer_they_work_until_they_have_left(
    office: Office,
) -> None:
    joy = enrolled(
        office, "Joy Núñez", Role.TRAINEE, preferred_name="Joy", elsewhere=True, passphrase=PASSPHRASES["Dana"]
    )

    def said(name: str, **but: str) -> str:
        return office.ask("Dana", lambda seat: people.same_name(seat, name=name, **but))

    assert said(" JOY").startswith("Somebody here is called")
    assert said("Joy N") == said("") == said("Joy", person_id=joy.person_id) == ""
    office.do("Dana", lambda seat: people.end_access(
        seat, person_id=joy.person_id, reason="Moved away", passphrase=PASSPHRASES["Dana"]
    ))  # fmt: skip
    assert said("Joy") == ""


def test_only_a_coordinator_enrols(office: Office) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        office.do("Renee", lambda seat: people.enrol(seat, legal_name="Joy Núñez", roles=[Role.TRAINEE]))


def test_a_place_on_a_programme_that_is_not_adopted_enrols_nobody(office: Office) -> None:
    before = len(office.ask("Dana", people.known_people))
    place = people.Place("peertrain-foundations", "1", date(2026, 9, 1))
    with pytest.raises(Refused):
        enrolled(office, "Joy Núñez", Role.TRAINEE, place=place)
    assert len(office.ask("Dana", people.known_people)) == before


def test_a_crash_after_the_record_was_written_still_lets_the_invited_person_in(office: Office) -> None:
    """The keystore only stages the invitation; whoever signs in next completes what the record has decided."""
    workplace = office.workplace
    follow, workplace._follow_or_later = workplace._follow_or_later, lambda **_: True  # type: ignore[method-assign]
    invitation = enrolled(office, "Joy Núñez", Role.TRAINEE, preferred_name="Joy")
    assert workplace.keystore.is_staged
    with pytest.raises(Refused):
        workplace.keystore.sign_in("Joy", invitation.words, now=office.clock())
    workplace._follow_or_later = follow  # type: ignore[method-assign]
    again = Workplace(office.folder, clock=office.clock, cost=CHEAP)
    again.sign_in("Renee", PASSPHRASES["Renee"])
    again.sign_in("Joy", invitation.words)
    assert again.must_choose_passphrase
    again.lock()


def test_a_crash_before_the_record_was_written_leaves_no_invitation(office: Office) -> None:
    workplace = office.workplace
    keys = {"database": bytes(32), "invitation": bytes(32)}
    workplace.keystore.stage("nobody", "Joy", "five words that nobody has", keys, CHEAP, invitation="unknown")
    workplace.sign_in("Renee", PASSPHRASES["Renee"])
    assert not workplace.keystore.is_staged
    assert not workplace.keystore.lets_in("nobody")


def test_a_forgotten_passphrase_ends_the_old_key_and_brings_five_new_words(office: Office) -> None:
    marcus = office.ids["Marcus"]
    with pytest.raises(Refused, match="Say why"):
        office.do("Dana", lambda seat: people.invite_again(seat, person_id=marcus, reason=" ", passphrase=DANA))
    invitation = office.do(
        "Dana",
        lambda seat: people.invite_again(seat, person_id=marcus, reason="Forgot the passphrase", passphrase=DANA),
    ).value
    assert invitation is not None
    workplace = office.workplace
    with pytest.raises(Refused):
        workplace.sign_in("Marcus", PASSPHRASES["Marcus"])
    workplace.sign_in("Marcus", invitation.words)
    assert workplace.keystore.had_keys(marcus)
    workplace.choose_passphrase(NEW)
    keys = workplace.read(lambda seat: keys_of(seat.connection, marcus))
    live = [key for key in keys if key.until is None]
    assert [key.use for key in live] == [KeyUse.PERSON]
    ended = [key for key in keys if key.use is KeyUse.PERSON and key.until]
    assert len(ended) == 1


def test_lost_words_are_replaced_by_new_ones(office: Office) -> None:
    first = enrolled(office, "Joy Núñez", Role.TRAINEE, preferred_name="Joy")
    second = office.do(
        "Dana",
        lambda seat: people.invite_again(seat, person_id=first.person_id, reason="Slip was lost", passphrase=DANA),
    ).value
    assert second is not None
    with pytest.raises(Refused):
        office.workplace.sign_in("Joy", first.words)
    office.workplace.sign_in("Joy", second.words)
    office.workplace.choose_passphrase(NEW)


def test_nobody_resets_their_own_keys(office: Office) -> None:
    with pytest.raises(Refused, match="under Me"):
        office.do(
            "Dana",
            lambda seat: people.invite_again(seat, person_id=office.ids["Dana"], reason="Forgot", passphrase=DANA),
        )


def test_who_may_come_in_and_do_what_is_decided_under_the_passphrase_alone(office: Office) -> None:
    who, wrong = office.ids["Marcus"], "not the passphrase at all"
    for deed in (
        lambda seat: people.enrol(seat, legal_name="Joy Núñez", roles=[Role.COORDINATOR], passphrase=wrong),
        lambda seat: people.invite_again(seat, person_id=who, reason="Forgot", passphrase=wrong),
        lambda seat: people.give_role(seat, person_id=who, role=Role.COORDINATOR, passphrase=wrong),
        lambda seat: people.end_role(seat, person_id=who, role=Role.TRAINEE, reason="Stopped", passphrase=wrong),
        lambda seat: people.end_access(seat, person_id=who, reason="Left", passphrase=wrong),
    ):
        with pytest.raises(Refused, match="passphrase is not right"):
            office.do("Dana", deed)
    assert office.ask("Marcus", lambda seat: seat.person.active_roles) == (Role.TRAINEE,)


def test_a_second_coordinator_finds_the_issuer_key(office: Office) -> None:
    office.do(
        "Dana",
        lambda seat: people.give_role(seat, person_id=office.ids["Renee"], role=Role.COORDINATOR, passphrase=DANA),
    )
    issuer = office.ask("Renee", lambda seat: seat.issuer_key)
    organisation = office.ask("Renee", lambda seat: seat.organisation)
    assert isinstance(organisation, Organisation)
    assert issuer is not None
    assert issuer.public_key().public_bytes_raw().hex() == organisation.issuer_public
    office.do(
        "Dana",
        lambda seat: people.end_role(
            seat,
            person_id=office.ids["Renee"],
            role=Role.COORDINATOR,
            reason="Back to supervision only",
            passphrase=DANA,
        ),
    )
    assert office.ask("Renee", lambda seat: seat.issuer_key) is None


def test_an_invited_coordinator_finds_the_issuer_key_after_choosing_a_passphrase(office: Office) -> None:
    invitation = enrolled(office, "Joy Núñez", Role.COORDINATOR, preferred_name="Joy", passphrase=DANA)
    office.workplace.sign_in("Joy", invitation.words)
    office.workplace.choose_passphrase(NEW)
    assert office.workplace.read(lambda seat: seat.issuer_key) is not None


def test_a_supervisor_who_leaves_supervises_nobody_and_cannot_sign_in(office: Office) -> None:
    renee = office.ids["Renee"]
    done = office.do(
        "Dana",
        lambda seat: people.end_access(seat, person_id=renee, reason="Moved to another town", passphrase=DANA),
    )
    assert "has left" in done.said
    marcus = office.ask("Dana", lambda seat: seat.picture.find(Person, office.ids["Marcus"]))
    assert marcus is not None
    assert marcus.supervisors == ()
    assert access(office, renee) is Access.LEFT
    keys = office.ask("Dana", lambda seat: keys_of(seat.connection, renee))
    assert all(isinstance(key, Key) and key.until for key in keys)
    with pytest.raises(Refused, match="not right"):
        office.workplace.sign_in("Renee", PASSPHRASES["Renee"])
    office.workplace.sign_in("Marcus", PASSPHRASES["Marcus"])


def test_somebody_who_comes_back_gets_five_words(office: Office) -> None:
    luis = office.ids["Luis"]
    office.do(
        "Dana",
        lambda seat: people.end_access(seat, person_id=luis, reason="Sabbatical", passphrase=DANA),
    )
    back = office.do(
        "Dana",
        lambda seat: people.give_role(seat, person_id=luis, role=Role.SUPERVISOR, passphrase=DANA),
    )
    assert back.value is not None
    office.workplace.sign_in("Luis", back.value.words)
    office.workplace.choose_passphrase(NEW)
    assert office.workplace.read(lambda seat: seat.person.active_roles) == (Role.SUPERVISOR,)


def test_a_corrected_preferred_name_is_what_the_person_signs_in_with(office: Office) -> None:
    def deed(seat: object) -> object:
        return people.correct(
            seat, person_id=office.ids["Marcus"], legal_name="Marcus Bell-Ito", preferred_name="Marc", email="",
            reason="Married name",
        )  # fmt: skip  # type: ignore[arg-type]

    office.do("Dana", deed)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        office.workplace.sign_in("Marcus", PASSPHRASES["Marcus"])
    office.workplace.sign_in("Marc", PASSPHRASES["Marcus"])
    assert office.workplace.read(lambda seat: seat.person.legal_name) == "Marcus Bell-Ito"


def test_assigning_and_unassigning_a_supervisor(office: Office) -> None:
    marcus, luis = office.ids["Marcus"], office.ids["Luis"]
    done = office.do("Dana", lambda seat: people.assign(seat, trainee_id=marcus, supervisor_id=luis))
    assert done.said == "Luis now supervises Marcus."
    known = {one.person.id: one for one in office.ask("Dana", people.known_people)}
    assert known[marcus].supervisors == ("Renee", "Luis")
    assert known[luis].trainees == ("Marcus",)
    office.do(
        "Dana",
        lambda seat: people.unassign(seat, trainee_id=marcus, supervisor_id=luis, reason="Luis is on leave"),
    )
    assert office.ask("Dana", lambda seat: seat.picture.find(Person, marcus)).supervisors == (office.ids["Renee"],)  # type: ignore[union-attr]


def test_who_is_chosen_from_a_list_is_told_apart_from_others_of_that_name(office: Office) -> None:
    twin = enrolled(office, "Marcus Cole", Role.TRAINEE, preferred_name="Marcus", elsewhere=True).person_id
    enrolled(office, "Renee Stone", Role.SUPERVISOR, preferred_name="Renee", elsewhere=True)
    office.do("Dana", lambda seat: people.assign(seat, trainee_id=twin, supervisor_id=office.ids["Renee"]))
    renees = {"Renee (Renee Stone)", f"Renee ({LEGAL_NAMES['Renee']})"}
    marcuses = {"Marcus (Marcus Cole)", f"Marcus ({LEGAL_NAMES['Marcus']})"}
    assert set(office.ask("Dana", people.supervisors).values()) == {"Luis", *renees}
    assert set(office.ask("Dana", sessions.trainees_now).values()) == {"Aisha", *marcuses}
    assert {one.name for one in office.ask("Renee", meetings.choices).trainees} == {"Aisha", *marcuses}


def test_everybody_in_the_office_is_known_with_access(office: Office, tmp_path: Path) -> None:
    known = office.ask("Dana", people.known_people)
    assert {one.person.legal_name for one in known} == set(LEGAL_NAMES.values())
    assert {one.access for one in known} == {Access.HERE}


def test_the_list_of_everybody_reads_the_keys_once_however_many_people_there_are(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.enter("Dana")
    reads: list[Path] = []
    opened = Keystore.open

    def counted(folder: Path) -> Keystore:
        reads.append(folder)
        return opened(folder)

    monkeypatch.setattr(Keystore, "open", counted)
    assert len(office.ask("Dana", people.known_people)) == 5
    assert len(reads) == 1
