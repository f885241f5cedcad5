"""Carrying: the place, such as a shared folder or a hub, through which packets come and go by themselves."""

from contextlib import closing
from pathlib import Path

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.exchange.carrier import FOLDER, HUB
from peertrain.exchange.folder import Folder
from peertrain.exchange.hub_address import read_address
from peertrain.i18n import _
from peertrain.workplace import carriage
from peertrain.workplace.managed import Managed
from peertrain.workplace.place import Place, aside, folder_invited_to, forget_place, keep_place, place
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

__all__ = ["Place", "folder_invited_to", "place", "set_aside", "stop", "use_folder", "use_hub"]


def use_folder(workplace: Workplace, *, folder: Path) -> Done[None]:
    """Exchange through a folder that something else synchronises, from now on and on this computer."""
    root = folder.expanduser().absolute()
    if root.resolve().is_relative_to(workplace.folder.resolve()):
        raise Refused(_("This is the folder of the record itself. Choose the folder that you share with the others."))
    organisation_id = workplace.read(lambda seat: seat.organisation.organisation_id)
    Folder(root, organisation_id).begin()
    workplace.write(lambda seat: _keep(seat, Place(FOLDER, str(root))))
    return Done(Changed.EXCHANGE, _("Packets go through {folder} from now on.").format(folder=root))


def use_hub(workplace: Managed, *, connection: str) -> Done[None]:
    """Exchange through a hub, from now on and on this computer; the connection is one line, which is kept sealed."""
    wanted = Place(HUB, read_address(connection).text)
    mine = workplace.manage(lambda here: Done(Changed.NOTHING, value=here.read(_mine))).value
    if mine is None:
        raise Refused(_("Sign in first."))
    with closing(carriage.hub_at(wanted.where, *mine)) as hub:
        hub.enter()
    workplace.manage(lambda here: here.write(lambda seat: _keep(seat, wanted)))
    return Done(Changed.EXCHANGE, _("Packets go through the hub at {host} from now on.").format(host=wanted.called))


def _mine(seat: Seat) -> tuple[str, str]:
    return seat.organisation.organisation_id, seat.person_id


def stop(seat: Seat) -> Done[None]:
    """Exchange by hand again; what lies at the place stays there."""
    forget_place(seat)
    return Done(Changed.EXCHANGE, _("Packets go by hand from now on."))


def set_aside(seat: Seat) -> tuple[tuple[str, str], ...]:
    """Return the packets at the place that could not be taken in, by name, each with the reason."""
    tried = {name: one.reason for name, one in aside(seat).items() if one.reason and one.until <= seat.now}
    return tuple(sorted(tried.items()))


def _keep(seat: Seat, wanted: Place) -> Done[None]:
    known = place(seat)
    if known is None or (known.kind, known.where) != (wanted.kind, wanted.where):
        forget_place(seat)
        keep_place(seat, wanted)
    return Done(Changed.EXCHANGE)
