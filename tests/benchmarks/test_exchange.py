"""The exchange is measured on real packets, of which every entry is applied."""

from pathlib import Path

from benchmarks import exchange, month


def test_the_exchange_is_measured_and_every_entry_counts(tmp_path: Path) -> None:
    figures = {figure.what: figure for figure in exchange.measure(tmp_path, count=1100, times=1)}
    assert 50 < figures["Size of an entry on its way"].median < 1000
    assert all(value > 0 for figure in figures.values() for value in figure.values)


def test_a_month_is_taken_in_packet_by_packet_and_every_entry_counts(tmp_path: Path) -> None:
    whole, packet = month.measure(tmp_path, trainees=3)
    assert (whole.what, whole.unit) == ("A month of 3 trainees, 150 entries", "s")
    assert len(packet.values) == 3
    assert sum(packet.values) / 1000 <= whole.median * 1.01
