"""Late entries: what turned up only after its key had ended waits until a coordinator lets it count."""

from collections import defaultdict
from collections.abc import Sequence

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.people import LateEntriesAccepted
from peertrain.i18n import _, ngettext
from peertrain.storage.ledger import Status
from peertrain.workplace.seat import Seat

__all__ = ["accept"]


def accept(seat: Seat, *, entry_ids: Sequence[str], reason: str, passphrase: str) -> Done[int]:
    """Let held entries of ended keys count as if they had been known in time; return how many are applied now."""
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    for id in dict.fromkeys(entry_ids):
        entry = seat.ledger.find(id)
        if entry is None:
            raise Refused(_("This entry is not in the record."))
        by_key[entry.key_id].append(id)
    if not by_key:
        raise Refused(_("Choose at least one entry."))
    seat.check_passphrase(passphrase)
    for key_id, ids in by_key.items():
        seat.say(LateEntriesAccepted(key_id, tuple(ids), reason.strip()))
    seat.ledger.settle()
    stand = seat.ledger.verdicts(entry_ids).values()
    applied = sum(one.status is Status.APPLIED for one in stand)
    said = ngettext("{count} entry counts now.", "{count} entries count now.", applied).format(count=applied)
    return Done(Changed.EVERYTHING, said, applied)
