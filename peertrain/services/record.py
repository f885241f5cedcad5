"""The record as a whole: how much it holds, and whether everything in it is as it should be."""

from peertrain.storage.verification import Report, Verified, verify_record
from peertrain.workplace.seat import Seat

__all__ = ["Verified", "size", "verify"]


def size(seat: Seat) -> int:
    """Return how many entries the record holds."""
    return seat.ledger.size


def verify(seat: Seat, *, report: Report = lambda _share, _words: None) -> Verified:
    """Check every byte, signature, chain, rule and checkpoint; the first thing wrong is named in words."""
    return verify_record(seat.connection, report, seat.now)
