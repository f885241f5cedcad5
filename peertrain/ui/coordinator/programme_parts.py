"""The form of a programme: its fields by part, each named after its place in the programme's file."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from peertrain.domain.competencies import level_name
from peertrain.domain.curriculum import DOMAINS, domain_name
from peertrain.domain.days import day_written, full_day
from peertrain.domain.hours import Activity, Engagement, Setting
from peertrain.domain.hours_words import activity_name, engagement_name
from peertrain.domain.learning import Delivery
from peertrain.domain.people import Role
from peertrain.domain.programmes import Period, ProgrammeKind, Tag
from peertrain.domain.standing_experience import setting_name
from peertrain.domain.standing_training import ways_in_words
from peertrain.domain.terms import TermKind, YearParity
from peertrain.i18n import _
from peertrain.services.own_programmes import Offers
from peertrain.services.people import role_name
from peertrain.ui.kit import fields
from peertrain.ui.kit.forms import Field
from peertrain.ui.kit.records import records

Line = Field | tuple[Field, ...] | str
"""A field, several side by side, or the words above them."""

Part = tuple[str, Sequence[Line]]


def parts(offers: Offers) -> list[Part]:
    """Return the parts of the form with their titles."""
    return [
        (_("What it is called"), _called()),
        (_("Training hours"), _training()),
        (_("Experience hours"), _experience()),
        (_("Supervision"), _supervision()),
        (_("Competencies and checks"), _competence(offers)),
        (_("Examinations"), [_exams()]),
        (_("Declarations"), [_attestations()]),
        (_("How long it lasts"), _term()),
        (_("Renewal"), _renewal()),
        (_("Where it comes from"), _sources()),
    ]


def _called() -> list[Line]:
    kinds = {
        ProgrammeKind.COMPLETION: _("Certificate of completion"),
        ProgrammeKind.CERTIFICATION: _("Certification"),
    }
    hint = _(
        "Small letters, digits and hyphens, such as harbor-basics. A copy under the same name is a new version of it."
    )
    return [
        fields.line("id", _("Short name for files"), hint=hint),
        fields.line("version", _("Version"), hint=_("Such as 2026 or 1.1. An adopted version never changes.")),
        (fields.line("title", _("Title")), fields.line("short_title", _("Short title"))),
        fields.line("jurisdiction", _("Where it holds")),
        fields.choice("kind", _("What the certificate is"), kinds),
        fields.text("statement", _("Sentence on the certificate that says what it is"), lines=3),
        (_day("effective_from", _("Trainees may start from")), _day("effective_to", _("Trainees may start until"))),
    ]


def _training() -> list[Line]:
    ways = {one: ways_in_words((one,)) for one in Delivery}
    return [
        _hours("training.hours", _("Training hours in all")),
        *_domains("training"),
        _number("training.fresh_years", _("Training may be this many years old")),
        records(
            "training.deliveries", _("Ways of training with a least or greatest amount"),
            lambda: [
                fields.choices("of", _("Ways of training"), ways, required=True),
                _hours("at_least_hours", _("At least, in hours")),
                _number("at_least_per_cent", _("At least, in per cent of the training hours")),
                _hours("at_most_hours", _("At most, in hours")),
            ],
            one=_("Ways"), add=_("Add an amount"),
        ),
    ]  # fmt: skip


def _experience() -> list[Line]:
    activities = {one: activity_name(one) for one in Activity}
    engagements = {one: engagement_name(one) for one in Engagement}
    return [
        _hours("experience.hours", _("Experience hours in all")),
        *_beside(
            _("At least in each setting, in hours"),
            {f"experience.settings.{one}": setting_name(one) for one in Setting},
        ),
        *_domains("experience"),
        fields.tick("experience.after_approval", _("Only from the day on which the application is approved")),
        (
            _number("experience.window.months", _("Within so many months")),
            _number("experience.window.extensions", _("Extended so many times")),
            _number("experience.window.extension_months", _("By so many months")),
        ),
        _number("experience.same_experience_per_cent", _("With people of the same lived experience, in per cent")),
        _calm(fields.choices("experience.excluded_activities", _("Activities that do not count"), activities)),
        _calm(fields.choices("experience.engagements", _("What counts"), engagements, hint=_("Nothing ticked: all of it."))),
        _number("experience.fresh_years", _("Experience may be this many years old")),
        _hours("experience.month_at_most_hours", _("At most in a month")),
        fields.tick("experience.observed_service_counts", _("A live observation counts as experience, too")),
        _sentences("experience.also", _("What else does not count, for trainees and supervisors to read")),
    ]  # fmt: skip


def _supervision() -> list[Line]:
    periods = {Period.WEEK: _("week"), Period.MONTH: _("month")}
    return [
        _hours("supervision.hours", _("Supervision hours in all")),
        *_domains("supervision"),
        (
            _hours("supervision.individual_hours", _("At least individual")),
            _hours("supervision.group_at_most_hours", _("At most in groups")),
        ),
        (
            _number("supervision.group_size_at_most", _("Largest group, in trainees")),
            _number("supervision.observations", _("Live observations")),
        ),
        _number("supervision.frequency.times", _("Meetings in each week or month with service")),
        _calm(fields.choice("supervision.frequency.per", _("Counted by"), periods, required=False)),
        _hours("supervision.frequency.one_of_hours", _("One of them at least this long")),
        fields.tick("supervision.inside_experience", _("Supervision is part of the experience hours")),
    ]  # fmt: skip


def _competence(offers: Offers) -> list[Line]:
    known = {one.id: _("{id}: {title}").format(id=one.id, title=one.title) for one in offers.competencies}
    levels = {str(one): level_name(one) for one in range(1, 5)}
    return [
        records(
            "competencies", _("Competencies"),
            lambda: [
                _wide(fields.choice("id", _("Competency"), known)),
                fields.choice("level", _("Level"), levels, value="3"),
                fields.tick("direct_observation", _("Rated from direct observation")),
            ],
            one=_("Competency"), add=_("Add a competency"),
        ),
        fields.tick("observe_each_category", _("Each category is seen directly at least once")),
        records(
            "checks", _("Modules whose check is passed"),
            lambda: [_wide(fields.choice("module", _("Module"), _modules(offers.modules)))],
            one=_("Module"), add=_("Add a module"),
        ),
    ]  # fmt: skip


def _modules(modules: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Return the modules by title, with their course where there are several."""
    if len({course for course, _module in modules}) <= 1:
        return dict(modules)
    return {key: _("{title} ({course})").format(title=title, course=key[0]) for key, title in modules.items()}


