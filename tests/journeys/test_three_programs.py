"""Three programs, three folders, three processes: from an invitation to a certificate, over each carrier."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from peertrain.exchange.hub_setup import first_login, make_hub
from tests.exchange.postgres import Server

ROOT = Path(__file__).resolve().parent.parent.parent


class Program:
    """A program of one person, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.journeys.person", str(folder)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __getattr__(self, what: str) -> Any:
        return lambda **how: self._tell(what, how)

    def _tell(self, what: str, how: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([what, how]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"the program ended while it was told to {what}"
        return json.loads(answer)

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


class Trio:
    """Ruth, Dana and Miguel, each at a program of their own, and what carries packets between them."""

    def __init__(self, folder: Path, ids: dict[str, str]) -> None:
        """`ids` holds those who have come in here before; the others join."""
        self.folder = folder
        self.programs = {name: Program(folder / name) for name in ("Ruth", "Dana", "Miguel")}
        self.ids = dict(ids)
        for name in ids:
            self[name].enter(name=name)
        self._files = 0

    def __getitem__(self, name: str) -> Program:
        return self.programs[name]

    def join(self, name: str, legal_name: str, role: str, supervisors: list[str]) -> None:
        file = str(self.folder / f"{name}.peertrain-invitation")
        invited = self["Ruth"].invite(name=name, legal_name=legal_name, role=role, supervisors=supervisors, file=file)
        self.ids[name] = invited["person_id"]
        self[name].join(file=file, words=invited["words"], name=name)

    def begin(self) -> None:
        """Let Ruth found, and both others join; what is between Ruth and them goes by hand."""
        self.ids["Ruth"] = self["Ruth"].found()
        self.join("Dana", "Dana Whitehorse", "supervisor", [])
        self.by_hand("Dana", "Ruth")
        self.join("Miguel", "Miguel Ángel Reyes", "trainee", [self.ids["Dana"]])
        self.by_hand("Miguel", "Ruth")
        self.by_hand("Ruth", "Dana")
        words = self["Ruth"].confirm_keys()
        assert set(words) == {"Dana", "Miguel"}

    def by_hand(self, giver: str, taker: str) -> None:
        """Carry a file from one to another."""
        self._files += 1
        file = str(self.folder / f"{self._files}.ptp")
        self[giver].send(to_id=self.ids[taker], file=file)
        came = self[taker].take(file=file)
        assert (came["held"], came["rejected"], came["warnings"]) == (0, 0, []), came

    def play(self, carry: Any) -> None:
        """Let everybody do their part in turn; `carry` brings what one has done to the next."""
        order = self["Ruth"].order(ids=self.ids)
        names = {person_id: name for name, person_id in self.ids.items()}
        turns = [0, *(at for at in range(1, len(order)) if order[at][1] != order[at - 1][1]), len(order)]
        for first, last in pairwise(turns):
            who = names[order[first][1]]
            self[who].play(ids=self.ids, first=first, last=last)
            for name, program in self.programs.items():
                if name != who:
                    program.at(moment=order[last - 1][0])
            if last < len(order):
                carry(who, names[order[last][1]])

    def end(self, carry: Any) -> None:
        """Let Ruth issue the certificate, and everybody see that it verifies."""
        for name in ("Miguel", "Dana"):
            carry(name, "Ruth")
        assert self["Ruth"].standing() == []
        certificate, card = self.folder / "certificate.pdf", self.folder / "harbor.peertrain-organisation"
        assert self["Ruth"].certify(file=str(certificate), card=str(card)) == "valid"
        carry("Ruth", "Miguel")
        copy = self.folder / "mine.pdf"
        assert self["Miguel"].save_certificate(file=str(copy)) == "valid"
        assert copy.read_bytes() == certificate.read_bytes()
        command = [sys.executable, "-m", "peertrain", "verify", str(copy), "--organisation", str(card)]
        assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0

    def close(self) -> None:
        for program in self.programs.values():
            program.close()

    def go_through(self, carry: Any) -> None:
        self.play(carry)
        self.end(carry)

    def round_of(self, *names: str) -> None:
        """Let people exchange by themselves, once each."""
        for name in names:
            came = self[name].round()
            assert (came["held"], came["rejected"], came["warnings"], came["trouble"]) == (0, 0, [], ""), came


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return a folder in which the three have joined, and their ids."""
    trio = Trio(tmp_path_factory.mktemp("trio"), {})
    try:
        trio.begin()
        for program in trio.programs.values():
            program.lock()
    finally:
        trio.close()
    return trio.folder, trio.ids


@pytest.fixture
def trio(begun: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Trio]:
    folder, ids = begun
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    made = Trio(tmp_path, ids)
    yield made
    made.close()


@pytest.fixture
def hub_url() -> Iterator[str]:
    """Return the administrator's address of a hub on a server of its own."""
    server = Server()
    make_hub(server.url(), certificate=None)
    yield server.url()
    server.stop()


@pytest.mark.timeout(300)
def test_from_an_invitation_to_a_certificate_with_files_alone(trio: Trio) -> None:
    trio.go_through(trio.by_hand)


@pytest.mark.timeout(300)
def test_from_an_invitation_to_a_certificate_through_a_shared_folder(trio: Trio, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    for program in trio.programs.values():
        program.use_folder(folder=str(shared))
    trio.go_through(trio.round_of)


@pytest.mark.timeout(300)
def test_from_an_invitation_to_a_certificate_through_a_hub(trio: Trio, hub_url: str) -> None:
    trio["Ruth"].use_hub(connection=first_login(hub_url, certificate=None).text)
    for name in ("Dana", "Miguel"):
        trio[name].use_hub(connection=trio["Ruth"].connection_for(person_id=trio.ids[name]))
    trio.go_through(trio.round_of)
