"""JSON that would take much memory once it is read is refused before; texts with many commas are none of that."""

import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.record.canonical import Malformed, canonical, parts_in, read_canonical

JSON: st.SearchStrategy[Any] = st.recursive(
    st.integers(0, 9) | st.text('a,"\\[{', max_size=8),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text('a,"\\', max_size=3), inner, max_size=4),
    max_leaves=20,
)


def held_in(value: Any) -> int:
    """Return how many lists, objects and values after the first in each there are."""
    if isinstance(value, dict):
        return max(1, len(value)) + sum(held_in(one) for one in value.values())
    return max(1, len(value)) + sum(held_in(one) for one in value) if isinstance(value, list) else 0


@settings(max_examples=100)
@given(JSON)
def test_what_holds_no_more_than_the_most_is_read_and_what_holds_more_is_not(value: Any) -> None:
    data, held = canonical(value), held_in(value)
    assert parts_in(data) >= held
    assert read_canonical(data, most=held) == value
    if held:
        with pytest.raises(Malformed, match="too many values"):
            read_canonical(data, most=held - 1)


@pytest.mark.parametrize("many", [b"[]", b"{}", b"0", b'""', b'{"":[]}', b'"\\""'])
def test_too_many_values_are_refused_without_taking_memory(many: bytes) -> None:
    data = b'{"x":[' + b",".join([many] * 150_000) + b"]}"
    tracemalloc.start()
    with pytest.raises(Malformed, match="too many values"):
        read_canonical(data)
    assert tracemalloc.get_traced_memory()[1] < 3 * len(data) + 30_000_000
    tracemalloc.stop()


def test_a_text_may_have_as_many_commas_as_it_likes() -> None:
    value = {"text": ',[{"\\' * 100_000}
    assert read_canonical(canonical(value)) == value
