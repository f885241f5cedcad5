"""The kinds of files that PeerTrain opens; certificates are PDF files and stay with whatever opens those."""

from dataclasses import dataclass

from peertrain.i18n import _
from peertrain.places import CARD_SUFFIX, COURSE_SUFFIX, INVITATION_SUFFIX, PACKET_SUFFIX


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its id in the names that systems give it, how its files end, and what people call it."""

    id: str
    suffix: str
    words: str


def file_kinds() -> tuple[FileKind, ...]:
    """Return every kind, in the language that is spoken."""
    return (
        FileKind("invitation", INVITATION_SUFFIX, _("PeerTrain invitation")),
        FileKind("packet", PACKET_SUFFIX, _("PeerTrain packet")),
        FileKind("course", COURSE_SUFFIX, _("PeerTrain course")),
        FileKind("organisation", CARD_SUFFIX, _("PeerTrain organisation card")),
    )
