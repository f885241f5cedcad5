"""The place through which somebody's packets come and go by themselves, and what is remembered of it, on their desk."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from peertrain import __version__
from peertrain.exchange.carrier import FOLDER, HUB
from peertrain.exchange.hub_address import read_address
from peertrain.exchange.invitations import InvitedTo
from peertrain.workplace.seat import Seat

_SHELF = "exchange"


@dataclass(frozen=True, slots=True)
class Place:
    """What carries the packets of one person on this computer.

    `where` is the path of a folder, or the connection to a hub, which is a secret: screens show `called`. `begun` holds for each person the
    number of the first packet that went this way; `settled` says how far the record and what was taken in reached when
    nothing was left to give; `looked_for_lost` is the day on which it was last asked whether packets were lost;
    `ended` says whose rights at the hub have ended (`carriage.Gone`).
    """

    kind: str
    where: str
    begun: dict[str, int] = field(default_factory=dict)
    settled: str = ""
    looked_for_lost: str = ""
    ended: tuple[str, ...] = ()
    gave_at: datetime | None = None
    took_at: datetime | None = None

    @property
    def called(self) -> str:
        """The place as people call it."""
        return read_address(self.where).host if self.kind == HUB else self.where


@dataclass(frozen=True, slots=True)
class Aside:
    """A packet at the place that is not opened at each look, and why it was not taken in; "" where it was.

    It is tried again at every look up to the moment `until`, when its `stamp` is another one, and, where the record may
    still come to know its writer, when the record no longer has this `size`.
    """

    reason: str
    stamp: str
    until: datetime
    size: int | None = None


def place(seat: Seat) -> Place | None:
    """Return the place that the person at work uses on this computer."""
    kept = seat.desk.get(_SHELF, "place")
    if kept is None:
        return None
    moments = {name: _moment(kept[name]) for name in ("gave_at", "took_at")}
    return Place(**kept | moments | {"ended": tuple(kept.get("ended", ()))})


def keep_place(seat: Seat, place: Place) -> None:
    """Remember a place and how far it has come."""
    seat.desk.put(_SHELF, "place", asdict(place) | {"gave_at": _text(place.gave_at), "took_at": _text(place.took_at)})


def forget_place(seat: Seat) -> None:
    """Use no place any more."""
    seat.desk.remove(_SHELF, "place")
    seat.desk.remove(_SHELF, "aside")


def keep_invited_to(seat: Seat, invited: InvitedTo) -> None:
    """Begin with the place that an invitation has brought: a hub is used at once, a folder has to be found first."""
    if invited.kind == HUB:
        keep_place(seat, Place(HUB, invited.where))
    elif invited.kind == FOLDER:
        seat.desk.put(_SHELF, "folder", invited.where)


def folder_invited_to(seat: Seat) -> str:
    """Return the name of the folder that whoever invited the person at work uses; "" where that is not known."""
    return str(seat.desk.get(_SHELF, "folder") or "")


def aside(seat: Seat) -> dict[str, Aside]:
    """Return the packets that are not opened at each look, by the name that the carrier has for them.

    Another version of the program tries each of them once more.
    """
    kept: dict[str, Any] = seat.desk.get(_SHELF, "aside") or {}
    tried = kept["packets"] if kept.get("version") == __version__ else {}
    return {name: Aside(**one | {"until": datetime.fromisoformat(one["until"])}) for name, one in tried.items()}


def keep_aside(seat: Seat, found: dict[str, Aside]) -> None:
    """Remember what is not to be opened at each look."""
    packets = {name: asdict(one) | {"until": _text(one.until)} for name, one in found.items()}
    seat.desk.put(_SHELF, "aside", {"version": __version__, "packets": packets})


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
