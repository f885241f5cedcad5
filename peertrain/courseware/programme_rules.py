"""What in a programme contradicts itself although each field is right for itself."""

from collections import Counter
from collections.abc import Iterable, Mapping

from peertrain.courseware.fields import Fields
from peertrain.domain.amounts import Minutes, in_words
from peertrain.domain.programmes import Programme, ProgrammeKind, Tag
from peertrain.domain.terms import LAST_DAYS, Term, TermKind
from peertrain.i18n import _


def note_contradictions(programme: Programme, fields: Fields) -> None:
    """Note at the field concerned what cannot be met or must not be shipped."""
    for name, what, how in _contradictions(programme):
        fields.notes.add(fields.line(name), what, how)


def _contradictions(programme: Programme) -> Iterable[tuple[str, str, str]]:
    yield from _dates_and_sources(programme)
    yield from _hours(programme)
    yield from _names(programme)
    yield from _exams(programme)
    yield from _term(programme.term)


def _dates_and_sources(programme: Programme) -> Iterable[tuple[str, str, str]]:
    start, end = programme.effective_from, programme.effective_to
    if start is not None and end is not None and end < start:
        yield "effective_to", _("These rules end before they begin."), _("Change one of the two days.")
    weak = {Tag.SECONDARY, Tag.REPORTED, Tag.MEMORY}
    if not programme.unverified and any(source.tag in weak for source in programme.sources):
        yield (
            "sources",
            _("A source is not a primary one, but nothing is named as unverified."),
            _("Say under `unverified`, in whole sentences, which figures rest on it."),
        )
    if programme.kind is ProgrammeKind.COMPLETION and "not" not in programme.statement.casefold().split():
        yield (
            "statement",
            _("A certificate of completion has to say that it is not a certification."),
            _("Add it to the sentence."),
        )


def _hours(programme: Programme) -> Iterable[tuple[str, str, str]]:
    if not (programme.training or programme.experience or programme.supervision or programme.competencies):
        yield "id", _("This programme asks for nothing."), _("Add training, experience, supervision or competencies.")
    if (training := programme.training) is not None:
        yield from _too_much("training", training.domains, training.minutes)
        for one in training.deliveries:
            if one.at_most is not None and one.at_most < one.at_least:
                how = _("Raise `at_most_hours` or lower `at_least_hours`.")
                yield "training", _("More training of one kind is asked for than may count."), how
    if (experience := programme.experience) is not None:
        yield from _too_much("experience", experience.domains, experience.minutes)
        settings = {one.value: minutes for one, minutes in experience.settings.items()}
        yield from _too_much("experience", settings, experience.minutes)
    if (supervision := programme.supervision) is not None:
        yield from _too_much("supervision", supervision.domains, supervision.minutes)
        yield from _too_much("supervision", {"individual": supervision.individual_minutes}, supervision.minutes)


def _too_much(name: str, parts: Mapping[str, Minutes], whole: Minutes) -> Iterable[tuple[str, str, str]]:
    if sum(parts.values()) > whole:
        yield (
            name,
            _("The parts asked for add up to {parts}, more than the whole of {whole}.").format(
                parts=in_words(sum(parts.values())), whole=in_words(whole)
            ),
            _("Raise the hours or lower the parts."),
        )


def _names(programme: Programme) -> Iterable[tuple[str, str, str]]:
    named = {
        "competencies": [one.id for one in programme.competencies],
        "checks": [f"{one.course_id}/{one.module_id}" for one in programme.checks],
        "exams": [one.id for one in programme.exams],
        "attestations": [f"{one.kind} ({one.by})" for one in programme.attestations],
    }
    for name, ids in named.items():
        for id, count in Counter(ids).items():
            if count > 1:
                yield name, _("“{id}” stands here more than once.").format(id=id), _("Keep one of them.")


def _exams(programme: Programme) -> Iterable[tuple[str, str, str]]:
    for exam in programme.exams:
        low, high = exam.scale or (0, 10_000)
        if low >= high or (exam.pass_mark is not None and not low <= exam.pass_mark <= high):
            what = _("The pass mark of {exam} is not on its scale.").format(exam=exam.name)
            yield "exams", what, _("Check `scale` and `pass_mark`.")


def _term(term: Term) -> Iterable[tuple[str, str, str]]:
    if term.kind is TermKind.FIXED_DATE:
        if term.day > LAST_DAYS[term.month - 1]:
            yield "term", _("There is no such day in that month."), _("Change `day` or `month`.")
    elif term.kind is TermKind.CALENDAR_YEAR and not term.years:
        yield "term", _("A term of calendar years needs their number."), _("Add `years: 1`.")
    elif term.kind is not TermKind.NONE and not (term.years or term.months):
        yield "term", _("This term has no length."), _("Add `years` or `months`.")
