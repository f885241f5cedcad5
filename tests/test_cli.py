"""The commands as people and other programs meet them: what they print and their exit codes."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from peertrain import __version__
from peertrain.cli import main, with_open
from peertrain.commands import parser_of_commands
from peertrain.domain.people import Person
from peertrain.places import HOME, shipped
from peertrain.record.passphrases import LOWEST_COST
from peertrain.services import certificates
from peertrain.storage.engine import connect
from peertrain.storage.store import FILE
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace
from tests.office import PASSPHRASES, Office
from tests.sample_organisation import Sample
from tests.teaching import small_course

Type = Callable[[str], None]
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Type:
    """Put a line on the standard input, as `echo … | peertrain …` does."""
    return lambda line: monkeypatch.setattr(sys, "stdin", io.StringIO(f"{line}\n"))


@pytest.fixture
def organisation(tmp_path: Path) -> Path:
    """The data folder of Dana's organisation."""
    office = Office(tmp_path / "data")
    office.workplace.lock()
    return office.folder


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--version")
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"PeerTrain {__version__}\n"


@pytest.mark.parametrize("data", [[], ["--data", "elsewhere"]], ids=["usual", "elsewhere"])
def test_a_file_alone_is_opened_also_on_another_data_folder(tmp_path: Path, data: list[str]) -> None:
    file = str(tmp_path / "work.ptp")
    Path(file).touch()
    for arguments in ([*data, file], [file, *data]):
        options = parser_of_commands().parse_args(with_open(arguments))
        assert (options.command.__name__, options.file, options.data) == (
            "_window",
            Path(file),
            Path(data[1]) if data else None,
        )
    assert with_open(["verify", file]) == ["verify", file]


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run("fly")
    assert ended.value.code == 2
    assert "fly" in capsys.readouterr().err


def test_a_reader_who_has_seen_enough_ends_a_command_quietly(tmp_path: Path) -> None:
    small_course(tmp_path)
    command = [sys.executable, "-m", "peertrain", "figures", str(tmp_path / "small-1.0.0")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_a_workbook_and_a_handbook_are_made_of_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_course(tmp_path)
    folder, file = tmp_path / "small-1.0.0", tmp_path / "book.pdf"
    for command in (["workbook", "--plain"], ["handbook", "--paper", "a4", "--module", "empathy"]):
        assert run(*command, folder, file) == 0
        assert capsys.readouterr().out == f"{file} is made.\n"
        assert file.read_bytes().startswith(b"%PDF-1.7")
        file.unlink()
    assert run("handbook", folder, file, "--module", "pity") == 2
    assert "no module “pity”" in capsys.readouterr().err
    assert run("workbook", folder, tmp_path / "nowhere" / "book.pdf") == 2
    assert "cannot be written" in capsys.readouterr().err


def test_check_passes_every_course_and_programme_that_is_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    course = shipped("curricula", "peer-specialist-core")
    programme = shipped("curricula", "programmes", "peertrain-foundations.yaml")
    assert (run("check", course), run("check", programme)) == (0, 0)
    assert capsys.readouterr().out.count("no mistakes") == 2


def test_check_names_file_and_line_of_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "programme.yaml"
    file.write_text("id: Not An Id\ntitle: 7\n", encoding="utf-8")
    assert run("check", file) == 1
    assert f"{file.name}:1" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "check --watch", "figures", "pack", "workbook", "handbook"])
