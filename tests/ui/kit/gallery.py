"""Draws every widget of the kit into pictures, light and dark, at 100 % and 200 %: `python -m tests.ui.kit.gallery DIR`."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from peertrain.domain.changes import Changed, Done
from peertrain.ui.kit import cards, fields
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.charts import Bar, Bars, Line, Point, Ring, StackedBar, framed
from peertrain.ui.kit.dialogs import confirm, sign
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.pictures import Radar, Spoke, Stage, Stages
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.reader import Reader
from peertrain.ui.kit.rows import Column, Rows, Source, Table, details_beside
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.main_window import MainWindow, RolePages
from tests.ui.kit.workplace import Workplace

DOMAINS = {
    "advocacy": "Advocacy",
    "mentoring": "Mentoring and education",
    "recovery": "Recovery and wellness support",
    "ethics": "Ethical responsibility",
}

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="640" height="200" viewBox="0 0 640 200">
<rect width="640" height="200" rx="8" fill="#E3F0EC"/><circle cx="240" cy="100" r="50" fill="#1B6B5F"/>
<circle cx="400" cy="100" r="50" fill="#9A4B12"/><path d="M290 100h60" stroke="#1E2A29" stroke-width="6"/></svg>"""

LESSON = (
    """
<h1>Boundaries that keep both of you well</h1>
<p>A boundary is not a wall. It says what you can give today and still be there tomorrow. The people you support
notice when you keep yours, and it gives them leave to keep theirs.</p>
<p><img src="asset:drawing.svg" alt="Two people with a line between them" /></p>
<table class="pull-remember"><tr><td><p><strong>Remember</strong></p>
<p>You are a peer, not a clinician. You share what helped you; you do not diagnose or prescribe.</p></td></tr></table>
<h2>What a boundary sounds like</h2>
<ul><li>“I can talk until four. Then I have to go.”</li><li>“I do not lend money, and I am glad you asked me first.”</li>
<li>“That is more than I can carry alone. May we ask Rosa together?”</li></ul>
<table class="pull-try"><tr><td><p><strong>Try it</strong></p><p>Write down one sentence you could say on Monday.</p></td></tr></table>
<table class="pull-words"><tr><td><p><strong>In their words</strong></p><p>“When she said no, I knew that her yes was true.”</p></td></tr></table>
<table class="pull-care"><tr><td><p><strong>Take care of yourself</strong></p><p>If this stirs something up, stop here. The page will wait.</p></td></tr></table>
<h2>Who can help</h2>
<table border="1" cellspacing="0"><thead><tr><th align="left">When</th><th align="left">Whom to ask</th></tr></thead>
<tbody><tr><td>You feel pulled in</td><td>Your supervisor, the same day</td></tr>
<tr><td>Somebody may be in danger</td><td>988, and then your supervisor</td></tr></tbody></table>
<blockquote><p>Peer support rests on shared experience.</p></blockquote>
<p>Read more at <a href="https://www.samhsa.gov">SAMHSA</a>.</p>
"""
    + "<h3>And again</h3><p>Another paragraph to read, long enough to wrap over two lines of the page at this measure.</p>"
    * 6
)


class Home(Page):
    """A home with cards, facts, pills and charts."""

    icon = "home"
    watches = Changed.HOURS

    @staticmethod
    def title() -> str:
        return "Your way"

    @staticmethod
    def badge() -> Any:
        return lambda _shelf: 3

    def build(self) -> None:
        self.set_primary("Log hours", lambda: None, icon_name="hours")
        self.add_key("L", "Log hours", lambda: None)
        names = ["Learn", "Serve", "Exam", "Certificate"]
        big = cards.button("Continue: Boundaries, page 4 of 9", lambda: None, icon_name="arrow-right", kind="big")
        self.body.addWidget(flow(big))
        self.body.addWidget(cards.stepper(names, 1))
        missing = cards.card(
            cards.progress(6, 40, "Training hours: 6 h of 40 h, 34 h to go"),
            cards.progress(82.5, 120, "Experience hours: 82 h 30 min of 120 h, 37 h 30 min to go"),
            cards.rule(),
            cards.fact("Supervision hours: 2 h of 10 h", tone="sun", detail="You: arrange the next meeting with Rosa"),
            cards.fact(
                "4 entries wait for your supervisor since Tuesday", tone="sky", detail="Rosa Delgado reads them"
            ),
            cards.fact("Ethics agreement signed", tone="pine"),
            title="What stands between you and the certificate",
        )
        back = cards.card(
            cards.fact("Returned: Tuesday’s group, 2 h", tone="sun", detail="“Which of the two groups was this?”"),
            flow(cards.button("Open it", lambda: None), cards.button("Later", lambda: None, kind="quiet")),
            title="What came back to you",
        )
        self.body.addWidget(cards.beside(missing, back))
        pills = [("Approved", "pine"), ("Needs you", "sun"), ("Waiting", "sky"), ("Revoked", "red"), ("Draft", "soft")]
        self.body.addWidget(flow(*(cards.pill(word, tone) for word, tone in pills)))
        grid = cards.facts(
            {
                "Legal name": "Jordan A. Whitfield",
                "Programme": "National Model Standards 2023, peer support",
                "Since": "3 March 2026",
            }
        )
        self.body.addWidget(
            cards.beside(
                cards.card(grid, title="You"), cards.card(cards.figure("82 h 30 min", "of experience hours count"))
            )
        )


