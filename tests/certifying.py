"""Trainees made ready for the certificate of a small programme, by what the people of an office sign."""

from datetime import date
from functools import cache
from pathlib import Path
from uuid import uuid4

from peertrain.domain.certification import Certificate
from peertrain.domain.hours import MeetingConfirmed
from peertrain.domain.learning import Delivery, SessionHeld
from peertrain.domain.people import AttestationMade, PersonCorrected, Role
from peertrain.domain.programmes import (
    AttestationRule,
    CompetencyRule,
    ExperienceRule,
    Programme,
    ProgrammeKind,
    SupervisionRule,
    TrainingRule,
)
from peertrain.domain.terms import Term, TermKind
from peertrain.services import certificates, certification, trust
from peertrain.services.certification import Paper, Proposal
from tests.going import approve, log, meet, put_on_programme, rated
from tests.office import PASSPHRASES, Office, copy_of, folder_of_this_run, found_staffed_office

TUESDAY = date(2026, 9, 15)
TITLE = "Director of Training"
ETHICS = AttestationRule(
    "code-of-ethics", "Code of ethics", "I have read the code of ethics and will keep to it.", Role.TRAINEE
)


def small_programme() -> Programme:
    """Return a programme with one requirement of each kind that can be met in an afternoon."""
    return Programme(
        "harbor-basics", "1.0", "Foundations of Peer Support", "Foundations", "Duluth", ProgrammeKind.COMPLETION,
        "This is a certificate of completion of training. It is not a state certification.", (),
        training=TrainingRule(120), experience=ExperienceRule(120), supervision=SupervisionRule(60),
        competencies=(CompetencyRule("CC1.2", 3, direct_observation=True),), attestations=(ETHICS,),
        term=Term(TermKind.ROLLING, years=2),
    )  # fmt: skip


def make_ready(office: Office, *names: str) -> None:
    """Enrol trainees on the small programme and let everything be done that it asks for."""
    put_on_programme(office, *names, programme=small_programme())
    office.clock.to(TUESDAY)
    domains = {"ethical_responsibility": 60, "advocacy": 60}
    there = tuple(office.ids[name] for name in names)
    office.say(
        "Dana", SessionHeld(str(uuid4()), "Two days at the harbour", TUESDAY, 120, Delivery.IN_PERSON, domains, there)
    )
    logged = [log(office, name, TUESDAY) for name in names]
    approve(office, *logged)
    for name in names:
        rated(office, name, {"CC1.2": 3}, TUESDAY)
    met = [meet(office, name, on=TUESDAY, signed=False) for name in names]
    for name, meeting in zip(names, met, strict=True):
        office.say(
            name,
            MeetingConfirmed(meeting, "We met as written."),
            AttestationMade(office.ids[name], ETHICS.kind, ETHICS.wording, Role.TRAINEE),
        )


def shown(office: Office, *names: str, by: str = "Dana") -> tuple[Proposal, ...]:
    """Return the dry run for these trainees."""
    keys = [(office.ids[name], "harbor-basics@1.0") for name in names]
    return office.ask(by, lambda seat: certification.propose(seat, keys=keys, signatory_title=TITLE))


def issue(office: Office, *names: str, by: str = "Dana", paper: Paper = Paper.LETTER) -> tuple[str, ...]:
    """Issue certificates as they are shown; return their ids."""
    proposals = shown(office, *names, by=by)
    done = office.do(
        by,
        lambda seat: certification.issue(
            seat, proposals=proposals, paper=paper, signatory_title=TITLE, passphrase=PASSPHRASES[by]
        ),
    )
    return done.value or ()


@cache
def _template(*names: str) -> Office:
    made = found_staffed_office(folder_of_this_run())
    if names:
        make_ready(made, *names)
    return made


def office_with_ready(folder: Path, *names: str) -> Office:
    """Return a staffed office in which these trainees are ready for the certificate of the small programme.

    Each set of names has an organisation of its own.
    """
    return copy_of(_template(*names), folder / "office")


def verdict(office: Office, content: bytes) -> trust.Verdict:
    """Return what the check of a file says."""
    return office.ask("Dana", lambda seat: trust.check_file(seat, content=content))


def pdf_of(office: Office, id: str) -> bytes:
    """Return a certificate as PDF."""
    return office.ask("Dana", lambda seat: certificates.document(seat, certificate_id=id))


def found(office: Office, id: str) -> Certificate:
    """Return a certificate as the record has it."""
    return office.ask("Dana", lambda seat: certificates.find(seat, certificate_id=id))


def rename(office: Office, name: str, legal_name: str) -> None:
    """Correct somebody's legal name."""
    office.say("Dana", PersonCorrected(office.ids[name], legal_name, name, "", "Married"))


def revoke(office: Office, id: str, reason: str = "Issued in error") -> None:
    """Revoke a certificate, as Dana."""
    office.do(
        "Dana",
        lambda seat: certificates.revoke(seat, certificate_id=id, reason=reason, passphrase=PASSPHRASES["Dana"]),
    )


def count(office: Office) -> int:
    """Return how many certificates were issued."""
    return len(office.ask("Dana", certificates.issued))
