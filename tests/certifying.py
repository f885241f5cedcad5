"""Trainees made ready for the certificate of a small programme, by what the people of an office sign."""

from datetime import date
from uuid import uuid4

from peertrain.domain.learning import Delivery, SessionHeld
from peertrain.domain.people import AttestationMade, Role
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
from peertrain.services import certification
from peertrain.services.certification import Paper, Proposal
from tests.going import approve, log, meet, put_on_programme, rated
from tests.office import PASSPHRASES, Office

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
    for name in names:
        approve(office, log(office, name, TUESDAY))
        meet(office, name, on=TUESDAY)
        rated(office, name, {"CC1.2": 3}, TUESDAY)
        office.say(name, AttestationMade(office.ids[name], ETHICS.kind, ETHICS.wording, Role.TRAINEE))


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
