"""A site may be known, but not the name of whoever is served there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peertrain.domain.identifiers import find_identifiers
from peertrain.domain.sites import known_of_site, names_in_site

PUBLIC = [
    "Harbor House",
    "House of Hope",
    "House of Ruth Maryland",
    "Home of the Brave, Building 4",
    "Ronald McDonald House",
    "Martha's House",
    "Oak Street Recovery Center, room of quiet",
    "Home of a peer",
    "Apartment of a group member",
    "Walk With Ease at City Park",
    "Zoom with Harbor House",
    "St. Joseph's Home",
    "Women's house on Elm Street",
    "Children's home",
    "St. Joseph's house",
    "In person with Harbor Recovery",
    "With the street team",
    "",
]

PRIVATE = [
    ("home of Tyler Jones", "Tyler Jones"),
    ("Home of Tyler Jones, Elm Street", "Tyler Jones"),
    ("House of Mrs. Okoro", "Okoro"),
    ("apartment of Tamsin", "Tamsin"),
    ("home of maria", "maria"),
    ("home of TJ", "TJ"),
    ("Tyler's house", "Tyler's"),
    ("visit with Tyler's house", "Tyler's"),
    ("Zoom with Tyler", "Tyler"),
    ("Coffee shop with Łukasz Żak", "Łukasz Żak"),
    ("Tamsin's apartment", "Tamsin's"),
    ("Tyler Jones’ place on Elm Street", "Tyler Jones’"),
]


@pytest.mark.parametrize("site", PUBLIC)
def test_a_public_site_may_be_known_as_it_is(site: str) -> None:
    assert names_in_site(site) == ()
    assert [word for word in site.split() if word.istitle()] == [w for w in known_of_site(site).split() if w.istitle()]


@pytest.mark.parametrize(("site", "name"), PRIVATE)
def test_the_name_of_whoever_is_served_there_is_found_and_is_not_known(site: str, name: str) -> None:
    (passage,) = names_in_site(site)
    assert (passage.text, site[passage.start : passage.end]) == (name, name)
    assert name not in known_of_site(site)


def test_a_name_from_a_private_site_is_found_in_the_note_too() -> None:
    site = "home of Tyler Jones near Elm Park"
    found = find_identifiers("Sat with Tyler in Elm Park.", known=[known_of_site(site)])
    assert [one.text for one in found] == ["Tyler"]


def test_a_name_in_small_letters_does_not_become_known_either() -> None:
    assert find_identifiers("Sat with Tamsin.", known=[known_of_site("home of tamsin okoro")])


@given(st.text(max_size=80), st.sampled_from(["", "home of ", " with ", "'s place "]), st.text(max_size=80))
def test_passages_are_parts_of_the_site(before: str, cue: str, after: str) -> None:
    site = f"{before}{cue}{after}"
    for one in names_in_site(site):
        assert site[one.start : one.end] == one.text != ""
    assert len(known_of_site(site)) <= len(site)
