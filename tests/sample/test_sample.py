"""The sample organisation is what it promises: everybody can sign in, and everything in it is signed and verifies."""

from collections.abc import Iterator

import pytest

from peertrain.documents.verification import Outcome
from peertrain.domain.cohort import Stage
from peertrain.domain.hours import HoursState
from peertrain.domain.people import Role
from peertrain.record.passphrases import LOWEST_COST
from peertrain.sample.people import PEOPLE
from peertrain.services import certificates, cohort, hours, meetings, record, signoff, trust
from peertrain.storage.lists.people import everybody
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace
from tests.sample_organisation import Sample

pytestmark = pytest.mark.timeout(400)  # the first test makes the sample


@pytest.fixture
def workplace(sample: Sample) -> Iterator[Workplace]:
    made = Workplace(sample.folder, cost=LOWEST_COST)
    yield made
    made.lock()


@pytest.fixture
def office(workplace: Workplace, sample: Sample) -> Workplace:
    """The workplace with Ruth, a coordinator, in."""
    workplace.sign_in("Ruth", sample.passphrases["Ruth"])
    return workplace


def test_everybody_can_sign_in_and_only_who_was_invited_still_needs_a_passphrase(
    workplace: Workplace, sample: Sample
) -> None:
    assert len(sample.passphrases) == 24
    invited = []
    for name, passphrase in sample.passphrases.items():
        workplace.sign_in(name, passphrase)
        assert workplace.read(lambda seat: seat.person.preferred_name) == name
        if workplace.must_choose_passphrase:
            invited.append(name)
    assert invited == ["Chris"]


def test_the_record_verifies_as_a_whole(office: Workplace) -> None:
    verified = office.read(record.verify)
    assert verified.wrong == ""
    assert verified.right
    assert verified.entries > 1000
    assert verified.documents >= 9


def test_certificates_are_valid_expired_revoked_and_replaced_and_say_so_to_anybody(office: Workplace) -> None:
    names = {one.id: one.preferred_name for one in office.read(lambda seat: everybody(seat.connection))}
    judged: dict[tuple[str, bool], Outcome] = {}
    notes = ""
    for one in office.read(certificates.issued):
        pdf = office.read(lambda seat, id=one.id: certificates.document(seat, certificate_id=id))  # type: ignore[misc]
        verdict = office.read(lambda seat, pdf=pdf: trust.check_file(seat, content=pdf))  # type: ignore[misc]
        judged[names[one.person_id], bool(one.replaced_by)] = verdict.outcome
        notes += " ".join(verdict.notes) if one.replaced_by else ""
    assert judged == {
        ("Walter", False): Outcome.EXPIRED,
        ("Nadia", False): Outcome.EXPIRED,
        ("Łukasz", False): Outcome.VALID,
        ("Imani", False): Outcome.VALID,
        ("Grace", False): Outcome.VALID,
        ("Majo", False): Outcome.VALID,
        ("Majo", True): Outcome.VALID,
        ("Kevin", False): Outcome.REVOKED,
    }
    assert "A newer copy of this certificate was issued" in notes


def test_the_cohort_has_somebody_ready_somebody_stuck_and_somebody_at_each_stage(office: Workplace) -> None:
    overview = office.read(cohort.overview)
    stages = {one.person.preferred_name: one.stage for one in overview.members}
    assert {one.person.preferred_name for one in overview.ready} >= {"Athina", "Wyn"}
    assert {"Olena", "Sam"} <= {one.person.preferred_name for one in overview.stuck}
    assert stages["Łukasz"] is Stage.CERTIFIED
    assert stages["Bao"] is Stage.LEARNING
    assert stages["Sam"] is Stage.SERVING
    assert set(stages.values()) >= {Stage.LEARNING, Stage.SERVING, Stage.READY, Stage.CERTIFIED}


def test_hours_wait_for_a_sign_off_and_some_came_back(workplace: Workplace, sample: Sample) -> None:
    workplace.sign_in("Terrence", sample.passphrases["Terrence"])
    assert _hours_of(workplace, HoursState.RETURNED) == 1
    workplace.sign_in("Sam", sample.passphrases["Sam"])
    assert _hours_of(workplace, HoursState.SUBMITTED) == 6
    workplace.sign_in("Dana", sample.passphrases["Dana"])
    assert workplace.read(signoff.waiting)


def _hours_of(workplace: Workplace, state: HoursState) -> int:
    def count(seat: Seat) -> int:
        found = hours.logged(seat, hours.log_ids(seat)).values()
        return sum(one.hours.state is state for one in found)

    return workplace.read(count)


def test_a_meeting_waits_for_hannahs_signature(workplace: Workplace, sample: Sample) -> None:
    workplace.sign_in("Hannah", sample.passphrases["Hannah"])
    assert workplace.read(meetings.how_many_wait) == 1


def test_there_is_a_backup_to_restore(office: Workplace) -> None:
    (backup,) = office.kept_backups()
    assert backup.entries == office.read(lambda seat: seat.ledger.size)


def test_names_are_of_many_alphabets() -> None:
    letters = "".join(person.legal_name for person in PEOPLE)
    assert any("Α" <= letter <= "ω" for letter in letters)
    assert any("А" <= letter <= "я" for letter in letters)
    assert {person.role for person in PEOPLE} == set(Role)
