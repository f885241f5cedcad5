"""An organisation's own programmes while they are written: they lie on a coordinator's desk until they are adopted."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from peertrain.courseware.competencies import load_competencies
from peertrain.courseware.programme_text import FieldPath, Tree, Wrong, file_text, read_tree, tree_of
from peertrain.domain.changes import Changed, Done
from peertrain.domain.competencies import Competency
from peertrain.domain.errors import Refused
from peertrain.domain.programmes import AdoptedProgramme, Programme, programme_key
from peertrain.i18n import _
from peertrain.places import shipped
from peertrain.storage.lists.learning import adopted_courses
from peertrain.workplace.seat import Seat

__all__ = ["FieldPath", "Tree", "Wrong", "file_text", "read_tree", "tree_of"]

SHELF = "programmes"


@dataclass(frozen=True, slots=True)
class OwnProgramme:
    """A programme on the desk: what its file says so far, and the programme itself where nothing is wrong in it."""

    id: str
    tree: Tree
    programme: Programme | None = None
    adopted: bool = False

    @property
    def title(self) -> str:
        return str(self.tree.get("title") or _("A programme without a title"))


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving: the programme, where nothing is wrong in it and it can be adopted, or all that is wrong."""

    programme: Programme | None
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """What a programme can name: competencies, and the modules of adopted courses by (course, module)."""

    competencies: tuple[Competency, ...]
    modules: Mapping[tuple[str, str], str]


def offers(seat: Seat) -> Offers:
    """Return what a programme of this organisation can name."""
    known = {
        (course.course_id, module.id): module.title
        for course in adopted_courses(seat.connection)
        if course.in_use
        for module in course.modules
    }
    return Offers(load_competencies(shipped("curricula", "competencies.yaml")), known)


def own_programmes(seat: Seat) -> tuple[OwnProgramme, ...]:
    """Return the programmes on the desk of the person at work, by title."""
    found = [_own(seat, id, tree) for id, tree in seat.desk.items(SHELF)]
    return tuple(sorted(found, key=lambda one: (one.title, one.id)))


def own_programme(seat: Seat, *, id: str) -> OwnProgramme:
    """Return a programme on the desk."""
    tree = seat.desk.get(SHELF, id)
    if not isinstance(tree, dict):
        raise Refused(_("This programme is no longer on your desk."))
    return _own(seat, id, tree)


def copy(seat: Seat, *, programme: Programme) -> Done[str]:
    """Put a copy of a programme on the desk, to be changed; return its id there."""
    seat.check_coordinator()
    id = str(uuid4())
    seat.desk.put(SHELF, id, tree_of(programme))
    words = _("A copy of {title} is on your desk. Nobody else sees it until it is adopted.")
    return Done(Changed.PROGRAMMES, words.format(title=programme.title), id)


def keep(seat: Seat, *, id: str, tree: Tree) -> Done[None]:
    """Keep what is being written as it is."""
    seat.check_coordinator()
    seat.desk.put(SHELF, id, tree)
    return Done(Changed.PROGRAMMES)


def save(seat: Seat, *, id: str, tree: Tree) -> Done[Saved]:
    """Keep what is written, also with mistakes in it, and return everything that is wrong."""
    keep(seat, id=id, tree=tree)
    programme, wrong = read_tree(tree)
    wrong += _taken(seat, tree)
    return Done(Changed.PROGRAMMES, "", Saved(None if wrong else programme, wrong))


def remove(seat: Seat, *, id: str) -> Done[OwnProgramme]:
    """Take a programme from the desk and return it, so that it can be put back."""
    own = own_programme(seat, id=id)
    seat.desk.remove(SHELF, id)
    return Done(Changed.PROGRAMMES, value=own)


def put_back(seat: Seat, *, own: OwnProgramme) -> Done[None]:
    """Put a programme back on the desk."""
    seat.desk.put(SHELF, own.id, own.tree)
    return Done(Changed.PROGRAMMES, _("“{title}” is on your desk again.").format(title=own.title))


def _own(seat: Seat, id: str, tree: Tree) -> OwnProgramme:
    programme, _wrong = read_tree(tree)
    known = _adopted(seat, tree)
    if known is None:
        return OwnProgramme(id, tree, programme)
    return OwnProgramme(id, tree, None, known.programme == programme)


def _adopted(seat: Seat, tree: Tree) -> AdoptedProgramme | None:
    """Return what is in the record already under the id and the version that a tree gives."""
    return seat.picture.find(AdoptedProgramme, programme_key(str(tree.get("id")), str(tree.get("version"))))


def _taken(seat: Seat, tree: Tree) -> tuple[Wrong, ...]:
    if _adopted(seat, tree) is None:
        return ()
    sentence = _("This version has been adopted, and an adopted version never changes. Give the changed rules another.")
    return (Wrong(("version",), sentence),)
