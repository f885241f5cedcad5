"""The glossary of a course: reads its terms, and links the first place in each lesson where one of them stands."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from html.parser import HTMLParser

from peertrain.courseware.compiled import GlossaryTerm, Lesson, Module
from peertrain.courseware.fields import Fields
from peertrain.i18n import _

LONGEST_MEANING = 600
SCHEME = "term:"
"""How the address of a link to a term begins."""

_PASSED_OVER = frozenset(["h2", "h3", "a", "blockquote"])
_PASSED_OVER_CLASSES = frozenset(["caption", "pull-heading", "pull-words"])
_EMPTY = frozenset(["img", "br"])


def term_id(term: str) -> str:
    """Return the id of a term, which its words give."""
    return "-".join(re.findall(r"[\w']+", _key(term)))


def read_glossary(fields: Fields, lessons: Collection[str]) -> tuple[GlossaryTerm, ...]:
    """Return the terms in `fields` in the order of the alphabet; `lessons` are the ids of the course's lessons."""
    seen: dict[str, int] = {}
    found = tuple(_term(one, lessons, seen) for one in fields.records("terms"))
    fields.close()
    return tuple(sorted(found, key=lambda one: one.term.casefold()))


def _term(fields: Fields, lessons: Collection[str], seen: dict[str, int]) -> GlossaryTerm:
    term = fields.line_of_text("term")
    if term and not term_id(term):
        fields.notes.add(fields.line("term"), _("This term holds no letter."), _("Write a word, or remove it."))
    forms = fields.words("forms", optional=True)
    for text, line in [(term, fields.line("term")), *((form.text, form.line) for form in forms)]:
        _note_twice(text, line, seen, fields)
    return GlossaryTerm(
        term_id(term),
        term,
        tuple(form.text for form in forms),
        fields.text("meaning", longest=LONGEST_MEANING),
        fields.known_word(
            "lesson",
            lessons.__contains__,
            _("The course has no lesson “{word}”."),
            _("Write the id of the lesson that teaches it, such as empathy.what-empathy-is."),
        ),
    )


def _note_twice(text: str, line: int, seen: dict[str, int], fields: Fields) -> None:
    key = _key(text)
    if key and key in seen:
        fields.notes.add(
            line,
            _("“{text}” stands here twice.").format(text=text[:60]),
            _("Keep one of the two; the first is on line {line}.").format(line=seen[key]),
        )
    seen.setdefault(key, line)


def link_terms(module: Module, terms: Sequence[GlossaryTerm]) -> Module:
    """Return a module in whose lessons each term is a link where it stands first in running text."""
    if not terms:
        return module
    words = _Words(terms)
    return replace(module, lessons=tuple(_linked(lesson, words) for lesson in module.lessons))


def _linked(lesson: Lesson, words: "_Words") -> Lesson:
    twin = lesson.twin and replace(lesson.twin, html=_Linker(words).link(lesson.twin.html))
    return replace(lesson, html=_Linker(words).link(lesson.html), twin=twin)


class _Words:
    """What the terms of a glossary look like in a text, the longest form first."""

    def __init__(self, terms: Sequence[GlossaryTerm]) -> None:
        self._ids = {_key(form): term.id for term in terms for form in (term.term, *term.forms)}
        forms = sorted({form for term in terms for form in (term.term, *term.forms)}, key=len, reverse=True)
        self.pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(_as_written, forms))})(?![\w-])")

    def id_of(self, found: str) -> str:
        return self._ids[_key(found)]


def _key(text: str) -> str:
    """Return what is the same for all ways to write a form: capitals, hyphens, the end of a line, apostrophes."""
    return " ".join(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("-", " ").split())


def _as_written(form: str) -> str:
    """Return the pattern of a form; capitals inside a word, as in WRAP, have to be there."""
    words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", form)).replace("'", "['\u2019]")
    return words if form[1:] != form[1:].lower() else f"(?i:{words})"


class _Linker(HTMLParser):
    """Copies the checked HTML of a lesson, and makes each term a link where it stands first."""

    def __init__(self, words: _Words) -> None:
        super().__init__(convert_charrefs=False)
        self._words = words
        self._out: list[str] = []
        self._open: list[bool] = []
        self._linked: set[str] = set()

    def link(self, html: str) -> str:
        self.feed(html)
        self.close()
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._out.append(self.get_starttag_text() or "")
        if tag not in _EMPTY:
            self._open.append(tag in _PASSED_OVER or dict(attrs).get("class") in _PASSED_OVER_CLASSES)

    def handle_endtag(self, tag: str) -> None:
        self._out.append(f"</{tag}>")
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._out.append(data if any(self._open) else self._words.pattern.sub(self._link, data))

    def handle_entityref(self, name: str) -> None:
        self._out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._out.append(f"&#{name};")

    def _link(self, found: re.Match[str]) -> str:
        id = self._words.id_of(found[0])
        if id in self._linked:
            return found[0]
        self._linked.add(id)
        return f'<a href="{SCHEME}{id}">{found[0]}</a>'
