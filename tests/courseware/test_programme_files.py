"""Programmes read from files: exact hours, every mistake with its line, and the programmes that we ship."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from cattrs.preconf.json import make_converter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peertrain.courseware.competencies import load_competencies
from peertrain.courseware.programme_files import ProgrammeInvalid, check_programme, load_programme
from peertrain.domain.errors import Refused
from peertrain.domain.hours import Activity, Engagement, Setting
from peertrain.domain.learning import Delivery
from peertrain.domain.people import Role
from peertrain.domain.programmes import (
    DeliveryRule,
    ExamRule,
    Frequency,
    Period,
    ProgrammeAdopted,
    ProgrammeKind,
    Tag,
    Window,
)
from peertrain.domain.terms import Term, TermKind, YearParity

CURRICULA = Path(__file__).parents[2] / "curricula"
SHIPPED = sorted((CURRICULA / "programmes").glob("*.yaml"))

WHOLE = """\
format: 1
id: whole
version: "1"
title: A programme with everything
short_title: Whole
jurisdiction: Nowhere
kind: certificate of completion
statement: It is not a certification.
effective_from: 2026-01-01
effective_to: 2027-12-31
sources:
  - {title: A board, where: board.example, tag: S, checked_on: 2026-02-03}
unverified: [The hours rest on a secondary source.]
training:
  hours: 59.5
  domains: {advocacy: 10, harm_reduction: 0.25}
  deliveries:
    - {of: [in person, live online], at_least_hours: 4, at_least_per_cent: 50}
    - {of: [self-paced], at_most_hours: 12.1}
  fresh_years: 10
experience:
  hours: 500
  domains: {advocacy: 5}
  settings: {one-on-one: 200, online forum: 2}
  after_approval: true
  window: {months: 6, extensions: 1, extension_months: 6}
  same_experience_per_cent: 50
  excluded_activities: [documentation]
  engagements: [paid]
  fresh_years: 3
  month_at_most_hours: 100
  observed_service_counts: true
  also: [Nothing else.]
supervision:
  hours: 25
  domains: {advocacy: 6}
  individual_hours: 10
  group_at_most_hours: 0
  group_size_at_most: 8
  observations: 2
  frequency: {times: 2, per: month, one_of_hours: 0.5}
  inside_experience: true
competencies:
  - {id: CC1.2, level: 3, direct_observation: true, title: Hears people out, category: Trust}
observe_each_category: true
checks:
  - course: core
    modules: [{id: empathy, title: Empathy}]
exams:
  - {id: pr, name: The exam, items: 75, scale: {lowest: 200, highest: 800}, pass_mark: 500, attempts: 3, cooldown_days: 90}
attestations:
  - {kind: ethics, title: Code of ethics, wording: I sign it., by: trainee}
term: {kind: fixed date, years: 2, month: 9, day: 1, parity: odd}
renewal:
  hours: 20
  topics: {ethics: 6}
  same_course_once: true
  carry_over: true
  opens_days_before: 90
  late_days: 59
  sign_ethics_again: true
  also: [Keep the proof.]
certificate_fields: [number]
also: [Be kind.]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "whole.yaml"
    path.write_text(text, "utf-8")
    return path


def test_every_shape_of_rule_can_be_written(tmp_path: Path) -> None:
    programme = load_programme(written(tmp_path, WHOLE))
    training, experience, supervision = programme.training, programme.experience, programme.supervision
    assert training is not None
    assert experience is not None
    assert supervision is not None
    assert (training.minutes, training.domains) == (3570, {"advocacy": 600, "harm_reduction": 15})
    assert training.deliveries == (
        DeliveryRule((Delivery.IN_PERSON, Delivery.LIVE_ONLINE), 240, 50),
        DeliveryRule((Delivery.SELF_PACED,), at_most=726),
    )
    assert experience.settings == {Setting.ONE_ON_ONE: 12_000, Setting.ONLINE_FORUM: 120}
    assert experience.window == Window(6, 1, 6)
    assert (experience.excluded_activities, experience.engagements) == ((Activity.DOCUMENTATION,), (Engagement.PAID,))
    assert (experience.month_at_most, experience.fresh_years, experience.same_experience_per_cent) == (6_000, 3, 50)
    assert supervision.frequency == Frequency(2, Period.MONTH, 30)
    assert (supervision.group_at_most, supervision.group_size_at_most, supervision.observations) == (0, 8, 2)
    assert programme.exams == (ExamRule("pr", "The exam", 75, (200, 800), 500, 3, 90),)
    assert programme.attestations[0].by is Role.TRAINEE
    assert programme.term == Term(TermKind.FIXED_DATE, 2, 0, 9, 1, YearParity.ODD)
    assert programme.renewal is not None
    assert (programme.renewal.minutes, programme.renewal.topics, programme.renewal.late_days) == (
        1200,
        {"ethics": 360},
        59,
    )
    assert (programme.effective_from, programme.sources[0].checked_on) == (date(2026, 1, 1), date(2026, 2, 3))


