"""Competencies, their behaviour anchors, and how they are rated."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from peertrain.domain.errors import Held, Refused
from peertrain.domain.hours import check_day
from peertrain.domain.people import Role, author_as, supervised
from peertrain.domain.picture import Picture, Signed
from peertrain.i18n import _

LEVELS = (0, 1, 2, 3, 4)
"""0 not yet, 1 emerging, 2 developing, 3 competent, 4 exemplary. "Not observed" is None, never zero."""


def level_name(level: int | None) -> str:
    """Return the word for a level."""
    names = {
        None: _("Not observed"),
        0: _("Not yet"),
        1: _("Emerging"),
        2: _("Developing"),
        3: _("Competent"),
        4: _("Exemplary"),
    }
    return names[level]


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


def _rate(picture: Picture, said: CompetencyRated, signed: Signed) -> None:
    supervised(picture, signed, said.trainee_id)
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


RULES = {CompetencyRated: _rate, RatingAcknowledged: _acknowledge, CompetencySelfRated: _rate_oneself}
