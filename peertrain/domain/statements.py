"""Every kind of statement that an entry can make, and how each changes the picture."""

import re
from typing import Any

from peertrain.domain import (
    certification,
    competencies,
    curriculum,
    exams,
    history,
    hours,
    learning,
    meetings,
    membership,
    organisation,
    programmes,
)
from peertrain.domain.errors import Refused
from peertrain.domain.people import KeyAdded, OrganisationFounded, author
from peertrain.domain.picture import Picture, Rule, Signed
from peertrain.domain.wellformed import check_wellformed
from peertrain.i18n import _

Statement = Any
"""One of the frozen statement classes of this room."""

RULES: dict[type, Rule] = {
    **membership.RULES,
    **organisation.RULES,
    **curriculum.RULES,
    **learning.RULES,
    **hours.RULES,
    **meetings.RULES,
    **competencies.RULES,
    **programmes.RULES,
    **exams.RULES,
    **certification.RULES,
    **history.RULES,
}


def kind_of(statement: type) -> str:
    """Return the kind under which entries carry this statement: HoursApproved is "hours approved"."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", statement.__name__).lower()


KINDS: dict[str, type] = {kind_of(statement): statement for statement in RULES}


def apply(picture: Picture, statement: Statement, signed: Signed) -> None:
    """Change the picture as the statement says.

    Raises Refused where the rules do not allow it, Held where something it rests on is not there yet.
    """
    rule = RULES.get(type(statement))
    if rule is None:
        raise Refused(_("This version of PeerTrain does not know what the entry says."))
    check_wellformed(statement)
    if not isinstance(statement, OrganisationFounded | KeyAdded):
        author(picture, signed)
    rule(picture, statement, signed)