MISTAKES = [
    ("format: 1", "format: 2", "The format 2 is not known"),
    ('version: "1"', "version: eins zwei", "not right for “version”"),
    ("kind: certificate of completion", "kind: diploma", "“diploma” is not known here"),
    ("short_title: Whole", "nick_name: Whole", "no field “nick_name”"),
    ("effective_from: 2026-01-01", "effective_from: 2026-02-30", "“2026-02-30” is no day"),
    ("effective_to: 2027-12-31", "effective_to: 2025-12-31", "end before they begin"),
    ("tag: S,", "tag: X,", "“X” is not known here"),
    ("  hours: 59.5", "  hours: 59,5", "“59,5” is no number of hours"),
    ("  hours: 59.5", "  hours: -1", "“-1” is no number of hours"),
    ("  hours: 59.5", "  hours: 19.333", "not a whole number of minutes"),
    ("harm_reduction: 0.25", "harm: 0.25", "no field “harm”"),
    ("in person, live online]", "in person, by post]", "“by post” is not known here"),
    ("online forum: 2}", "chat room: 2}", "no field “chat room”"),
    ("at_least_per_cent: 50", "at_least_per_cent: 101", "not a whole number that fits"),
    ("excluded_activities: [documentation]", "excluded_activities: [paperwork]", "“paperwork” is not known here"),
    ("after_approval: true", "after_approval: perhaps", "neither true nor false"),
    ("months: 6, ext", "months: 0, ext", "not a whole number that fits"),
    ("times: 2, per: month", "times: 2, per: year", "“year” is not known here"),
    ("{id: CC1.2, level: 3", "{id: CC1.6, level: 3", "no competency “CC1.6”"),
    ("{id: CC1.2, level: 3", "{id: CC1.2, level: 5", "not a whole number that fits"),
    ("by: trainee", "by: friend", "“friend” is not known here"),
    ("topics: {ethics: 6}", "topics: {Law & Ethics: 6}", "is no topic"),
]


@pytest.mark.parametrize(("right", "wrong", "what"), MISTAKES, ids=[wrong for _, wrong, _ in MISTAKES])
def test_a_mistake_is_named_with_its_line(tmp_path: Path, right: str, wrong: str, what: str) -> None:
    assert WHOLE.count(right) == 1
    line = WHOLE[: WHOLE.index(right)].count("\n") + 1
    found = check_programme(written(tmp_path, WHOLE.replace(right, wrong)))
    assert [(one.path, one.line) for one in found if what in one.what] == [("whole.yaml", line)]
    assert all(one.how for one in found)


CONTRADICTIONS = [
    ("unverified: [The hours rest on a secondary source.]\n", "", "sources:", "nothing is named as unverified"),
    ("statement: It is not a certification.", "statement: It is grand.", "statement:", "is not a certification"),
    ("advocacy: 10, harm", "advocacy: 60, harm", "training:", "add up to 60 h 15 min, more than the whole of 59 h 30"),
    ("one-on-one: 200", "one-on-one: 499", "experience:", "add up to 501 h"),
    ("individual_hours: 10", "individual_hours: 26", "supervision:", "add up to 26 h"),
    ("at_most_hours: 12.1", "at_least_hours: 13, at_most_hours: 12.1", "training:", "than may count"),
    ("pass_mark: 500", "pass_mark: 100", "exams:", "not on its scale"),
    ("month: 9, day: 1", "month: 2, day: 30", "term:", "no such day"),
    ("kind: fixed date, years: 2", "kind: rolling", "term:", "no length"),
    ("kind: fixed date, years: 2", "kind: calendar year", "term:", "needs their number"),
    (
        "modules: [{id: empathy, title: Empathy}]",
        "modules: [{id: a, title: A}, {id: a, title: A}]",
        "checks:",
        "more than once",
    ),
]


