"""The guard of notes warns of what may identify a person served, and leaves ordinary notes in peace."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from peertrain.domain.identifiers import Identifier, find_identifiers

KNOWN = ("Harbor House", "Dana Whitfield", "Dana", "Oak Street Recovery Center")

QUIET = [
    "Co-led the Tuesday evening group on triggers. Seven people came; we practised grounding.",
    "Met with a peer at Harbor House to talk about housing. Dana was there.",
    "Walked a peer through the bus route to the clinic on Oak Street and waited outside.",
    "Prepared the October workshop on naloxone with Dana Whitfield, 2 h on slides and 1 h on handouts.",
    "Answered 14 posts in the online forum between 6:30 and 8:00 p.m., mostly about sleep.",
    "Helped someone fill in a Medicaid form. Called the county office twice.",
    "Listened. Shared part of my own story about the first year in recovery.",
    "Recovery Month fair at City Hall: talked with visitors, handed out 30 Narcan kits.",
    "Went with a peer to an AA meeting. Afterwards we talked about Step Four.",
    "One-on-one on 3/14/2026, 10:00-11:30. Goal: call the landlord by Friday.",
    "Supervision with Dana in the U.S. Bank building, Room 204, at 9 a.m.",
    "Reviewed the WRAP plan with a peer. I'm proud of how we worked together.",
    "Took part in Narcotics Anonymous on Sunday; supported a newcomer.",
    "Motivational Interviewing practice with the group. Zoom failed twice, so we used the phone.",
    "The Celebrate Recovery meeting had 120 people and cost $1,500 in 2025.",
    "Met Wednesday with two peers. Dana's feedback: listen more.",
    "Members shared openly. Everyone said one word. Afterwards nobody wanted to go.",
    "Dana said it went well. Participants felt heard; newcomers asked about Step One.",
    "Staff told us about the move. Group shared a meal on 4 March 2026.",
    "I led the AA meeting and an NA meeting, then sat with the IOP group. Narcan was handed out.",
    "Today Narcan was in short supply. Yesterday Zoom was down, so we met outside.",
    "On Monday Group was full. On Tuesday Lunch was late. Then Attendance was low.",
    "Last week IOP was cancelled. Today, I was tired. Then I was on the phone.",
    "Today Client was sad; yesterday Peers were calm. On Friday Members said goodbye.",
    "This morning Harbor House was quiet. In March Recovery Month was planned.",
    "Peer's mother called. A member's wife came. Everyone's parents were welcome.",
    "Mother's Day lunch with the families; Father's Day is next. The women's group met.",
    "Sponsor's wife came. Children's parents waited. Tomorrow Pizza is served, then Trauma is the topic.",
    "Crystal meth came up. Yesterday Softball was rained out; on Monday Scrabble was fun.",
    "Today's topic was grief. Monday's group was small. NA's literature helped.",
    "Talked to a peer whose brother's wife left. My sponsor's husband drove us.",
    "Went to St. Mary's Church, then to the food shelf at St. John's.",
    "Read John 3:16 because a peer wished it. We said the Serenity Prayer.",
    "VERY GOOD meeting. It was REALLY HARD to leave. NO SHOWS twice.",
    "NARCAN TRAINING went well. Gave a SMART RECOVERY handout to each.",
    "IOP and PHP staff came; CPR training with EMS, then HUD and SSI forms.",
    "GROUP WENT WELL. TALKED WITH PEERS ABOUT COPING SKILLS AND HOUSING.",
    "HELPED A PEER COMPLETE A JOB APPLICATION. CALLED THE COUNTY OFFICE.",
    "NAMI Connection on Thursday; a newcomer from Ohio shared, one from Texas talked.",
    "Walked with a peer when Walmart called back about the job, and Goodwill called too.",
    "Martin Luther King Day of service at the Betty Ford Center, with 12 peers.",
    "Sat 3 h in the ER. Bus 120 came 45 min late. Made 100 20-page copies.",
    "Group at 7. Seeking Safety was on page 12. Medicaid had new rules in May.",
    "A veteran's son came. The doctor said no. The Pastor said a prayer.",
    "Planned the July picnic. In Houston was a fair; Detroit and Phoenix sent flyers.",
    "Mentor asked questions. Grandma called.",
    "Caller said hello. Fear felt close, and the role-play was good.",
    "Role-play felt real.",
]

LOUD = [
    ("Met with Marcus at the shelter.", "Marcus", Identifier.NAME),
    ("Talked about work. Maria Lopez cried and then laughed.", "Maria Lopez", Identifier.NAME),
    ("Helped Anna Smith find her papers.", "Anna Smith", Identifier.NAME),
    ("Went to court with Łukasz Żak on Monday.", "Łukasz Żak", Identifier.NAME),
    ("Took Mr. Okafor to detox.", "Okafor", Identifier.NAME),
    ("Her name is Keisha.", "Keisha", Identifier.NAME),
    ("Visited client J.D. at home.", "J.D.", Identifier.INITIALS),
    ("Long talk with TK about sponsors.", "TK", Identifier.INITIALS),
    ("Peer born 4/12/1987 asked about housing.", "born 4/12/1987", Identifier.BIRTH),
    ("Marcus said that he had slept badly.", "Marcus", Identifier.NAME),
    ("Peer born on 4 March 1987 asked about housing.", "born on 4 March 1987", Identifier.BIRTH),
    ("Her birthday is the talk of the day, 4th of Mar 1987.", "4th of Mar 1987", Identifier.BIRTH),
    ("DOB: 1990-07-01", "DOB: 1990-07-01", Identifier.BIRTH),
    ("He was born in 2001.", "born in 2001", Identifier.BIRTH),
    ("Call back at (512) 555-0142 tomorrow.", "(512) 555-0142", Identifier.PHONE),
    ("Number is 512.555.0142", "512.555.0142", Identifier.PHONE),
    ("Reach him at +44 20 7946 0958.", "+44 20 7946 0958", Identifier.PHONE),
    ("Write to jo.b+help@mail.example.org today", "jo.b+help@mail.example.org", Identifier.EMAIL),
    ("SSN 078-05-1120 on the form", "078-05-1120", Identifier.RECORD),
    ("See case number 2024-117A for details.", "case number 2024-117A", Identifier.RECORD),
    ("MRN: 88213 discussed", "MRN: 88213", Identifier.RECORD),
    ("Filed under 00451298 at intake.", "00451298", Identifier.RECORD),
    ("Social security 123 45 6789 on the form", "123 45 6789", Identifier.RECORD),
    ("JOHN SMITH called about the bus.", "JOHN SMITH", Identifier.NAME),
    ("Sat beside the door with TAMSIN OKORO for an hour.", "TAMSIN OKORO", Identifier.NAME),
    ("MET WITH MARIA LOPEZ TODAY ABOUT WORK.", "MARIA LOPEZ", Identifier.NAME),
    ("John's mother called about the bus.", "John's", Identifier.NAME),
    ("Talked about Tamsin’s ex-husband.", "Tamsin’s", Identifier.NAME),
    ("Today Maria was sad.", "Maria", Identifier.NAME),
    ("Today, Tamsin was sad.", "Tamsin", Identifier.NAME),
    ("Last week Tamsin had no bus fare.", "Tamsin", Identifier.NAME),
    ("We stopped because Tamsin cried.", "Tamsin", Identifier.NAME),
    ("Afterwards Marcus and I walked.", "Marcus", Identifier.NAME),
    ("A long walk, mostly about Ahmed and work.", "Ahmed", Identifier.NAME),
]


@pytest.mark.parametrize("note", QUIET)
def test_ordinary_notes_are_left_in_peace(note: str) -> None:
    assert find_identifiers(note, known=KNOWN) == ()


@pytest.mark.parametrize(("note", "passage", "kind"), LOUD)
def test_what_may_identify_somebody_is_found(note: str, passage: str, kind: Identifier) -> None:
    assert [(one.text, one.kind) for one in find_identifiers(note, known=KNOWN)] == [(passage, kind)]


def test_a_warning_says_what_to_write_instead() -> None:
    (passage,) = find_identifiers("Met with Marcus.")
    assert passage.reason == "“Marcus” looks like a name. Write “a peer” or “a group member” instead."


def test_a_name_that_is_known_is_no_longer_found() -> None:
    note = "Lunch with Marcus and then a walk."
    assert find_identifiers(note)
    assert not find_identifiers(note, known=["Marcus Bell"])


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
@example("with \u0130")
@example("Mr. ")
def test_passages_are_parts_of_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for one in find_identifiers(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.text in one.reason
        end = one.end


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(QUIET), st.sampled_from(LOUD), st.booleans())
def test_a_leak_is_found_wherever_it_stands(quiet: str, loud: tuple[str, str, Identifier], first: bool) -> None:
    note, passage, kind = loud
    text = f"{note} {quiet}" if first else f"{quiet} {note}"
    assert (passage, kind) in [(one.text, one.kind) for one in find_identifiers(text, known=KNOWN)]


@settings(max_examples=60, deadline=None)
@given(st.integers(200, 989), st.integers(200, 999), st.integers(0, 9999), st.sampled_from(["-", ".", " "]))
def test_every_north_american_phone_number_is_found(area: int, exchange: int, last: int, mark: str) -> None:
    number = f"{area}{mark}{exchange}{mark}{last:04}"
    assert number in [one.text for one in find_identifiers(f"Please call {number} soon")]


def test_a_long_note_is_checked_while_typing() -> None:
    import time

    start = time.perf_counter()
    find_identifiers("a" * 2000 + " " + "A. " * 700 + "1" * 2000 + " with " * 400)
    assert time.perf_counter() - start < 0.5