def test_what_cannot_be_read_is_2_and_mistakes_are_1(
    tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    endings = {"pack": ["book.ptcourse", "--author", "Uma Ten"], "workbook": ["book.pdf"], "handbook": ["book.pdf"]}
    rest = [str(tmp_path / one) if "." in one else one for one in endings.get(command, [])]
    small_course(tmp_path)
    folder = tmp_path / "small-1.0.0"
    passphrase = "correct wooden spoon lantern"
    for wrong, said in ((tmp_path / "nowhere", "does not exist"), (tmp_path, "There is no course in")):
        typed(f"{passphrase}\n{passphrase}")
        assert run("--data", tmp_path / "data", *command.split(), wrong, *rest) == 2
        heard = capsys.readouterr()
        assert (said in heard.err, heard.out) == (True, "")
    if command != "check --watch":  # which goes on until Ctrl+C
        (folder / "curriculum.yaml").write_text("format: 2\n", encoding="utf-8")
        typed(f"{passphrase}\n{passphrase}")
        assert run("--data", tmp_path / "data", *command.split(), folder, *rest) == 1
        assert "curriculum.yaml" in "".join(capsys.readouterr())


def test_a_book_that_would_not_end_in_pdf_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_course(tmp_path)
    for command, name in (("workbook", "book.txt"), ("handbook", "book")):
        assert run(command, tmp_path / "small-1.0.0", tmp_path / name) == 2
        assert "end in .pdf" in capsys.readouterr().err
        assert not (tmp_path / name).exists()


def test_record_verify_takes_the_passphrase_from_the_standard_input(
    organisation: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(PASSPHRASES["Dana"])
    assert run("--data", organisation, "record", "verify", "--name", "Dana") == 0
    assert "Everything in the record is right: entries 1, checkpoints 1, documents 0." in capsys.readouterr().out


def test_record_verify_names_what_is_wrong(organisation: Path, typed: Type, capsys: pytest.CaptureFixture[str]) -> None:
    workplace = Workplace(organisation)
    workplace.sign_in("Dana", PASSPHRASES["Dana"])
    key = workplace._inside().secrets["database"]
    workplace.lock()
    record = connect(organisation / HOME / FILE, key)
    record.execute("UPDATE people SET legal_name = 'Somebody Else'")
    record.commit()
    record.close()
    typed(PASSPHRASES["Dana"])
    assert run("--data", organisation, "record", "verify", "--name", "Dana") == 1
    assert "table “people” shows" in capsys.readouterr().out


def test_a_wrong_passphrase_is_refused_with_exit_code_2(
    organisation: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("wrong words altogether")
    assert run("--data", organisation, "record", "verify", "--name", "Dana") == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "The name or the passphrase is not right.\n")


def test_a_folder_without_an_organisation_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--data", tmp_path, "backup", "--name", "Dana") == 2
    assert str(tmp_path) in capsys.readouterr().err


def test_record_alone_says_what_to_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("record") == 2
    assert "peertrain record verify" in capsys.readouterr().err


def test_backup_makes_one_that_counts(organisation: Path, typed: Type, capsys: pytest.CaptureFixture[str]) -> None:
    typed(PASSPHRASES["Dana"])
    assert run("--data", organisation, "backup", "--name", "Dana") == 0
    (made,) = Workplace(organisation).kept_backups()
    assert made.name in capsys.readouterr().out


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("name", "answer"),
    [("Łukasz", (0, "VALID")), ("Walter", (1, "EXPIRED")), ("Kevin", (1, "REVOKED"))],
)
def test_verify_answers_with_its_exit_code(
    sample: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, answer: tuple[int, str]
) -> None:
    file = tmp_path / "certificate.pdf"
    file.write_bytes(_certificate_of(sample, name))
    code, headline = answer
    assert run("--data", sample.folder, "verify", file) == code
    assert capsys.readouterr().out.startswith(f"{headline}\n")
    card = sample.folder / HOME / "organisation.peertrain-organisation"
    assert run("--data", tmp_path, "verify", file, "--organisation", card) == code


@pytest.mark.timeout(400)
def test_verify_tells_an_altered_certificate_and_one_that_it_cannot_judge(
    sample: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "certificate.pdf"
    content = bytearray(_certificate_of(sample, "Łukasz"))
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert run("--data", sample.folder, "verify", file) == 1
    assert capsys.readouterr().out.startswith("ALTERED\n")
    file.write_bytes(_certificate_of(sample, "Łukasz"))
    assert run("--data", tmp_path, "verify", file) == 2
    assert run("--data", tmp_path, "verify", tmp_path / "nothing.pdf") == 2


def _certificate_of(sample: Sample, name: str) -> bytes:
    """Return the newest certificate of somebody, read by a coordinator."""
    workplace = Workplace(sample.folder, cost=LOWEST_COST)
    workplace.sign_in("Ruth", sample.passphrases["Ruth"])
    try:
        return workplace.read(lambda seat: _newest(seat, name))
    finally:
        workplace.lock()


def _newest(seat: Seat, name: str) -> bytes:
    for one in certificates.issued(seat):
        person = seat.picture.find(Person, one.person_id)
        if person is not None and person.preferred_name == name and not one.replaced_by:
            return certificates.document(seat, certificate_id=one.id)
    raise AssertionError(f"{name} holds no certificate")


def _program(*arguments: str | Path, platform: str = "offscreen") -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, "-m", "peertrain", *map(str, arguments)], cwd=ROOT, env=environment, timeout=300, check=False,
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.timeout(400)
def test_demo_tells_the_journey_and_leaves_a_certificate_that_verifies(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    told = _program("demo", folder)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(" 1. ")
    assert "VALID" in told.stdout
    (card,) = folder.glob("*.peertrain-organisation")
    assert run("--data", tmp_path, "verify", folder / "certificate.pdf", "--organisation", card) == 0
    again = _program("demo", folder)
    assert again.returncode == 1
    assert "is not empty" in again.stdout


@pytest.mark.timeout(400)
def test_the_self_test_opens_every_page_and_finds_nothing_wrong() -> None:
    tested = _program("self-test")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    lines = tested.stdout.splitlines()
    assert lines[0] == f"PeerTrain {__version__}"
    assert lines[-1] == "Everything works."
    assert tested.stderr == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="this system always has a screen")
def test_where_there_is_no_screen_the_window_says_so(tmp_path: Path) -> None:
    asked = _program("--data", tmp_path, platform="")
    assert (asked.returncode, asked.stdout) == (2, "")
    assert asked.stderr.startswith("There is no screen here")
    assert not list(tmp_path.iterdir())


def test_a_new_course_with_one_more_module_passes_the_check_and_the_strict_one_once_it_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = tmp_path / "my-course"
    assert (run("new", "course", course), run("new", "module", course, "listening-well")) == (0, 0)
    assert (run("check", course), run("check", "--strict", course)) == (0, 1)
    said = capsys.readouterr().out
    assert "no mistakes" in said
    assert "“summary: Say here in one or two sentences" in said
    assert "word for word what first-module.first-lesson says" in said
    assert run("new", "course", course) == 2
    assert "is there already" in capsys.readouterr().err


def test_new_alone_says_what_to_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new") == 2
    assert "peertrain new course" in capsys.readouterr().err
