"""The command `peertrain pack FOLDER FILE`: a course as one file, signed by its author."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from peertrain.courseware.archive import LARGEST, author_in, pack
from peertrain.courseware.command import check_command
from peertrain.courseware.compiler import named_course
from peertrain.courseware.folder import require_course
from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.places import COURSE_SUFFIX
from peertrain.record import atomic
from peertrain.record.author_keys import (
    LONGEST_NAME,
    AuthorKey,
    author_name,
    is_author_name,
    make_author_key,
    open_author_key,
)


def pack_command(
    folder: Path, file: Path, *, key: Callable[[], AuthorKey], out: TextIO, missing: Sequence[str] = ()
) -> int:
    """Write a course without mistakes into a file, signed with a key that is asked for only then; return 0.

    Everything that is in the way is said at once: mistakes are printed, and alone return 1; a wrong name of the file
    and what is `missing` for the key are refused.
    """
    require_course(folder)
    wrong = [*_wrong_place(file), *missing]
    found = check_command(folder, out)
    if wrong:
        raise Refused("\n".join(wrong))
    if found:
        return found
    archive = pack(folder, signed_by=key())
    if len(archive) > LARGEST:
        raise Refused(_("The course is too large for one file. Leave out some pictures."))
    try:
        atomic.write(file, archive)
    except OSError as error:
        raise Refused(_("{file} cannot be written: {reason}.").format(file=file, reason=error.strerror)) from error
    (id, version), author = named_course(folder), author_in(archive)
    if author is not None:
        said = _("{file} holds {course} {version}, signed by {author}. The six words of the key: {words}.")
        print(
            said.format(file=file, course=id, version=version, author=author.name, words=author.words),
            _("Tell whoever installs it these words by another way, such as the telephone."),
            sep="\n",
            file=out,
        )
    return 0


def _wrong_place(file: Path) -> Iterator[str]:
    if file.suffix != COURSE_SUFFIX:
        yield _("Let the name of the file end in {suffix}.").format(suffix=COURSE_SUFFIX)
    if not file.parent.is_dir():
        yield _("{file} cannot be written: there is no folder {folder}.").format(file=file, folder=file.parent)


# The key


def passphrases_asked(kept: Path) -> int:
    """Return how often a passphrase is asked for: twice where the author's key has still to be made."""
    return 1 if author_name(kept) else 2


def missing_for_key(kept: Path, name: str | None, lines: Sequence[str] | None) -> list[str]:
    """Return in sentences what stands between an author and the key; `lines` are what no terminal has typed."""
    owner, wrong = author_name(kept), list[str]()
    if not owner and name is None:
        wrong.append(_('Name the author who signs, such as: --author "Maria Example"'))
    elif not owner and not is_author_name(name or ""):
        wrong.append(_("Give the name under which you publish, at most {most} characters.").format(most=LONGEST_NAME))
    elif owner and name not in {None, owner}:
        wrong.append(_("The key on this computer is that of {name}. Leave out --author.").format(name=owner))
    if lines is not None and not all(lines):
        wrong.append(
            _("The passphrase of your key as an author is missing. Give it as a line of the standard input.")
            if owner
            else _(
                "The new passphrase for your key as an author is missing. Give it in two lines of the standard input, "
                "the same in both."
            )
        )
    return wrong


def author_key(kept: Path, name: str | None, typed: Callable[[str], str]) -> AuthorKey:
    """Return the author's key of this computer, made now where there is none; `typed` asks for a passphrase."""
    owner = author_name(kept)
    if owner:
        return open_author_key(kept, typed(_("Passphrase of {name} as an author: ").format(name=owner)))
    passphrase = typed(_("A new passphrase for your key as an author: "))
    if typed(_("The same passphrase once more: ")) != passphrase:
        raise Refused(_("The two passphrases differ. Nothing was written; try again."))
    return make_author_key(kept, name=name or "", passphrase=passphrase)
