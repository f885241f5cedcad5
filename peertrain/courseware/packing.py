"""The command `peertrain pack FOLDER FILE`: a course as one file, signed by its author."""

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from peertrain.courseware.archive import LARGEST, author_in, pack
from peertrain.courseware.command import check_command
from peertrain.courseware.compiler import named_course
from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.places import COURSE_SUFFIX
from peertrain.record import atomic
from peertrain.record.author_keys import AuthorKey, author_name, make_author_key, open_author_key


def pack_command(folder: Path, file: Path, *, key: Callable[[], AuthorKey], out: TextIO) -> int:
    """Write a course without mistakes into a file, signed with a key that is asked for only then; return 0.

    Where there are mistakes, print them and return 1.
    """
    if file.suffix != COURSE_SUFFIX:
        raise Refused(_("Let the name of the file end in {suffix}.").format(suffix=COURSE_SUFFIX))
    if found := check_command(folder, out):
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


def author_key(file: Path, name: str | None, typed: Callable[[str], str]) -> AuthorKey:
    """Return the author's key of this computer, made now where there is none; `typed` asks for a passphrase."""
    kept = author_name(file)
    if not kept:
        if name is None:
            raise Refused(_('Name the author who signs, such as: --author "Maria Example"'))
        passphrase = typed(_("A new passphrase for your key as an author: "))
        if typed(_("The same passphrase once more: ")) != passphrase:
            raise Refused(_("The two passphrases differ. Nothing was written; try again."))
        return make_author_key(file, name=name, passphrase=passphrase)
    if name not in {None, kept}:
        raise Refused(_("The key on this computer is that of {name}. Leave out --author.").format(name=kept))
    return open_author_key(file, typed(_("Passphrase of {name} as an author: ").format(name=kept)))
