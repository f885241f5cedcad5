"""The commands with which an IT person sets a hub up, without a window."""

from pathlib import Path
from typing import TextIO

from peertrain.exchange.hub_setup import first_login, make_hub
from peertrain.i18n import _


def init_command(url: str, *, certificate: Path | None, out: TextIO) -> int:
    """Make a database the hub, and say what was done."""
    for sentence in make_hub(url, certificate=certificate):
        print(sentence, file=out)
    print(_("Next, for each organisation: peertrain hub organisation URL"), file=out)
    return 0


def organisation_command(
    url: str, *, certificate: Path | None, host: str, port: int, out: TextIO, beside: TextIO
) -> int:
    """Make the first connection of an organisation: the line alone goes to `out`, what to do with it goes `beside` it."""
    address = first_login(url, certificate=certificate, host=host, port=port)
    print(
        _(
            "This line lets one coordinator into the hub. It is shown only now: give it to them by a way that nobody else "
            "reads. They paste it under “Send and receive”, and make connections for everybody else."
        ),
        file=beside,
    )
    print(address.text, file=out)
    return 0
