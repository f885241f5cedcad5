"""Competencies, their behaviour anchors, and how they are rated."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from peertrain.domain.errors import Held, Refused
from peertrain.domain.hours import check_day
from peertrain.domain.people import Role, author_as, check_sentence, supervised
from peertrain.domain.picture import Picture, Rule, Signed
from peertrain.i18n import _

LEVELS = (0, 1, 2, 3, 4)
"""0 not yet, 1 emerging, 2 developing, 3 competent, 4 exemplary. "Not observed" is None, never zero."""


def level_name(level: int | None) -> str:
    """Return the word for a level."""
    match level:
        case None:
            return _("Not observed")
        case 0:
            return _("Not yet")
        case 1:
            return _("Emerging")
        case 2:
            return _("Developing")
        case 3:
            return _("Competent")
        case 4:
            return _("Exemplary")
    raise KeyError(level)


class EvidenceKind(StrEnum):
    """What a rating rests on."""

    DIRECT_OBSERVATION = "direct observation"
    ROLE_PLAY = "role play"
    RECORD_REVIEW = "record review"
    SELF_REPORT = "self-report"
    PEER_FEEDBACK = "peer feedback"


@dataclass(frozen=True, slots=True)
class Competency:
    """A competency by its public id (such as CC1.2), with one behaviour anchor for each of the levels 1 to 4."""

    id: str
    title: str
    category: str
    look_for: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """A supervisor's rating of a competency; `level` None means that it was not observed."""

    id: str
    trainee_id: str
    rater_id: str
    competency_id: str
    level: int | None
    evidence: EvidenceKind
    observed_on: date
    context: str
    comment: str
    rated_at: datetime
    entry_id: str
    acknowledged_at: datetime | None = None
    trainee_comment: str = ""


@dataclass(frozen=True, slots=True)
class SelfRating:
    """A trainee's newest own rating of a competency."""

    id: str
    trainee_id: str
    competency_id: str
    level: int
    at: datetime
    entry_id: str


# Statements


@dataclass(frozen=True, slots=True)
class CompetencyRated:
    rating_id: str
    trainee_id: str
    competency_id: str
    level: int | None
    evidence: EvidenceKind
    observed_on: date
    context: str
    comment: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RatingAcknowledged:
    rating_id: str
    comment: str


@dataclass(frozen=True, slots=True)
class CompetencySelfRated:
    competency_id: str
    level: int


# Rules


def _rate(picture: Picture, said: CompetencyRated, signed: Signed) -> None:
    supervised(picture, signed, said.trainee_id)
    check_sentence(said.sentence)
    check_day(said.observed_on, signed.at)
    if said.level is not None and said.level not in LEVELS:
        raise Refused(_("A level is one of 0 to 4, or not observed."))
    if picture.find(Rating, said.rating_id) is not None:
        raise Refused(_("This rating is already recorded."))
    picture.put(
        Rating(
            said.rating_id, said.trainee_id, signed.person_id, said.competency_id, said.level, said.evidence,
            said.observed_on, said.context, said.comment, signed.at, signed.entry_id,
        )
    )  # fmt: skip


def _acknowledge(picture: Picture, said: RatingAcknowledged, signed: Signed) -> None:
    trainee = author_as(picture, signed, Role.TRAINEE)
    rating = picture.find(Rating, said.rating_id)
    if rating is None:
        raise Held(_("The rating it is about has not arrived here yet."))
    if rating.trainee_id != trainee.id:
        raise Refused(_("This rating is another trainee's."))
    if rating.acknowledged_at is not None:
        raise Refused(_("You have already answered this rating."))
    picture.put(replace(rating, acknowledged_at=signed.at, trainee_comment=said.comment.strip()))


def self_rating_id(trainee_id: str, competency_id: str) -> str:
    """Return the id under which a trainee's own rating of a competency is kept."""
    return f"{trainee_id}/{competency_id}"


def _rate_oneself(picture: Picture, said: CompetencySelfRated, signed: Signed) -> None:
    trainee = author_as(picture, signed, Role.TRAINEE)
    if said.level not in LEVELS:
        raise Refused(_("A level is one of 0 to 4."))
    id = self_rating_id(trainee.id, said.competency_id)
    picture.put(SelfRating(id, trainee.id, said.competency_id, said.level, signed.at, signed.entry_id))


RULES: dict[type, Rule] = {CompetencyRated: _rate, RatingAcknowledged: _acknowledge, CompetencySelfRated: _rate_oneself}


# Side by side


FAR_APART = 2
"""From how many levels apart an own rating and a given one are worth talking about in any case."""


def newest_first(ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    """Return ratings with the one observed last first."""
    return tuple(sorted(ratings, key=lambda one: (one.observed_on, one.rated_at, one.entry_id), reverse=True))


def has_rated(rater_id: str, ratings: Iterable[Rating]) -> bool:
    """Return whether the rater has given a level, and so may see the trainee's own; "not observed" is no level."""
    return any(one.rater_id == rater_id and one.level is not None for one in ratings)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A competency with the trainee's own rating and those given, the newest first.

    `needed` is the level that the trainee's programme asks for, if it does. `own` is None also where a rater may not
    see it yet; `hidden` says so.
    """

    competency: Competency
    needed: int | None = None
    own: SelfRating | None = None
    given: tuple[Rating, ...] = ()
    hidden: bool = False

    @property
    def newest(self) -> Rating | None:
        """The newest rating that gives a level."""
        return next((one for one in self.given if one.level is not None), None)

    @property
    def apart(self) -> int | None:
        """How many levels higher the given rating is than the own one; None where one of them is missing."""
        given = self.newest
        if self.own is None or given is None or given.level is None:
            return None
        return given.level - self.own.level

    @property
    def worth_talking_about(self) -> bool:
        """Whether the two are far apart, or one of them reaches the level asked for and the other does not."""
        given = self.newest
        if self.apart is None or self.own is None or given is None or given.level is None:
            return False
        split = self.needed is not None and (self.own.level >= self.needed) != (given.level >= self.needed)
        return abs(self.apart) >= FAR_APART or split
