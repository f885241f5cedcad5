"""Competencies on a page: the choice of a level by its behaviour anchors, a rating given, and two ratings side by side."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from peertrain.domain.competencies import LEVELS, Competency, EvidenceKind, Rating, SideBySide, level_name
from peertrain.domain.days import short_day
from peertrain.i18n import _
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import card, column, fact, pill, plain
from peertrain.ui.kit.charts import framed
from peertrain.ui.kit.columns import Columns
from peertrain.ui.kit.explained import ExplainedChoice, Option
from peertrain.ui.kit.levels import Levels, Pair

NOT_OBSERVED = None


def level_choice(competency: Competency, *, observed: bool = False) -> ExplainedChoice:
    """Return the choice of a level by the competency's anchors; with `observed`, also of "not observed"."""
    sentences = dict(enumerate(competency.anchors, start=1))
    sentences[0] = _("None of this can be seen yet.")
    options = [Option(level, level_name(level), sentences.get(level, "")) for level in LEVELS]
    if observed:
        sentence = _("There was no occasion to see it. This is not a low rating.")
        options.append(Option(NOT_OBSERVED, level_name(NOT_OBSERVED), sentence))
    return ExplainedChoice(_("Level of “{title}”").format(title=competency.title), options)


def evidence_words(evidence: EvidenceKind) -> str:
    """Return a kind of evidence as a choice in a form."""
    words = {
        EvidenceKind.DIRECT_OBSERVATION: _("I saw it at work"),
        EvidenceKind.ROLE_PLAY: _("I saw it in a role play"),
        EvidenceKind.RECORD_REVIEW: _("I read it in notes or records"),
        EvidenceKind.SELF_REPORT: _("The trainee told me"),
        EvidenceKind.PEER_FEEDBACK: _("Peers told me"),
    }
    return words[evidence]


def evidence_seen(evidence: EvidenceKind) -> str:
    """Return a kind of evidence as whoever reads the rating sees it."""
    words = {
        EvidenceKind.DIRECT_OBSERVATION: _("Seen at work"),
        EvidenceKind.ROLE_PLAY: _("Seen in a role play"),
        EvidenceKind.RECORD_REVIEW: _("Notes and records read"),
        EvidenceKind.SELF_REPORT: _("Told by the trainee"),
        EvidenceKind.PEER_FEEDBACK: _("Told by peers"),
    }
    return words[evidence]


def given_rating(rating: Rating, rater: str, today: date) -> QWidget:
    """Return a rating with what it rests on, its comment and the answer to it."""
    about = _("{evidence}, {day}").format(
        evidence=evidence_seen(rating.evidence), day=short_day(rating.observed_on, today)
    )
    head = _("{rater}: {level}").format(rater=rater, level=level_name(rating.level))
    parts: list[QWidget] = [plain(head, "strong"), plain(about, "soft")]
    if rating.context:
        parts.append(plain(rating.context, "soft"))
    if rating.comment:
        parts.append(plain(_("“{words}”").format(words=rating.comment)))
    if rating.trainee_comment:
        parts.append(plain(_("Answer: “{words}”").format(words=rating.trainee_comment)))
    elif rating.acknowledged_at is not None:
        parts.append(plain(_("Read, without a comment."), "small"))
    return column(*parts, gap=2)


def needed_pill(line: SideBySide) -> QWidget | None:
    """Return whether the level asked for is reached, as a state; None where no programme asks for the competency."""
    if line.needed is None:
        return None
    newest = line.newest
    if newest is not None and newest.level is not None and newest.level >= line.needed:
        return pill(_("Reached"), "pine")
    return pill(_("Asked for: {level}").format(level=level_name(line.needed)), "soft")


def talk_card(lines: Sequence[SideBySide], *, own: str, other: str) -> QWidget:
    """Return what is worth talking about, with both levels in words."""
    parts = [
        fact(
            line.competency.title,
            tone="sky",
            icon_name="chat",
            detail=_("{own}: {own_level}. {other}: {other_level}.").format(
                own=own,
                own_level=level_name(line.own.level if line.own else None),
                other=other,
                other_level=level_name(line.newest.level if line.newest else None),
            ),
        )
        for line in lines
    ]
    words = _(
        "Here the two ratings are far apart, or only one of them reaches what is asked for. A good start: what did each of you see?"
    )
    return card(plain(words, "soft"), *parts, title=_("Worth talking about"))


def picture(lines: Sequence[SideBySide], *, own: str, other: str) -> QWidget:
    """Return own and given levels as a picture that can be turned into a table."""
    pairs = [
        Pair(line.competency.title, line.own.level if line.own else None, line.newest.level if line.newest else None)
        for line in lines
    ]
    chart = Levels(
        _("Own rating and rating given"), pairs, levels=[level_name(level) for level in LEVELS], own=own, other=other
    )
    return framed(chart)


def side_by_side(line: SideBySide, names: Mapping[str, str], today: date, *, own: str) -> QWidget:
    """Return the own rating beside everything that was given."""
    mine = level_name(line.own.level) if line.own else _("no own rating")
    if line.hidden:
        mine = _("hidden until you have given a level")
    words = plain(_("{rater}: {level}").format(rater=own, level=mine), "strong")
    given = [given_rating(one, names.get(one.rater_id, _("Somebody")), today) for one in line.given]
    return Columns(words, column(*given, gap=12))


def head(line: SideBySide, words: str) -> QWidget:
    """Return the title of a competency with a line of words, and its state to the right."""
    state = needed_pill(line)
    return acting(
        column(plain(line.competency.title, "strong"), plain(words, "soft"), gap=2), *([state] if state else [])
    )