def _exams() -> Field:
    return records(
        "exams", _("Examinations held elsewhere"),
        lambda: [
            fields.line("id", _("Short name for files"), hint=_("Such as state-exam.")),
            fields.line("name", _("Name")),
            _number("items", _("Questions")),
            _number("scale.lowest", _("Lowest score")),
            _number("scale.highest", _("Highest score")),
            _number("pass_mark", _("Passed from")),
            _number("attempts", _("Attempts"), hint=_("Empty: as many as needed.")),
            _number("cooldown_days", _("Days between attempts")),
        ],
        one=_("Examination"), add=_("Add an examination"),
    )  # fmt: skip


def _attestations() -> Field:
    roles = {one: role_name(one).capitalize() for one in Role}
    return records(
        "attestations", _("What is declared, word for word"),
        lambda: [
            fields.line("kind", _("Short name for files"), hint=_("Such as code-of-ethics.")),
            fields.line("title", _("Title")),
            fields.choice("by", _("Who declares it"), roles),
            fields.text("wording", _("Wording"), lines=3),
        ],
        one=_("Declaration"), add=_("Add a declaration"),
    )  # fmt: skip


def _term() -> list[Line]:
    kinds = {
        TermKind.NONE: _("It does not expire"),
        TermKind.ROLLING: _("From the day of issue"),
        TermKind.CALENDAR_YEAR: _("To the end of a year"),
        TermKind.FIXED_DATE: _("To a fixed date"),
        TermKind.FIRST_OF_MONTH: _("From the month of issue"),
    }
    years = {YearParity.ANY: _("any"), YearParity.ODD: _("odd"), YearParity.EVEN: _("even")}
    return [
        fields.choice("term.kind", _("The certificate is good"), kinds),
        (_number("term.years", _("Years")), _number("term.months", _("Months"))),
        (_number("term.day", _("Fixed date: day")), _number("term.month", _("Fixed date: month"))),
        _calm(fields.choice("term.parity", _("Fixed date: in which years"), years, required=False)),
    ]


