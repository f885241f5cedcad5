"""Kinds of entries in words, with how many there are: `2 approvals, 1 new rating`."""

from collections.abc import Callable, Mapping

from peertrain.i18n import _, ngettext

_Words = Callable[[int], str]

_WORDS: dict[str, _Words] = {
    "organisation founded": lambda n: ngettext("{count} founding", "{count} foundings", n),
    "organisation corrected": lambda n: ngettext(
        "{count} correction of the organisation", "{count} corrections of the organisation", n
    ),
    "logo chosen": lambda n: ngettext("{count} logo", "{count} logos", n),
    "issuing key replaced": lambda n: ngettext(
        "{count} replacement of the issuing key", "{count} replacements of the issuing key", n
    ),
    "person enrolled": lambda n: ngettext("{count} new person", "{count} new people", n),
    "person corrected": lambda n: ngettext("{count} correction of names", "{count} corrections of names", n),
    "key invited": lambda n: ngettext("{count} invitation", "{count} invitations", n),
    "key added": lambda n: ngettext("{count} new key", "{count} new keys", n),
    "key confirmed": lambda n: ngettext("{count} confirmed key", "{count} confirmed keys", n),
    "key ended": lambda n: ngettext("{count} ended key", "{count} ended keys", n),
    "late entries accepted": lambda n: ngettext(
        "{count} acceptance of late entries", "{count} acceptances of late entries", n
    ),
    "role given": lambda n: ngettext("{count} new role", "{count} new roles", n),
    "role ended": lambda n: ngettext("{count} ended role", "{count} ended roles", n),
    "supervisor assigned": lambda n: ngettext("{count} assigned supervisor", "{count} assigned supervisors", n),
    "supervisor unassigned": lambda n: ngettext("{count} change of supervisor", "{count} changes of supervisor", n),
    "attestation made": lambda n: ngettext("{count} declaration", "{count} declarations", n),
    "course adopted": lambda n: ngettext("{count} adopted course", "{count} adopted courses", n),
    "course retired": lambda n: ngettext("{count} retired course", "{count} retired courses", n),
    "lesson completed": lambda n: ngettext("{count} completed lesson", "{count} completed lessons", n),
    "reflection written": lambda n: ngettext("{count} written reflection", "{count} written reflections", n),
    "check passed": lambda n: ngettext("{count} passed check", "{count} passed checks", n),
    "attempts allowed": lambda n: ngettext("{count} allowance of attempts", "{count} allowances of attempts", n),
    "session held": lambda n: ngettext("{count} live session", "{count} live sessions", n),
    "hours logged": lambda n: ngettext("{count} entry of hours", "{count} entries of hours", n),
    "hours withdrawn": lambda n: ngettext("{count} withdrawal of hours", "{count} withdrawals of hours", n),
    "hours approved": lambda n: ngettext("{count} approval", "{count} approvals", n),
    "hours returned": lambda n: ngettext("{count} return of hours", "{count} returns of hours", n),
    "hours reopened": lambda n: ngettext("{count} approval taken back", "{count} approvals taken back", n),
    "meeting held": lambda n: ngettext("{count} supervision meeting", "{count} supervision meetings", n),
    "meeting confirmed": lambda n: ngettext("{count} signature to a meeting", "{count} signatures to meetings", n),
    "meeting voided": lambda n: ngettext("{count} void meeting", "{count} void meetings", n),
    "competency rated": lambda n: ngettext("{count} rating", "{count} ratings", n),
    "rating acknowledged": lambda n: ngettext("{count} answer to a rating", "{count} answers to ratings", n),
    "competency self rated": lambda n: ngettext("{count} self-rating", "{count} self-ratings", n),
    "programme adopted": lambda n: ngettext("{count} adopted programme", "{count} adopted programmes", n),
    "programme retired": lambda n: ngettext("{count} retired programme", "{count} retired programmes", n),
    "trainee enrolled": lambda n: ngettext("{count} place on a programme", "{count} places on programmes", n),
    "exam recorded": lambda n: ngettext("{count} examination result", "{count} examination results", n),
    "exam corrected": lambda n: ngettext("{count} corrected result", "{count} corrected results", n),
    "exam voided": lambda n: ngettext("{count} result taken back", "{count} results taken back", n),
    "certificate issued": lambda n: ngettext("{count} certificate", "{count} certificates", n),
    "certificate revoked": lambda n: ngettext("{count} revoked certificate", "{count} revoked certificates", n),
    "note made": lambda n: ngettext("{count} note", "{count} notes", n),
    "backup restored": lambda n: ngettext("{count} restored backup", "{count} restored backups", n),
    "clock corrected": lambda n: ngettext("{count} correction of a clock", "{count} corrections of clocks", n),
}


_WORK = (
    "hours approved", "hours returned", "hours reopened", "hours logged", "hours withdrawn", "meeting held",
    "meeting confirmed", "meeting voided", "competency rated", "rating acknowledged", "competency self rated",
    "certificate issued", "certificate revoked", "lesson completed", "check passed", "reflection written",
)  # fmt: skip
"""The kinds that people look for first."""


def _other(n: int) -> str:
    return ngettext("{count} other entry", "{count} other entries", n)


def counted(kind: str, count: int) -> str:
    """Return so many entries of a kind, in words; a kind that is not known here is an entry."""
    words = _WORDS.get(kind, _other)
    return words(count).format(count=f"{count:,}")


def kinds_in_words(kinds: Mapping[str, int]) -> str:
    """Return all kinds with their numbers, in the order in which people look for them: work first, keys last."""
    order = {kind: number for number, kind in enumerate(dict.fromkeys((*_WORK, *_WORDS)))}
    found = [counted(kind, kinds[kind]) for kind in sorted(kinds, key=lambda kind: order.get(kind, len(order)))]
    return ", ".join(found) if found else _("no entries")
