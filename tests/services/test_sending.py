"""Where everybody works on one computer, the exchange costs next to nothing, although it is asked for after each deed."""

from sqlalchemy import event

from peertrain.services import sending
from peertrain.workplace.seat import Seat
from tests.office import Office


def reads_of_partners(seat: Seat) -> list[str]:
    """Return the tables that are read for the partners, of whom there have to be none."""
    read: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        read.extend(statement.partition("FROM ")[2].split()[:1])

    event.listen(seat.connection, "before_cursor_execute", note)
    try:
        assert sending.partners(seat) == ()
    finally:
        event.remove(seat.connection, "before_cursor_execute", note)
    return read


def test_an_office_without_other_computers_reads_keys_and_people_alone(office: Office) -> None:
    read = office.ask("Dana", reads_of_partners)
    assert sorted(set(read)) == ["keys", "people"]
