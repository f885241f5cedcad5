"""Declaring what a programme asks for, in its own words."""

import pytest

from peertrain.domain.changes import Done
from peertrain.domain.errors import Refused
from peertrain.domain.people import Attestation, Role
from peertrain.services import attestations, standing
from peertrain.workplace.seat import Seat
from tests.going import put_on_programme
from tests.office import PASSPHRASES, Office


def attest(office: Office, **changes: object) -> Done[Attestation]:
    rule = office.ask("Marcus", attestations.asked_of_me)[0].rule
    said = {
        "subject_id": office.ids["Marcus"],
        "kind": rule.kind,
        "by_role": Role.TRAINEE,
        "wording": rule.wording,
        "passphrase": PASSPHRASES["Marcus"],
        **changes,
    }

    def deed(seat: Seat) -> Done[Attestation]:
        return attestations.attest(seat, **said)  # type: ignore[arg-type]

    return office.do("Marcus", deed)


def test_what_is_asked_is_listed_and_signed_word_for_word(office: Office) -> None:
    put_on_programme(office, "Marcus")
    asked = office.ask("Marcus", attestations.asked_of_me)
    assert [one.rule.kind for one in asked] == ["lived-experience", "code-of-ethics"]
    made = attest(office).value
    assert made is not None
    assert made.wording == asked[0].rule.wording
    after = office.ask("Marcus", attestations.asked_of_me)
    assert [one.made is not None for one in after] == [True, False]
    [mine] = office.ask("Marcus", standing.of_oneself)
    assert mine.standing.find("attestation.lived-experience.trainee").met


def test_other_words_than_those_shown_are_refused(office: Office) -> None:
    put_on_programme(office, "Marcus")
    with pytest.raises(Refused, match="wording has changed"):
        attest(office, wording="I agree.")


def test_a_wrong_passphrase_signs_nothing(office: Office) -> None:
    put_on_programme(office, "Marcus")
    with pytest.raises(Refused):
        attest(office, passphrase="not the passphrase at all")
    assert all(one.made is None for one in office.ask("Marcus", attestations.asked_of_me))


def test_nobody_declares_for_another_trainee(office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha")
    with pytest.raises(Refused, match="only attest for themselves"):
        attest(office, subject_id=office.ids["Aisha"])


def test_what_no_programme_asks_for_cannot_be_declared(office: Office) -> None:
    put_on_programme(office, "Marcus")
    with pytest.raises(Refused, match="No programme asks"):
        attest(office, kind="health")


def test_a_supervisor_is_asked_only_about_her_own_trainees(office: Office) -> None:
    put_on_programme(office, "Marcus")
    assert (
        office.ask("Renee", lambda seat: attestations.asked_of_supervisor(seat, trainee_id=office.ids["Marcus"])) == ()
    )
    with pytest.raises(Refused, match="not one of yours"):
        office.ask("Luis", lambda seat: attestations.asked_of_supervisor(seat, trainee_id=office.ids["Marcus"]))