@pytest.mark.parametrize(
    ("right", "wrong", "field", "what"), CONTRADICTIONS, ids=[row[1] or row[0] for row in CONTRADICTIONS]
)
def test_rules_that_contradict_each_other_are_named_at_their_field(
    tmp_path: Path, right: str, wrong: str, field: str, what: str
) -> None:
    assert WHOLE.count(right) == 1
    text = WHOLE.replace(right, wrong)
    line = text[: text.index("\n" + field)].count("\n") + 2
    found = check_programme(written(tmp_path, text))
    assert [one.line for one in found] == [line]
    assert what in found[0].what


def test_all_mistakes_are_found_at_once_and_none_is_loaded(tmp_path: Path) -> None:
    path = written(tmp_path, WHOLE.replace("hours: 59.5", "hours: many").replace("by: trainee", "by: friend"))
    assert len(check_programme(path)) == 2
    with pytest.raises(ProgrammeInvalid, match=r"whole.yaml, line 15: .*\(2 mistakes in all\)"):
        load_programme(path)


def test_a_programme_that_asks_for_nothing_is_no_programme(tmp_path: Path) -> None:
    head = WHOLE[: WHOLE.index("training:")]
    assert [one.what for one in check_programme(written(tmp_path, head))] == ["This programme asks for nothing."]


def test_a_file_that_is_missing_is_refused_and_one_that_is_not_text_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"none\.yaml cannot be opened"):
        check_programme(tmp_path / "none.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    assert check_programme(tmp_path / "bytes.yaml")[0].what == "This file is not UTF-8 text."
    assert check_programme(written(tmp_path, ""))[0].what == "This is empty."
    assert check_programme(written(tmp_path, "- a\n- b\n"))[0].what == "This is not a set of fields."


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 6_000))
def test_hours_become_exact_minutes(tmp_path: Path, minutes: int) -> None:
    """A twentieth of an hour is three minutes: no fraction may be lost on the way."""
    hundredths = minutes * 3 * 100 // 60
    text = WHOLE.replace("hours: 59.5", f"hours: {60 + hundredths // 100}.{hundredths % 100:02}")
    training = load_programme(written(tmp_path, text)).training
    assert training is not None
    assert training.minutes == 3_600 + minutes * 3


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_programme_has_no_mistakes_and_survives_json(path: Path) -> None:
    assert check_programme(path) == ()
    converter = make_converter()
    shipped = load_programme(path)
    text = json.dumps(converter.unstructure(ProgrammeAdopted(shipped)))
    assert converter.structure(json.loads(text), ProgrammeAdopted).programme == shipped


def test_the_figures_of_boards_are_those_of_their_sources() -> None:
    programmes = {path.stem: load_programme(path) for path in SHIPPED}
    icrc, texas = programmes["icrc-peer-recovery-2013"], programmes["texas-mhps"]
    assert icrc.training is not None
    assert icrc.training.minutes == sum(icrc.training.domains.values()) == 46 * 60
    assert texas.training is not None
    assert texas.training.minutes == (19 * 60 + 30) + 40 * 60
    assert texas.experience is not None
    assert (texas.experience.minutes, texas.experience.window) == (250 * 60, Window(6, 1, 6))
    california = programmes["california-cmpss"]
    assert (california.experience, california.supervision) == (None, None)