class Charts(Page):
    """All charts."""

    icon = "chart"

    @staticmethod
    def title() -> str:
        return "The picture"

    def build(self) -> None:
        hours = [
            Bar("One-on-one", 40, "40 h"),
            Bar("Recovery group", 22, "22 h"),
            Bar("Online forum", 12, "12 h"),
            Bar("Workshop", 8.5, "8 h 30 min"),
        ]
        months = [
            Point(name, value, f"{value} h")
            for name, value in zip(["Mar", "Apr", "May", "Jun", "Jul", "Aug"], (4, 11, 19, 24, 40, 52), strict=True)
        ]
        goals = [
            Bar("Advocacy", 6, "6 h of 10 h", 10),
            Bar("Mentoring", 12, "12 h of 10 h", 10),
            Bar("Ethics", 0, "0 h of 5 h", 5),
        ]
        stages = [
            Stage("Learning", tuple("ABCDEFG")),
            Stage("Serving", tuple("HIJ")),
            Stage("Stuck", ("K", "L"), "sun"),
            Stage("Ready", ("M",)),
        ]
        spokes = [
            Spoke(name, own, other)
            for name, own, other in (
                ("Listening", 4, 3),
                ("Boundaries", 3, 4),
                ("Sharing own story", 2, 4),
                ("Ethics", 4, 4),
                ("Advocacy", 3, 2),
                ("Self-care", 2, None),
            )
        ]
        pairs = [
            (framed(Bars("Hours by domain", goals)), framed(StackedBar("Hours by setting", hours))),
            (
                framed(Ring("Experience hours", done=82.5, total=120, words="82 h 30 min", below="of 120 h")),
                framed(Line("Hours to date", months, goal=60, goal_words="60 h needed")),
            ),
            (
                framed(Stages("Where everybody is", stages)),
                framed(Radar("Ratings", spokes, most=4, own="Own rating", other="Supervisor’s rating")),
            ),
        ]
        for left, right in pairs:
            self.body.addWidget(cards.beside(left, right, shares=(1, 1)))


class Desk(Page):
    """A long list with details beside it."""

    icon = "check"
    scrolls = False

    @staticmethod
    def title() -> str:
        return "Sign-off desk"

    @staticmethod
    def badge() -> Any:
        return lambda _shelf: 12

    def build(self) -> None:
        columns = [
            Column("Day", lambda note: f"{1 + note[0] % 28} May 2026", sort="day"),
            Column("What", lambda note: note[1], sort="what", stretch=True, icon=lambda _note: ("group", "soft")),
            Column("Time", lambda note: "1 h 30 min", right=True),
        ]
        source = Source(
            ids=lambda shelf, wish: [n for n, text in shelf.notes.items() if wish.filter.lower() in text.lower()],
            rows=lambda shelf, ids: {n: (n, shelf.notes[n]) for n in ids},
        )
        self.table = Table(
            name="Entries", columns=columns, background=self.background, source=source, nothing="Nothing waits for you."
        )
        detail = cards.card(
            cards.pill("Waiting", "sky"),
            cards.facts({"Setting": "Recovery group", "Domain": "Mentoring"}),
            flow(
                cards.button("Approve", lambda: None, icon_name="check", kind="primary"),
                cards.button("Return…", lambda: None, icon_name="return"),
            ),
            title="Evening group",
        )
        self.body.addWidget(details_beside(self.table, detail), 1)

    def refresh(self) -> None:
        self.table.reload()


