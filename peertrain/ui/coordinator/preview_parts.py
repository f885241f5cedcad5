"""What stands on the page of a preview: reflections, what a lesson comes to, and what is wrong in words."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from peertrain.courseware.contrast import TextContrast
from peertrain.domain.amounts import in_words
from peertrain.domain.learning import ItemKind
from peertrain.i18n import _, ngettext
from peertrain.services import previews
from peertrain.ui.everyone.remarks import take_care
from peertrain.ui.kit.cards import card, facts, heading, plain
from peertrain.ui.kit.findings import Finding


def part_name(part: previews.Shown) -> str:
    """Name a part of a course in the list of all."""
    step = part.step
    if step is None:
        return _("{module}: guide for the live session").format(module=part.module.title)
    if step.kind is ItemKind.CHECK:
        return _("{module}: check").format(module=part.module.title)
    words = {ItemKind.LESSON: _("{module}: {title}"), ItemKind.REFLECTION: _("{module}: reflection, {title}")}
    return words[step.kind].format(module=part.module.title, title=step.title)


def reflection_parts(part: previews.Shown) -> list[QWidget]:
    """Return a reflection as its trainee finds it, without the page to write on."""
    one = part.reflection
    if one is None:
        return []
    care = [take_care(one.take_care)] if one.take_care else []
    return [heading(one.title), card(plain(one.prompt.strip())), *care]


def measures_card(part: previews.Shown, contrasts: Mapping[str, TextContrast | None]) -> QWidget | None:
    """Return what a lesson comes to; nothing for other parts."""
    lesson = part.lesson
    if lesson is None:
        return None
    found = previews.measured(lesson, contrasts)
    one = found.figures
    pairs: dict[str, str | QWidget] = {
        _("Words"): f"{one.words:,}",
        _("Reading time"): _("{read} at {pace} words a minute; {stated} stated").format(
            read=in_words(found.minutes), pace=previews.WORDS_A_MINUTE, stated=in_words(one.minutes)
        ),
        _("Reading grade"): f"{one.grade:.1f}",
    }
    if one.twin_words is not None and one.twin_grade is not None and found.twin_minutes is not None:
        pairs[_("In plain words")] = _("{words} words, {read}, grade {grade}").format(
            words=f"{one.twin_words:,}", read=in_words(found.twin_minutes), grade=f"{one.twin_grade:.1f}"
        )
    else:
        pairs[_("In plain words")] = _("not written")
    pairs[_("Pictures")] = _pictures(found)
    if found.pictures:
        pairs[_("Contrast in pictures")] = _contrast(found)
    return card(facts(pairs), title=_("What this lesson comes to"))


def _pictures(found: previews.Measured) -> str:
    if not found.pictures:
        return _("none")
    short = found.short_alternatives
    if not short:
        return _("{count}, each with words that say what it shows").format(count=found.pictures)
    words = ngettext(
        "{count}; this alternative says little: {short}", "{count}; these alternatives say little: {short}", len(short)
    )
    return words.format(count=found.pictures, short=", ".join(_("“{words}”").format(words=one) for one in short))


def _contrast(found: previews.Measured) -> str:
    """Say how well the texts in the pictures can be read, and of which pictures nobody can say it."""
    one, said = found.faintest, []
    if one is not None:
        words = (
            _("{ratio} : 1 at “{words}”, where {needed} : 1 can be read by most.")
            if one.is_faint
            else _("{ratio} : 1 or more; the least at “{words}”.")
        )
        said.append(words.format(ratio=one.figures, words=one.words, needed=f"{one.needed:g}"))
    elif not found.unknown:
        said.append(_("No text stands in them."))
    if found.unknown:
        said.append(_("Not known for {names}: look yourself.").format(names=", ".join(found.unknown)))
    return " ".join(said)


def finding(one: previews.Mistake) -> Finding:
    """Return a mistake or an advice as it stands in the list: what is wrong, where it is, and what to do."""
    where = _("{path}, line {line}").format(path=one.path, line=one.line)
    sign, kind = ("info", _("Advice")) if one.advice else ("warning", _("Mistake"))
    return Finding(sign, kind, ((one.what, False),), ((where, False),), ((one.how, False),), one)


def part_of_file(path: str, ids: set[str]) -> str:
    """Return the id of the part that a file of the course fills, "" where none is known."""
    pieces = path.split("/")
    if len(pieces) < 3 or pieces[0] != "modules":
        return ""
    module, name = pieces[1], pieces[-1].partition(".")[0]
    wanted = f"{module}.{name}"
    return wanted if wanted in ids else next((id for id in sorted(ids) if id.startswith(f"{module}.")), "")
