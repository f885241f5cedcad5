"""Draws every page of every role and the entrance, with the sample organisation in them: `python -m tests.pictures DIR`."""

import argparse
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from peertrain.app import Program
from peertrain.file_types.freedesktop import FreeDesktop
from peertrain.file_types.opener import Opener
from peertrain.record.passphrases import new_recovery_code
from peertrain.sample.organisation import SignIn
from peertrain.sample.people import PEOPLE as EVERYBODY
from peertrain.ui.entrance.entrance import Entrance
from peertrain.ui.entrance.joining import Joined, joined_card
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.theme import Scheme
from peertrain.ui.main_window import MainWindow
from peertrain.ui.roles import roles_of
from tests.picture_guests import somebody_joins
from tests.picture_scenes import SCENES, Scene
from tests.sample_organisation import Sample, shared_sample

PEOPLE = {"coordinator": "Ruth", "supervisor": "Dana", "trainee": "Miguel"}
LOOKS = tuple(product((Scheme.LIGHT, Scheme.DARK), (100, 200)))
WINDOW = QSize(1180, 780)
HIGHEST = 4000

PICTURED = tuple(SignIn(one.name, one.passphrase, one.role, str(one.stage or one.role)) for one in EVERYBODY[:9])
JOINED = Joined("Miguel", "Harbor Recovery Alliance", "0FA3 99C2 1B7D 5E60 8A44 D1C7 33F0 92BE", "Miguel Ángel Reyes")
GOLDEN = Path(__file__).parent / "documents" / "golden"


def _check_with_card(entrance: Entrance) -> None:
    for file in ("harbor-1.peertrain-organisation", "certificate-1.pdf"):
        entrance.take_file(GOLDEN / file)


VIEWS: dict[str, Callable[[Entrance], object]] = {
    "first-start": Entrance.show_first_start,
    "founding": Entrance.show_founding,
    "joining": lambda entrance: entrance.show_joining(Path("Miguel.peertrain-invitation")),
    "joined": lambda entrance: entrance.show_choose_passphrase(JOINED.name, joined_card(JOINED)),
    "checking": Entrance.show_checking,
    "checked": _check_with_card,
    "sign-in": Entrance.show_sign_in,
    "forgotten": Entrance.show_recover,
    "choose-passphrase": lambda entrance: entrance.show_choose_passphrase("Miguel"),
    "recovery-code": lambda entrance: entrance.show_recovery_code("Miguel", new_recovery_code()),
    "sample": lambda entrance: entrance._made(PICTURED),
    "trouble": lambda entrance: entrance.show_trouble("The data on this computer is damaged. Do not go on working."),
}


class Photographer:
    """Puts the program before the camera in every look."""

    def __init__(self, sample: Sample, album: Path, *, only: str, whole: bool, width: int) -> None:
        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        self.sample, self.album, self.only, self.whole = sample, album, only.casefold(), whole
        self.size = QSize(width, WINDOW.height())
        self.program = Program(application, sample.folder)
        self.program.preferences.opener = Opener(FreeDesktop(sample.folder / "share"), ("peertrain", "open"))
        self.taken: list[Path] = []

    def entrance(self) -> None:
        """Take the views of the entrance and the curtain."""
        entrance = self.program.entrance
        self.program.start()
        for name, show in VIEWS.items():
            if self._wanted("entrance", name):
                show(entrance)
                self._settle()
                self._take(entrance, "entrance", name)

    def role(self, role: str) -> None:
        """Take the pages of a role."""
        with self._window_of(PEOPLE[role]) as window:
            for page in self._pages(window):
                self._take(window, role, page)

    def scene(self, scene: Scene) -> None:
        """Take a page that another page opens."""
        if not self._wanted(scene.role, scene.name):
            return
        with self._window_of(scene.person, with_guest=scene.with_guest) as window:
            if scene.before is not None:
                self.program.late.here.write(scene.before)
            window.go(scene.page, **self.program.late.here.read(scene.where))
            self._settle()
            if scene.then is not None:
                scene.then(window.page())
                self._settle()
            self._take(window, scene.role, scene.name)

    @contextmanager
    def _window_of(self, name: str, *, with_guest: bool = False) -> Iterator[MainWindow]:
        self.program.late.here.sign_in(name, self.sample.passphrases[name])
        if with_guest:
            somebody_joins(self.program.late.here, passphrase=self.sample.passphrases[name])
        who = self.program.late.here.read(lambda seat: seat.person)
        window = MainWindow(
            self.program.background, who=who, name=name, roles=roles_of(who.active_roles),
            preferences=self.program.preferences,
        )  # fmt: skip
        window.resize(self.size)
        window.show()
        yield window
        window.close()
        window.deleteLater()
        self._settle()

    def _pages(self, window: MainWindow) -> Iterator[str]:
        """Show one page after the other; yields its name when it is there."""
        for role in window._roles:
            for page in role.pages:
                if self._wanted(role.role, _called(page)):
                    window.go(page)
                    self._settle()
                    yield _called(page)

    def _wanted(self, role: str, page: str) -> bool:
        return self.only in f"{role}-{page}"

    def _take(self, window: QWidget, role: str, name: str) -> None:
        for scheme, size in LOOKS:
            self.program.theme.wear(scheme=scheme, text_size=size)
            window.resize(self.size)
            self._settle()
            if self.whole:
                window.resize(self.size.width(), min(self.size.height() + _hidden(window), HIGHEST))
                self._settle()
            file = self.album / f"{role}-{name}-{scheme}-{size}.png"
            window.grab().save(str(file))
            self.taken.append(file)
        self.program.theme.wear(scheme=Scheme.LIGHT, text_size=100)

    def _settle(self) -> None:
        """Wait until nothing is under way, twice: what is shown may ask for more, such as a page of a PDF."""
        quiet = 0
        while quiet < 2:
            _wait(60)
            quiet = 0 if self.program.background.is_busy() else quiet + 1

    def close(self) -> None:
        self.program.leave()


def _wait(milliseconds: int) -> None:
    """Let the program run; Qt's own wait for tests would let no other thread run meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _called(page: type[Page]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", page.__name__.removesuffix("Page")).lower()


def _hidden(window: QWidget) -> int:
    """Return how much of what is shown lies below the edge."""
    return max(
        (area.verticalScrollBar().maximum() for area in window.findChildren(QScrollArea) if area.isVisible()), default=0
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("album", type=Path, help="the folder for the pictures")
    parser.add_argument("--page", default="", help="part of a name such as trainee-home; everything without it")
    parser.add_argument("--sample", type=Path, help="a folder in which the sample organisation is kept between runs")
    parser.add_argument("--whole", action="store_true", help="as high as the page is, not only what fits the window")
    parser.add_argument("--width", type=int, default=WINDOW.width(), help="of the window, such as 760")
    options = parser.parse_args()
    options.album.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        made = shared_sample(options.sample or Path(place, "sample"))
        camera = Photographer(
            made.copied_to(Path(place, "copy")), options.album, only=options.page, whole=options.whole,
            width=options.width,
        )  # fmt: skip
        camera.entrance()
        for role in PEOPLE:
            camera.role(role)
        for scene in SCENES:
            camera.scene(scene)
        camera.close()
    print(f"{len(camera.taken)} pictures in {options.album}")


if __name__ == "__main__":
    main()
