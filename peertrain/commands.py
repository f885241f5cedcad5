"""The commands: what stands behind each word on the command line, and the window where a file or none is named."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from peertrain import __version__
from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.places import is_founded
from peertrain.starting import data_folder, open_window

if TYPE_CHECKING:
    from peertrain.workplace.workplace import Workplace

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def parser_of_commands() -> argparse.ArgumentParser:
    """Return what reads a command line; `command` of what it returns is the function that runs it."""
    parser = argparse.ArgumentParser(
        prog="peertrain", description=_("Training and certification of peer support specialists.")
    )
    parser.add_argument("--version", action="version", version=f"PeerTrain {__version__}")
    parser.add_argument("--data", type=Path, default=None, help=_("the folder in which your organisation is kept"))
    parser.add_argument("--demo", action="store_true", help=_("open a sample organisation in a temporary place"))
    parser.set_defaults(command=_window)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"))
    _add_verify(commands)
    _add_check(commands)
    _add_new(commands)
    _add_pack(commands)
    figures = _add(commands, "figures", _figures, _("count what a course comes to: words, time, grades, questions"))
    figures.add_argument("folder", type=Path, help=_("the folder of a course"))
    figures.add_argument("--json", action="store_true", help=_("as JSON, for another program"))
    _add_books(commands)
    parts = _add_group(commands, "record", _("the record of your organisation"), example="record verify")
    verify = _add(parts, "verify", _verify_record, _("check the whole record and name the first thing wrong"))
    backup = _add(commands, "backup", _back_up, _("make a backup of your organisation and verify it"))
    for one in (verify, backup):
        one.add_argument("--name", help=_("the name you sign in with; asked for where it is missing"))
    _add_hub(commands)
    _add(commands, "demo", _demo, _("play the whole journey in a new folder, without a window")).add_argument(
        "folder", type=Path, help=_("a new folder, in which the certificate is left")
    )
    _add(commands, "self-test", _self_test, _("open every page, issue and verify a certificate, print versions"))
    opened = _add(commands, "open", _window, _("open the window with a file: an invitation, a packet, a certificate"))
    opened.add_argument("file", type=Path, nargs="?", help=_("the file; its name alone does, without “open”"))
    types = _add(commands, "file-types", _file_types, _("let a double click open PeerTrain's files, or no longer"))
    types.add_argument("do", choices=["register", "remove"], help=_("what to do with the types, for yourself alone"))
    commands.add_parser("compile-course").set_defaults(command=_compile_course)  # without help: it is not for people
    return parser


def _add(
    commands: "Commands",
    name: str,
    command: Callable[[argparse.Namespace], int],
    about: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=about)
    parser.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser.set_defaults(command=command)
    return parser


def _add_group(commands: "Commands", name: str, about: str, *, example: str) -> "Commands":
    """Return what takes the commands of a group; without one of them `example` is named."""
    group = _add(commands, name, _no_command, about)
    group.set_defaults(example=example)
    return group.add_subparsers(title=_("commands"), metavar=_("COMMAND"))


def _add_verify(commands: "Commands") -> None:
    about = _("say whether a certificate is valid: exit code 0 valid, 1 not valid, 2 cannot tell")
    verify = _add(commands, "verify", _verify, about)
    verify.add_argument("file", help=_("a certificate as PDF, its credential, or the text of its printed code"))
    verify.add_argument("--organisation", type=Path, help=_("the card that the organisation publishes"))
    verify.add_argument("--name", default="", help=_("the legal name on the paper, to compare with a printed code"))


def _add_check(commands: "Commands") -> None:
    about = _("list every mistake in a course or a programme file: exit code 0 none, 1 mistakes, 2 cannot be read")
    check = _add(commands, "check", _check, about)
    check.add_argument("folder", type=Path, help=_("the folder of a course, or the file of a programme"))
    check.add_argument("--strict", action="store_true", help=_("let advice count as mistakes do"))
    check.add_argument("--watch", action="store_true", help=_("check at each save, until Ctrl+C"))


def _add_pack(commands: "Commands") -> None:
    about = _("write a course into one file, signed as its author; asks for the passphrase of your key")
    packed = _add(commands, "pack", _pack, about)
    packed.epilog = _(
        "The passphrase is typed, or given as a line of the standard input. The first time, when your key is made, it is "
        "a new one, and it is asked for twice: type it twice, or give it in two lines."
    )
    packed.add_argument("folder", type=Path, help=_("the folder of a course"))
    packed.add_argument("file", type=Path, help=_("the file to write, such as my-course.ptcourse"))
    packed.add_argument("--author", help=_("the name under which you publish; needed the first time only"))


def _add_new(commands: "Commands") -> None:
    about = _("begin to write a course or a module, from a small example")
    parts = _add_group(commands, "new", about, example="new course")
    course = _add(parts, "course", _new_course, _("write a course with one module into a new folder"))
    course.add_argument("folder", type=Path, help=_("a new folder; its name is the id of the course"))
    module = _add(parts, "module", _new_module, _("write a module into a course, and list it"))
    module.add_argument("folder", type=Path, help=_("the folder of a course"))
    module.add_argument("id", help=_("the id of the module, such as listening-well"))


def _add_books(commands: "Commands") -> None:
    workbook = _add(commands, "workbook", _workbook, _("make a course's workbook for trainees, as a PDF to print"))
    workbook.add_argument(
        "--plain", action="store_true", help=_("from the lessons in plain language, where there are any")
    )
    handbook = _add(commands, "handbook", _handbook, _("make a course's handbook for facilitators, with all answers"))
    for one in (workbook, handbook):
        one.add_argument("folder", type=Path, help=_("the folder of a course"))
        one.add_argument("file", type=Path, help=_("the PDF to write"))
        one.add_argument(
            "--module", action="append", default=[], metavar="ID", help=_("only this one; may be repeated")
        )
        one.add_argument("--paper", choices=["letter", "a4"], default="letter", help=_("the paper to print on"))


def _add_hub(commands: "Commands") -> None:
    about = _("a PostgreSQL server that keeps the packets of organisations")
    parts = _add_group(commands, "hub", about, example="hub init")
    init = _add(parts, "init", _make_hub, _("make a database the hub, or bring it up to date; packets stay"))
    first = _add(parts, "organisation", _first_login, _("make the connection of an organisation's first coordinator"))
    for one in (init, first):
        one.add_argument("url", help=_("such as postgresql://admin@hub.example.org/peertrain; PGPASSWORD is used"))
        one.add_argument(
            "--certificate", type=Path, help=_("the authority (PEM) that the server's certificate is from")
        )
    first.add_argument("--host", default="", help=_("the name of the server as others reach it, if it is another one"))
    first.add_argument("--port", type=int, default=0, help=_("its port, likewise"))
    member = _add(parts, "member", _hub_member, _("as a coordinator, make a connection for a person, or end theirs"))
    member.add_argument("person", help=_("the name of the person"))
    member.add_argument("--end", action="store_true", help=_("end every login that the person has at the hub"))
    member.add_argument("--name", help=_("the name you sign in with; asked for where it is missing"))


def _window(options: argparse.Namespace) -> int:
    return open_window(options.data, demo=options.demo, file=getattr(options, "file", None))


def _verify(options: argparse.Namespace) -> int:
    from peertrain.documents.command import verify_command
    from peertrain.places import HOME
    from peertrain.services.trust import anchors_in

    return verify_command(
        options.file,
        organisation_card=options.organisation,
        trusted=anchors_in(data_folder(options.data) / HOME),
        today=datetime.now().astimezone().date(),
        out=sys.stdout,
        legal_name=options.name,
    )


def _check(options: argparse.Namespace) -> int:
    from peertrain.courseware.command import check_command, check_programme_command
    from peertrain.courseware.watching import watch_command

    if options.watch:
        return watch_command(options.folder, sys.stdout)
    if not options.folder.is_file():
        return check_command(options.folder, sys.stdout, strict=options.strict)
    return check_programme_command(options.folder, sys.stdout)


def _workbook(options: argparse.Namespace) -> int:
    from peertrain.services.books import draw_workbook

    return _make_book(options, partial(draw_workbook, plainly=options.plain))


def _handbook(options: argparse.Namespace) -> int:
    from peertrain.services.books import draw_handbook

    return _make_book(options, draw_handbook)


def _make_book(options: argparse.Namespace, draw: Callable[..., bytes]) -> int:
    from peertrain.courseware.compiler import compile_course
    from peertrain.courseware.folder import require_course
    from peertrain.record import atomic
    from peertrain.services.books import Paper, with_modules

    if options.file.suffix.casefold() != ".pdf":
        raise Refused(_("A book is a PDF. Let the name of the file end in {suffix}.").format(suffix=".pdf"))
    require_course(options.folder)
    course = with_modules(compile_course(options.folder), options.module)
    today = datetime.now().astimezone().date()
    pdf = draw(course, paper=Paper[options.paper.upper()], made_on=today, report=lambda _share, _at: None)
    try:
        atomic.write(options.file, pdf)
    except OSError as error:
        raise Refused(
            _("{file} cannot be written: {reason}.").format(file=options.file, reason=error.strerror)
        ) from error
    print(_("{file} is made.").format(file=options.file))
    return 0


def _new_course(options: argparse.Namespace) -> int:
    from peertrain.courseware.beginning import new_course_command

    return new_course_command(options.folder, sys.stdout)


def _new_module(options: argparse.Namespace) -> int:
    from peertrain.courseware.beginning import new_module_command

    return new_module_command(options.folder, options.id, sys.stdout)


def _pack(options: argparse.Namespace) -> int:
    from peertrain.courseware.packing import author_key, missing_for_key, pack_command, passphrases_asked
    from peertrain.record.author_keys import FILE

    kept = data_folder(options.data) / FILE
    lines = None if sys.stdin.isatty() else [sys.stdin.readline() for _time in range(passphrases_asked(kept))]
    given = iter(lines or ())
    typed = _typed if lines is None else lambda _prompt: next(given).rstrip("\n")
    return pack_command(
        options.folder, options.file, key=lambda: author_key(kept, options.author, typed), out=sys.stdout,
        missing=missing_for_key(kept, options.author, lines),
    )  # fmt: skip


def _typed(prompt: str) -> str:
    """Return a passphrase from the keyboard, unseen, or a line of the standard input."""
    import getpass

    if sys.stdin.isatty():
        return str(getpass.getpass(prompt))
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _figures(options: argparse.Namespace) -> int:
    from peertrain.courseware.figures_command import figures_command

    return figures_command(options.folder, sys.stdout, as_json=options.json)


def _verify_record(options: argparse.Namespace) -> int:
    from peertrain.services import record

    with _signed_in(options) as workplace:
        verified = workplace.read(record.verify)
    counts = _("entries {entries}, checkpoints {checkpoints}, documents {documents}").format(
        entries=verified.entries, checkpoints=verified.checkpoints, documents=verified.documents
    )
    print(_("Everything in the record is right: {counts}.").format(counts=counts) if verified.right else verified.wrong)
    return 0 if verified.right else 1


def _back_up(options: argparse.Namespace) -> int:
    with _signed_in(options) as workplace:
        made = workplace.back_up(_("asked for"))
    print(_("Backup {name} made and verified: {entries} entries.").format(name=made.name, entries=made.entries))
    return 0


def _make_hub(options: argparse.Namespace) -> int:
    from peertrain.exchange.command import init_command

    return init_command(options.url, certificate=options.certificate, out=sys.stdout)


def _first_login(options: argparse.Namespace) -> int:
    from peertrain.exchange.command import organisation_command

    return organisation_command(
        options.url,
        certificate=options.certificate,
        host=options.host,
        port=options.port,
        out=sys.stdout,
        beside=sys.stderr,
    )


def _hub_member(options: argparse.Namespace) -> int:
    from peertrain.services import hub

    with _signed_in(options) as workplace:
        person_id = workplace.read(lambda seat: hub.person_called(seat, options.person)).id
        if options.end:
            print(hub.end_logins(workplace, person_id=person_id).said)
            return 0
        made = hub.connection_for(workplace, person_id=person_id)
    print(made.said, file=sys.stderr)
    print(made.value.line if made.value else "")
    return 0


@contextmanager
def _signed_in(options: argparse.Namespace) -> "Iterator[Workplace]":
    from peertrain.record.holding import hold
    from peertrain.workplace.workplace import Workplace

    folder = data_folder(options.data)
    if not is_founded(folder):
        raise Refused(_("There is no organisation in {folder}.").format(folder=folder))
    with hold(folder):
        workplace = Workplace(folder)
        name = options.name or input(_("Name: "))
        workplace.sign_in(name, _typed(_("Passphrase: ")))
        try:
            yield workplace
        finally:
            workplace.lock()


def _demo(options: argparse.Namespace) -> int:
    from peertrain.sample.journey import tell_journey

    return tell_journey(options.folder, now=datetime.now(UTC), out=sys.stdout)


def _compile_course(_options: argparse.Namespace) -> int:
    from peertrain.courseware.isolation import serve

    serve(sys.stdin, sys.stdout)
    return 0


def _file_types(options: argparse.Namespace) -> int:
    from peertrain.file_types.command import file_types_command

    return file_types_command(options.do, data_folder(options.data), sys.stdout)


def _self_test(_options: argparse.Namespace) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from peertrain.selftest import self_test

    return self_test(sys.stdout)


def _no_command(options: argparse.Namespace) -> int:
    print(_("Name what to do, such as: peertrain {example}").format(example=options.example), file=sys.stderr)
    return 2
