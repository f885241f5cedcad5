"""What became of the entries of a packet, in words: plain ones first, and the whole sum for whoever asks."""

from typing import Protocol

from peertrain.i18n import _, ngettext


class Taken(Protocol):
    """A packet that was taken in: its entries are applied, were already here, are held or were rejected."""

    @property
    def entries(self) -> int: ...
    @property
    def applied(self) -> int: ...
    @property
    def already_here(self) -> int: ...
    @property
    def held(self) -> int: ...
    @property
    def rejected(self) -> int: ...


def taken_in_words(one: Taken) -> str:
    """Say what became of a packet, without what there was none of."""
    if not one.entries:
        return _("No entries came.")
    if one.applied == one.entries:
        return ngettext("{count} entry came, and it is new here.", "{count} entries came, and all are new here.",
                        one.entries).format(count=f"{one.entries:,}")  # fmt: skip
    if one.already_here == one.entries:
        return ngettext("{count} entry came. It was here already.", "{count} entries came. All were here already.",
                        one.entries).format(count=f"{one.entries:,}")  # fmt: skip
    parts = [
        (one.applied, ngettext("{count} is new", "{count} are new", one.applied)),
        (one.already_here, ngettext("{count} was here already", "{count} were here already", one.already_here)),
        (one.held, ngettext("{count} waits", "{count} wait", one.held)),
        (one.rejected, ngettext("{count} does not count", "{count} do not count", one.rejected)),
    ]
    words = ngettext("{count} entry came: {parts}.", "{count} entries came: {parts}.", one.entries)
    told = ", ".join(part.format(count=f"{count:,}") for count, part in parts if count)
    return words.format(count=f"{one.entries:,}", parts=told)


def sum_in_words(one: Taken) -> str:
    """Return the sum in one line, zeros too."""
    return _(
        "{entries} in the packet = {applied} applied + {already} already here + {held} held + {rejected} rejected."
    ).format(
        entries=one.entries, applied=one.applied, already=one.already_here, held=one.held, rejected=one.rejected
    )  # fmt: skip
