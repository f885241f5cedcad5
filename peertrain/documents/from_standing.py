"""What a certificate will say, read off the standing on which it rests."""

from datetime import date

from peertrain.documents.facts import Amount, CertificateFacts, Checkpoint, Kind
from peertrain.domain.curriculum import DOMAINS, domain_name
from peertrain.domain.facts import Case
from peertrain.domain.learning import Delivery, Training
from peertrain.domain.people import Organisation, Person
from peertrain.domain.programmes import ProgrammeKind
from peertrain.domain.requirements import Counted, RequirementKind
from peertrain.domain.standing import Standing
from peertrain.domain.standing_experience import setting_name
from peertrain.domain.terms import expiry
from peertrain.i18n import _, ngettext

NO_CHECKPOINT = Checkpoint(0, "")


def facts_from(
    case: Case, found: Standing, *, organisation: Organisation, signatory: Person, signatory_title: str, number: str,
    record_keys: tuple[str, ...], today: date,
) -> CertificateFacts:  # fmt: skip
    """Return what a certificate issued today says; its own id and the checkpoint come at the issue."""
    programme, person = case.programme, case.facts.person
    training = [one for one in case.facts.training if set(found.evidence).issuperset(one.entries)]
    certifies = programme.kind is ProgrammeKind.CERTIFICATION
    return CertificateFacts(
        certificate_id="",
        number=number,
        kind=Kind.CERTIFICATION if certifies else Kind.COMPLETION,
        sentence=programme.statement,
        organisation_id=organisation.organisation_id,
        organisation_name=organisation.name,
        organisation_address=organisation.address,
        person_id=person.id,
        legal_name=person.legal_name,
        programme_id=programme.id,
        programme_title=programme.title,
        programme_version=programme.version,
        training=_by_domain(training),
        live_minutes=sum(one.minutes for one in training if one.delivery is not Delivery.SELF_PACED),
        experience=_by_setting(case, found),
        supervision_minutes=_minutes(found, "supervision"),
        assessed=_assessed(found),
        signatory_name=signatory.legal_name,
        signatory_title=" ".join(signatory_title.split()),
        issued_on=today,
        expires_on=expiry(programme.term, today),
        evidence=found.evidence,
        checkpoint=NO_CHECKPOINT,
        record_keys=record_keys,
    )


def _by_domain(training: list[Training]) -> tuple[Amount, ...]:
    minutes: dict[str, int] = {}
    for one in training:
        for domain, part in one.domains.items():
            minutes[domain] = minutes.get(domain, 0) + part
    order = [*DOMAINS, *sorted(set(minutes) - set(DOMAINS))]
    return tuple(Amount(domain_name(domain), minutes[domain]) for domain in order if minutes.get(domain))


def _by_setting(case: Case, found: Standing) -> tuple[Amount, ...]:
    hours = {one.entry_id: one for one in case.facts.hours}
    minutes: dict[str, int] = {}
    for counted in _counted(found, "experience"):
        one = hours.get(counted.entry_id)
        label = setting_name(one.service.setting) if one else _("Observed in supervision")
        minutes[label] = minutes.get(label, 0) + counted.minutes
    return tuple(Amount(label, part) for label, part in sorted(minutes.items()))


def _counted(found: Standing, id: str) -> tuple[Counted, ...]:
    return next((one.counted for one in found.requirements if one.id == id), ())


def _minutes(found: Standing, id: str) -> int:
    return next((one.have for one in found.requirements if one.id == id), 0)


def _assessed(found: Standing) -> str:
    """Say what was assessed, from the requirements that are met."""
    parts = []
    checks = sum(one.have for one in found.requirements if one.kind is RequirementKind.CHECKS)
    if checks:
        words = ngettext("the check of {count} module", "the checks of {count} modules", checks)
        parts.append(words.format(count=checks))
    rated = sum(one.id.startswith("competency.") for one in found.requirements)
    if rated:
        words = ngettext(
            "a supervisor’s rating of {count} competency", "a supervisor’s ratings of {count} competencies", rated
        )
        parts.append(words.format(count=rated))
    parts += [one.title for one in found.requirements if one.kind is RequirementKind.EXAMS]
    if not parts:
        return _("Attendance and hours were recorded; nothing was examined.")
    return _("Assessed by {parts}.").format(parts=_(", and by ").join(parts))
