"""The command `peertrain figures FOLDER`: what a course comes to, as a page of text or as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from peertrain.courseware.compiled import CONVERTER
from peertrain.courseware.compiler import compile_course
from peertrain.courseware.figures import BankFigures, CourseFigures, LessonFigures, course_figures
from peertrain.courseware.folder import require_course
from peertrain.domain.amounts import in_words
from peertrain.domain.curriculum import domain_name
from peertrain.i18n import _


def figures_command(folder: Path, out: TextIO, *, as_json: bool = False) -> int:
    """Print the figures of the course in a folder; raises CourseInvalid where it has mistakes."""
    require_course(folder)
    figures = course_figures(compile_course(folder))
    if as_json:
        json.dump(CONVERTER.unstructure(figures), out, ensure_ascii=False, indent=2)
        print(file=out)
    else:
        print("\n".join(_lines(figures)), file=out)
    return 0


def _lines(figures: CourseFigures) -> Iterator[str]:
    yield _("{title} {version}").format(title=figures.title, version=figures.version)
    yield ""
    yield from _modules(figures)
    yield ""
    yield _("Time")
    share = round(100 * figures.live / figures.minutes) if figures.minutes else 0
    yield from _table(
        [
            [_("In all"), in_words(figures.minutes)],
            [_("Of it together"), _("{time} ({share} %)").format(time=in_words(figures.live), share=share)],
            *([domain_name(domain), in_words(minutes)] for domain, minutes in figures.domains.most_common()),
        ]
    )
    yield ""
    yield from _bank(figures.bank)
    yield ""
    yield _("Reading grades (Flesch-Kincaid)")
    yield from _grades(figures.lessons)


def _modules(figures: CourseFigures) -> Iterator[str]:
    heads = [
        _("Module"), _("Minutes"), _("Together"), _("Lessons"), _("Words"), _("Pictures"), _("Questions"),
        _("Role plays"),
    ]  # fmt: skip
    rows: list[list[str]] = [
        [
            one.title, str(one.minutes), str(one.live), str(len(one.lessons)), f"{one.words:,}", str(one.pictures),
            str(one.questions), str(one.role_plays),
        ]
        for one in figures.modules
    ]  # fmt: skip
    columns = [
        sum(one.minutes for one in figures.modules), sum(one.live for one in figures.modules), len(figures.lessons),
        sum(one.words for one in figures.modules), sum(one.pictures for one in figures.modules),
        figures.bank.questions, sum(one.role_plays for one in figures.modules),
    ]  # fmt: skip
    yield from _table([heads, *rows, [_("In all"), *(f"{number:,}" for number in columns)]])


def _bank(bank: BankFigures) -> Iterator[str]:
    yield _("Questions")
    places = ", ".join(f"{place}: {count}" for place, count in sorted(bank.positions.items()))
    yield from _table(
        [
            [_("In all"), f"{bank.questions:,}"],
            [_("By type"), _counts(bank.types)],
            [_("By intended difficulty"), _counts(bank.difficulties)],
            [_("By domain"), _counts({domain_name(one): count for one, count in bank.domains.items()})],
            [
                _("Place of the key"),
                _("{places} (of {count} single choices)").format(places=places, count=bank.choices),
            ],
            [_("Key is the longest"), _share(bank.longest, bank.choices)],
            [_("Key is the shortest"), _share(bank.shortest, bank.choices)],
            [_("Competencies examined"), str(len(bank.competencies))],
            [_("By competency"), _counts(bank.competencies)],
        ]
    )


def _grades(lessons: Sequence[LessonFigures]) -> Iterator[str]:
    heads = [_("Lesson"), _("Words"), _("Grade"), _("Plain: words"), _("Plain: grade")]
    yield from _table(
        [
            heads,
            *(
                [
                    one.id, str(one.words), f"{one.grade:.1f}", "-" if one.twin_words is None else str(one.twin_words),
                    "-" if one.twin_grade is None else f"{one.twin_grade:.1f}",
                ]
                for one in lessons
            ),
        ]
    )  # fmt: skip


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in Counter(counts).most_common())


def _share(part: int, whole: int) -> str:
    return _("{part} of {whole} ({share} %)").format(
        part=part, whole=whole, share=round(100 * part / whole) if whole else 0
    )


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows with their columns in line: words to the left, and numbers, from the second column, to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    counts = len(widths) > 2
    for row in rows:
        first, rest = row[0].ljust(widths[0]), row[1:]
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)] if counts else list(rest)
        yield "  " + "  ".join([first, *cells]).rstrip()
