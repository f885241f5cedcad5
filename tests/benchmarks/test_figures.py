"""The table of the benchmarks says what was measured and whether it is as it should be."""

from benchmarks.figures import Figure, table


def test_an_aim_is_met_by_the_median_and_not_by_the_best() -> None:
    assert Figure("x", (1.0, 5.0, 9.0), "ms", most=5).met is True
    assert Figure("x", (1.0, 5.1, 9.0), "ms", most=5).met is False
    assert Figure("x", (1.0,), "ms").met is None


def test_the_table_has_a_line_for_each_figure_in_aligned_columns() -> None:
    lines = table([Figure("Standing", (12.34, 3.0, 1234.5), "ms", most=20), Figure("Rate", (0.5,), "a second")])
    head, _rule, first, second = lines.splitlines()
    assert head.split("  ")[0] == "what"
    assert first.split() == ["Standing", "12.3", "ms", "3.00", "to", "1,234", "3", "≤", "20", "ms", "yes"]
    assert second.split() == ["Rate", "0.50", "a", "second", "0.50", "to", "0.50", "1"]
    assert first.index("12.3 ms") + len("12.3 ms") == second.index("0.50 a second") + len("0.50 a second")


def test_a_missed_aim_is_said() -> None:
    assert table([Figure("Slow", (21.0,), "ms", most=20)]).endswith("no")
