"""A programme's rules in words, before it is adopted."""

from peertrain.domain.amounts import in_words
from peertrain.domain.curriculum import domain_name
from peertrain.domain.days import full_day
from peertrain.domain.programmes import Programme
from peertrain.domain.standing_experience import setting_name
from peertrain.domain.standing_training import least, ways_in_words
from peertrain.domain.terms import Term, TermKind
from peertrain.i18n import _, ngettext
from peertrain.ui.kit.cards import breakable


def versioned(programme: Programme) -> str:
    """Return a programme's title with its version, so that two of them can be told apart."""
    return _("{title}, version {version}").format(title=programme.title, version=programme.version)


def asked_for(programme: Programme) -> dict[str, str]:
    """Return what a programme asks for, one line a kind."""
    found = {
        _("Training hours"): _training(programme),
        _("Experience hours"): _experience(programme),
        _("Supervision"): _supervision(programme),
        _("Competencies"): _competencies(programme),
        _("Module checks"): _checks(programme),
        _("Examinations"): ", ".join(one.name for one in programme.exams),
        _("Declarations"): ", ".join(one.title for one in programme.attestations),
        _("How long it lasts"): _term(programme.term),
        _("In effect"): _effect(programme),
    }
    return {name: words for name, words in found.items() if words}


def sources(programme: Programme) -> list[str]:
    """Return where the figures come from, one sentence each."""
    return [
        _("{title} ({where})").format(title=one.title, where=breakable(one.where)) if one.where else one.title
        for one in programme.sources
    ]


def _competencies(programme: Programme) -> str:
    count = len(programme.competencies)
    return ngettext("{count} rated", "{count} rated", count).format(count=count) if count else ""


def _checks(programme: Programme) -> str:
    count = len(programme.checks)
    return ngettext("{count} check passed", "{count} checks passed", count).format(count=count) if count else ""


def _training(programme: Programme) -> str:
    rule = programme.training
    if rule is None:
        return ""
    parts = [in_words(rule.minutes)]
    parts += [
        _("at least {time} {ways}").format(time=in_words(minutes), ways=ways_in_words(one.deliveries))
        for one in rule.deliveries
        if (minutes := least(one, rule.minutes))
    ]
    parts += [
        _("at most {time} {ways}").format(time=in_words(one.at_most), ways=ways_in_words(one.deliveries))
        for one in rule.deliveries
        if one.at_most is not None
    ]
    parts += [
        _("at least {time} on {domain}").format(time=in_words(minutes), domain=domain_name(domain))
        for domain, minutes in rule.domains.items()
    ]
    if rule.fresh_years:
        words = ngettext("none older than {count} year", "none older than {count} years", rule.fresh_years)
        parts.append(words.format(count=rule.fresh_years))
    return ", ".join(parts)


def _experience(programme: Programme) -> str:
    rule = programme.experience
    if rule is None:
        return ""
    parts = [in_words(rule.minutes)]
    parts += [
        _("at least {time} {setting}").format(time=in_words(minutes), setting=setting_name(setting).lower())
        for setting, minutes in rule.settings.items()
    ]
    if rule.window is not None:
        parts.append(_("within {months} months").format(months=rule.window.months))
    return ", ".join(parts)


def _supervision(programme: Programme) -> str:
    rule = programme.supervision
    if rule is None:
        return ""
    parts = [in_words(rule.minutes)] if rule.minutes else []
    if rule.individual_minutes:
        parts.append(_("at least {time} individual").format(time=in_words(rule.individual_minutes)))
    if rule.group_at_most is not None:
        parts.append(_("at most {time} in groups").format(time=in_words(rule.group_at_most)))
    if rule.observations:
        words = ngettext("{count} live observation", "{count} live observations", rule.observations)
        parts.append(words.format(count=rule.observations))
    return ", ".join(parts)


def _term(term: Term) -> str:
    words = {
        TermKind.NONE: _("It does not expire."),
        TermKind.ROLLING: _length(term),
        TermKind.CALENDAR_YEAR: _("Until the end of a calendar year"),
        TermKind.FIXED_DATE: _("Until a fixed date"),
        TermKind.FIRST_OF_MONTH: _("{length}, from the first of the month").format(length=_length(term)),
    }
    return words[term.kind]


def _length(term: Term) -> str:
    years = ngettext("{count} year", "{count} years", term.years).format(count=term.years) if term.years else ""
    months = ngettext("{count} month", "{count} months", term.months).format(count=term.months) if term.months else ""
    return " ".join(part for part in (years, months) if part)


def _effect(programme: Programme) -> str:
    if programme.effective_from and programme.effective_to:
        return _("from {first} to {last}").format(
            first=full_day(programme.effective_from), last=full_day(programme.effective_to)
        )
    if programme.effective_from:
        return _("from {first}").format(first=full_day(programme.effective_from))
    return ""
