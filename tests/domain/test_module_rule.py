"""The completion rule of a module in words."""

from dataclasses import replace

from peertrain.domain.learning import rule_in_words
from tests.domain.test_pathway import module


def test_the_rule_counts_what_there_is() -> None:
    assert rule_in_words(module("empathy")) == (
        "To complete this module, read the 3 lessons, write the reflection, and pass the check with 80 % or more."
    )


def test_a_module_without_reflections_asks_for_none() -> None:
    one = replace(module("empathy"), lessons=module("empathy").lessons[:1], reflections=())
    assert rule_in_words(one) == "To complete this module, read the lesson, and pass the check with 80 % or more."
