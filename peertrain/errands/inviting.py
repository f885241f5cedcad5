"""Inviting to another computer: an invitation that brings, where the organisation uses a hub, a connection to it."""

from collections.abc import Callable
from dataclasses import replace

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused, Trouble
from peertrain.i18n import _
from peertrain.services import hub, invitations, people
from peertrain.services.invitations import Sent
from peertrain.workplace.managed import Managed
from peertrain.workplace.seat import Seat

__all__ = ["Sent", "enrol_and_invite", "invite"]


def invite(workplace: Managed, *, person_id: str, passphrase: str, lost: str = "") -> Done[Sent]:
    """Make an invitation; nothing is done where it would be refused, and a hub that is away keeps it from nobody.

    `lost` says why the keys and the logins at the hub that the person had are to end first; "" leaves them.
    """

    def begin(seat: Seat) -> bool:
        invitations.check(seat, person_id=person_id, passphrase=passphrase, lost=lost)
        return bool(hub.people(seat))

    at_hub = workplace.manage(lambda here: Done(Changed.NOTHING, value=here.read(begin))).value
    connection, warning = _connection(workplace, person_id, lost=bool(lost)) if at_hub else ("", "")

    def deed(seat: Seat) -> Done[Sent]:
        return invitations.invite(
            seat, person_id=person_id, passphrase=passphrase, lost=lost, connection=connection
        )  # fmt: skip

    done = workplace.manage(lambda here: here.write(deed))
    return replace(done, said=f"{done.said} {warning}".strip())


def enrol_and_invite(
    workplace: Managed, *, enrol: Callable[[Seat], Done[people.Invitation]], passphrase: str
) -> Done[Sent]:
    """Enrol somebody who works at another computer, and make their invitation; with a wrong passphrase neither."""

    def begin(seat: Seat) -> Done[people.Invitation]:
        seat.check_passphrase(passphrase)
        return enrol(seat)

    enrolled = workplace.manage(lambda here: here.write(begin))
    if enrolled.value is None:
        return Done(enrolled.changed)
    invited = invite(workplace, person_id=enrolled.value.person_id, passphrase=passphrase)
    return replace(invited, changed=enrolled.changed | invited.changed)


def _connection(workplace: Managed, person_id: str, *, lost: bool) -> tuple[str, str]:
    """Return a new connection of a person, and what to say where there is none."""
    try:
        if lost:
            hub.end_logins(workplace, person_id=person_id)
        made = hub.connection_for(workplace, person_id=person_id).value
    except (Trouble, Refused) as trouble:
        words = (
            _("At the hub nothing was done: {why} End the logins and make a connection under “Send and receive”.")
            if lost
            else _("It brings no connection to the hub: {why} Make one under “Send and receive”.")
        )
        return "", words.format(why=trouble)
    return (made.line if made else ""), ""