def _renewal() -> list[Line]:
    return [
        _hours("renewal.hours", _("Hours of continuing education")),
        records(
            "renewal.topics", _("Of them, on topics"),
            lambda: [
                fields.line("topic", _("Topic"), hint=_("Small letters, such as ethics or law_and_ethics.")),
                _hours("hours", _("At least, in hours"), required=True),
            ],
            one=_("Topic"), add=_("Add a topic"),
        ),
        fields.tick("renewal.same_course_once", _("The same course counts once")),
        fields.tick("renewal.carry_over", _("Hours beyond the need count for the next term")),
        (
            _number("renewal.opens_days_before", _("Opens so many days before the end")),
            _number("renewal.late_days", _("Is still taken so many days after it")),
        ),
        fields.tick("renewal.sign_ethics_again", _("The code of ethics is signed again")),
        _sentences("renewal.also", _("What else renewal asks for")),
    ]  # fmt: skip


def _sources() -> list[Line]:
    tags = {
        Tag.PRIMARY: _("Primary (board or law)"),
        Tag.SECONDARY: _("Secondary"),
        Tag.REPORTED: _("Unsigned compilation"),
        Tag.MEMORY: _("From memory"),
        Tag.DERIVED: _("Our own"),
    }
    return [
        records(
            "sources", _("Sources"),
            lambda: [
                fields.line("title", _("Title")),
                fields.line("where", _("Where it is")),
                fields.choice("tag", _("How sure it is"), tags),
                _day("checked_on", _("Last read on")),
            ],
            one=_("Source"), add=_("Add a source"),
        ),
        _sentences("unverified", _("What is not verified at its source")),
        _sentences("also", _("What it asks for and cannot be counted here")),
        _sentences("certificate_fields", _("What is printed on the certificate")),
    ]  # fmt: skip


# Kinds of fields. What is typed goes into the file as it is, and the checks of the file say what is wrong.


def _hours(name: str, label: str, *, required: bool = False) -> Field:
    return _short(name, label, hint=_("In hours, such as 40 or 2.5."), required=required)


def _domains(part: str) -> list[Line]:
    words = _("At least on each domain, in hours")
    return _beside(words, {f"{part}.domains.{one}": domain_name(one) for one in DOMAINS})


def _beside(words: str, named: Mapping[str, str]) -> list[Line]:
    """Return amounts of one sort, three side by side, with the words above them that say what they are."""
    made = [fields.line(name, label, required=False) for name, label in named.items()]
    for one in made:
        _calm(one).focus_on.setAccessibleName(_("{words}: {field}").format(words=words, field=one.label))
    return [words, *(tuple(made[at : at + 3]) for at in range(0, len(made), 3))]


def _number(name: str, label: str, *, hint: str = "") -> Field:
    return _short(name, label, hint=hint or _("A whole number."))


def _day(name: str, label: str) -> Field:
    """Return a line for a day in words, which is one of the file where it can be read."""
    field = _short(name, label, hint=_("Day, month and year, such as 1 March 2026."))
    read, write = field.read, field.write

    def from_words() -> str:
        day = day_written(read())
        return day.isoformat() if day else str(read())

    def in_words(said: str) -> None:
        day = day_written(said)
        write(full_day(day) if day else said)

    field.read, field.write = from_words, in_words
    return field


def _short(name: str, label: str, *, hint: str, required: bool = False) -> Field:
    return _calm(fields.line(name, label, hint=hint, required=required))


def _sentences(name: str, label: str) -> Field:
    hint = _("Each on a line of its own.")
    return _calm(fields.text(name, label, hint=hint, required=False, lines=3, most=10_000))


def _wide(field: Field) -> Field:
    """Let a list of long titles take the width that there is, and no more."""
    if isinstance(field.editor, QComboBox) and (layout := field.layout()) is not None:
        field.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.editor.setMinimumContentsLength(16)
        layout.setAlignment(field.editor, Qt.AlignmentFlag(0))
    return field


def _calm(field: Field) -> Field:
    """Leave out that a field is filled in if one likes: that is said once, above the form."""
    field.caption.setText(field.label)
    return field