FIGURES = {
    # training, experience and supervision hours, years of the term, hours of renewal; None is not asked for or not known
    "alberta-recovery-coach": (40, 125, None, 0, None),
    "arizona-cprs": (46, 500, 25, 2, 20),
    "australia-cert-iv-peer-work": (None, 80, None, 0, None),
    "california-cmpss": (80, None, None, 2, 20),
    "ccar-rcp": (60, None, None, 0, None),
    "delaware-cprs": (46, 500, 25, 2, None),
    "georgia-cps-mh": (63, None, None, 1, 12),
    "icrc-peer-recovery-2013": (46, 500, 25, 2, 20),
    "icrc-peer-recovery-2025": (46, 500, 25, 2, 20),
    "idaho-cpss": (None, 100, 20, 0, None),
    "kentucky-radpss": (51, 500, 25, 0, None),
    "maryland-cprs": (46, 500, 25, 2, 20),
    "mha-ncps": (None, 3000, None, 2, 20),
    "michigan-cpss": (56, None, None, 2, 32),
    "montana-cbhpss": (40, None, None, 1, 0),
    "naadac-ncprss": (60, 200, None, 2, 20),
    "national-model-standards-2023": (40, 120, None, 0, None),
    "north-carolina-cpss": (70, None, None, 2, 0),
    "ohio-cps": (56, None, None, 2, 30),
    "oregon-pss": (40, None, None, 3, 20),
    "peer-support-canada": (None, 200, None, 0, None),
    "peertrain-foundations": (14, 40, 6, 2, 12),
    "pennsylvania-cps": (75, None, None, 2, 36),
    "tennessee-cprs": (40, 75, None, 2, 0),
    "texas-mhps": (59.5, 250, 0, 2, 20),
    "texas-rsps": (65.5, 250, 0, 2, 20),
    "virginia-cprs": (72, 500, None, 2, None),
    "washington-cpss": (80, 1000, None, 0, None),
}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_hours_of_every_shipped_programme_are_those_that_were_read(path: Path) -> None:
    """The figures stand here a second time, so that none changes by a slip."""
    programme = load_programme(path)
    parts = (programme.training, programme.experience, programme.supervision)
    hours = [None if part is None else part.minutes / 60 for part in parts]
    renewal = None if programme.renewal is None else programme.renewal.minutes / 60
    assert (*hours, programme.term.years, renewal) == FIGURES[path.stem]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_programme_of_a_board_says_that_nobody_compared_it_yet(path: Path) -> None:
    programme = load_programme(path)
    assert not any(source.checked_on for source in programme.sources)
    own = {source.tag for source in programme.sources} == {Tag.DERIVED}
    assert own or any("before you adopt this programme" in words for words in programme.unverified)
    assert own or any(source.tag is Tag.PRIMARY for source in programme.sources)


def test_the_shipped_programmes_have_ids_of_their_own() -> None:
    names = [(one.id, one.version) for one in map(load_programme, SHIPPED)]
    assert len(set(names)) == len(names) >= 15


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_course_that_we_ship_gives_each_domain_the_hours_that_a_programme_asks_for(path: Path) -> None:
    offered = Counter[str]()
    for file in (CURRICULA / "peer-specialist-core" / "modules").glob("*/module.yaml"):
        offered.update(yaml.safe_load(file.read_text("utf-8"))["domains"])
    training = load_programme(path).training
    asked = {} if training is None else training.domains
    assert offered["harm_reduction"] >= 4 * 60
    assert {domain: offered[domain] for domain, minutes in asked.items() if offered[domain] < minutes} == {}


def test_the_foundations_can_be_finished_with_the_course_that_we_ship() -> None:
    """The four modules reach the training hours, and their live sessions the live ones."""
    foundations = load_programme(CURRICULA / "programmes" / "peertrain-foundations.yaml")
    assert foundations.kind is ProgrammeKind.COMPLETION
    assert foundations.training is not None
    modules = CURRICULA / "peer-specialist-core" / "modules"
    found = {path.parent.name: yaml.safe_load(path.read_text("utf-8")) for path in modules.glob("*/module.yaml")}
    guides = {path.parent.name: yaml.safe_load(path.read_text("utf-8")) for path in modules.glob("*/guide.yaml")}
    assert [check.module_id for check in foundations.checks] == [
        "what-peer-support-is", "empathy", "boundaries", "sharing-your-story",
    ]  # fmt: skip
    assert {check.module_id for check in foundations.checks} <= set(found)
    learned = sum(found[check.module_id]["minutes"] for check in foundations.checks)
    together = sum(guides[check.module_id]["live"]["minutes"] for check in foundations.checks)
    assert learned >= foundations.training.minutes
    assert together >= sum(rule.at_least for rule in foundations.training.deliveries) > 0
    names = {one.id: (one.title, one.category) for one in load_competencies(CURRICULA / "competencies.yaml")}
    assert {rule.id: (rule.title, rule.category) for rule in foundations.competencies}.items() <= names.items()
    taught = {id for module in found.values() for id in module["competencies"]}
    assert {rule.id for rule in foundations.competencies} <= taught