class Log(Page):
    """Every kind of field."""

    icon = "pen"

    @staticmethod
    def title() -> str:
        return "Log hours"

    def build(self) -> None:
        day = date(2026, 5, 5)
        settings = {"one": "One-on-one", "group": "Recovery group", "forum": "Online forum", "workshop": "Workshop"}
        splitter = fields.split("split", "Split over domains", DOMAINS, total=90, value={"mentoring": 60})
        self.form = Form(
            fields.line("what", "What was it?", hint="Without names of the people you support"),
            fields.day("day", "Day", value=day),
            fields.duration("time", "How long?", value=90),
            fields.choice("setting", "Setting", settings, value="group"),
            fields.choice("where", "Where", {n: f"Place {n}" for n in range(8)}, required=False),
            splitter,
            fields.choices("with", "Also there", {"a": "A supervisor", "b": "Another peer"}, value=["a"]),
            fields.text("notes", "Notes", required=False, most=600, lines=3),
            fields.tick("true", "I was there and this is true."),
            fields.password("passphrase", "Your passphrase"),
            submit="Save and send",
            icon_name="send",
            on_submit=lambda _values: None,
            also=(cards.button("Save for later", lambda: None),),
        )
        self.body.addWidget(cards.card(self.form))
        self.form.submit()


class Lesson(Page):
    """A lesson in the reader."""

    icon = "book"
    scrolls = False

    @staticmethod
    def title() -> str:
        return "Lesson"

    def build(self) -> None:
        reader = Reader("Lesson: Boundaries")
        reader.show_lesson(
            LESSON,
            lambda path: ("image/svg+xml", DRAWING) if path == "drawing.svg" else None,
            where="Page 4 of 9",
            back="Back",
            next="Next",
        )
        self.body.addWidget(reader, 1)


class Nothing(Page):
    """An empty state."""

    icon = "certificate"

    @staticmethod
    def title() -> str:
        return "Certificates"

    def build(self) -> None:
        rows = Rows(
            name="Certificates",
            show=cards.plain,
            nothing=cards.empty(
                "No certificates yet. They come here when a coordinator issues them.",
                cards.button("See what is still missing", lambda: None),
                icon_name="certificate",
            ),
        )
        rows.fill([])
        self.body.addWidget(rows)


PAGES = (Home, Charts, Desk, Log, Lesson, Nothing)


def window(background: Background, folder: Path) -> MainWindow:
    """Return a window with the pages of the gallery."""
    preferences = Preferences.in_folder(folder)
    roles = [RolePages("trainee", "Trainee", PAGES), RolePages("supervisor", "Supervisor", (Desk,))]
    return MainWindow(background, who=None, name="Jordan Whitfield", roles=roles, preferences=preferences)


def settle() -> None:
    """Let everything that is on its way arrive."""
    for _turn in range(6):
        QTest.qWait(40)


def main(folder: Path) -> None:
    """Draw the pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme(app)
    background = Background(Workplace(2500))
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        for text_size in (100, 200):
            theme.wear(scheme=scheme, text_size=text_size)
            shown = window(background, folder)
            shown.resize(QSize(1240, 900))
            shown.show()
            for page in PAGES:
                shown.go(page)
                shown.notices.say("Approved: Tuesday’s group, 2 h.", tone=Tone.DONE, action="Undo", act=lambda: None)
                settle()
                shown.grab().save(str(folder / f"{page.__name__.lower()}-{scheme}-{text_size}.png"))
            dialogs = [
                sign(
                    shown,
                    background,
                    what="You approve 3 entries of Jordan Whitfield, 4 h 30 min in all.",
                    yes="Approve and sign",
                    deed=lambda _s, _p: Done(Changed.NOTHING),
                ),
                confirm(
                    shown,
                    title="Revoke this certificate?",
                    sentence="Whoever checks it will read that it is void.",
                    yes="Revoke it",
                    then=lambda: None,
                ),
            ]
            settle()
            for number, dialog in enumerate(dialogs):
                dialog.grab().save(str(folder / f"dialog{number}-{scheme}-{text_size}.png"))
                dialog.close()
            shown.close()
    background.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
