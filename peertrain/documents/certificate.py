"""The page of a certificate: landscape, dignified, readable in grey, with nothing on it that its facts do not say."""

from dataclasses import dataclass

from peertrain.documents.blocks import (
    Block,
    Column,
    Type,
    height_of,
    shrunk,
    space,
    stack,
    table_head,
    table_row,
    words,
)
from peertrain.documents.facts import Amount, CertificateFacts, Kind, day_in_words
from peertrain.documents.fonts import Face, width
from peertrain.documents.logo import Logo
from peertrain.documents.ornament import border, diamond_rule
from peertrain.documents.paper import Paper
from peertrain.documents.qr import qr
from peertrain.documents.sheet import Align, Colour, Drawn, Sheet
from peertrain.domain.amounts import in_words
from peertrain.domain.errors import Refused
from peertrain.i18n import _

_SIDE, _TOP, _BOTTOM = 66.0, 54.0, 52.0
_RIGHT_COLUMN = 106.0
_QUIET = 8.7
"""White around a QR code of this size: four of its modules, as scanners expect."""
_SCALES = tuple(percent / 100 for percent in range(100, 62, -3))


def draw_certificate(
    facts: CertificateFacts, *, code: str, paper: Paper, language: str = "en", logo: Logo | None = None
) -> Drawn:
    """Return the drawn page; it is refused when it cannot be printed on one page at a size that can be read."""
    for scale in _SCALES:
        page = _Page(Sheet(paper.value, language=language), facts, code, logo, scale)
        upper, lower = page.upper(), page.lower()
        if height_of(upper) + height_of(lower) <= page.room:
            border(page.sheet)
            stack([*upper, *lower], top=page.sheet.height - _TOP, bottom=_BOTTOM)
            return page.sheet.finish()
    raise Refused(
        _("The certificate does not fit on one page. Shorten the statement of what was assessed, or join domains.")
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """A certificate laid out at one scale."""

    sheet: Sheet
    facts: CertificateFacts
    code: str
    logo: Logo | None
    scale: float

    @property
    def room(self) -> float:
        return self.sheet.height - _TOP - _BOTTOM

    @property
    def middle(self) -> float:
        return self.sheet.width / 2

    @property
    def measure(self) -> float:
        return self.sheet.width - 2 * _SIDE

    def upper(self) -> list[Block]:
        """Who certifies what of whom."""
        facts, scale = self.facts, self.scale
        version = _("Version {version}").format(version=facts.programme_version)
        return [
            *self._letterhead(),
            space(6 * scale, stretch=3),
            self._centred("H1", _heading(facts.kind), 33, face=Face.SERIF_LIGHT, colour=Colour.PINE),
            space(3 * scale, stretch=2),
            self._centred("P", _("This is to certify that"), 12, colour=Colour.SOFT),
            space(1 * scale, stretch=1),
            self._name(),
            space(3 * scale),
            diamond_rule(self.sheet, middle=self.middle, length=210 * scale),
            space(5 * scale, stretch=1),
            self._centred("P", _verb(facts.kind), 12, colour=Colour.SOFT),
            space(1 * scale, stretch=1),
            self._title(),
            self._centred("P", version, 9.5, face=Face.SANS, colour=Colour.SOFT),
            space(6 * scale, stretch=1.5),
            self._sentence(),
            space(6 * scale, stretch=1),
            self._centred("P", facts.assessed, 10.5, measure=min(self.measure, 590)),
            space(9 * scale, stretch=4),
        ]

    def lower(self) -> list[Block]:
        """The hours, the signature, the number and the code, side by side."""
        left, right = self._left(), self._right()
        height = max(height_of(left), height_of(right))

        def draw(top: float) -> None:
            stack(left, top=top, bottom=top - height)
            stack(right, top=top, bottom=top - height)

        return [Block(height, draw)]

    # The upper half

    def _centred(
        self,
        role: str,
        text: str,
        size: float,
        *,
        face: Face = Face.SERIF,
        colour: Colour = Colour.INK,
        measure: float | None = None,
    ) -> Block:
        type = Type(size * self.scale, face, colour, Align.CENTRE)
        return words(self.sheet, role, text, type, x=self.middle, measure=measure or self.measure)

    def _letterhead(self) -> list[Block]:
        facts = self.facts
        blocks = [self._centred("P", facts.organisation_name, 15, face=Face.SERIF_SEMIBOLD)]
        if facts.organisation_address:
            blocks.append(self._centred("P", facts.organisation_address, 9, face=Face.SANS, colour=Colour.SOFT))
        if self.logo is not None:
            blocks = [self._logo(self.logo), space(3 * self.scale), *blocks]
        return blocks

    def _logo(self, logo: Logo) -> Block:
        height = 42 * self.scale
        across = min(height * logo.width / logo.height, 200.0)
        height = across * logo.height / logo.width

        def draw(top: float) -> None:
            box = (self.middle - across / 2, top - height, self.middle + across / 2, top)
            alt = _("Logo of {organisation}").format(organisation=self.facts.organisation_name)
            self.sheet.picture(logo.png, box, alt=alt)

        return Block(height, draw)

    def _name(self) -> Block:
        name = self.facts.legal_name
        size = shrunk(name, Face.SERIF_SEMIBOLD, size=36, least=25, measure=self.measure)
        return self._centred("P", name, size, face=Face.SERIF_SEMIBOLD)

    def _title(self) -> Block:
        title = self.facts.programme_title
        size = shrunk(title, Face.SERIF_SEMIBOLD, size=19, least=15, measure=self.measure)
        return self._centred("P", title, size, face=Face.SERIF_SEMIBOLD)

    def _sentence(self) -> Block:
        """The sentence that nobody may overlook stands on a ground between two rules."""
        text = self._centred("P", self.facts.sentence, 11, face=Face.SANS_SEMIBOLD, measure=self.measure - 40)
        inner = 4.5 * self.scale
        across = min(self.measure, width(self.facts.sentence, Face.SANS_SEMIBOLD, 11 * self.scale) + 40)
        left, right = self.middle - across / 2, self.middle + across / 2

        def draw(top: float) -> None:
            bottom = top - text.height - 2 * inner
            self.sheet.ground((left, bottom, right, top), Colour.GROUND)
            for y in (top, bottom):
                self.sheet.line(left, y, right, y, colour=Colour.PINE, weight=0.7)
            text.draw(top - inner)

        return Block(text.height + 2 * inner, draw)

    # The lower half

    def _left(self) -> list[Block]:
        return [self._tables(), space(10 * self.scale, stretch=1), *self._signature()]

    def _tables(self) -> Block:
        facts = self.facts
        across = self.measure - _RIGHT_COLUMN - 30
        training = [*_rows(facts.training), _Row(_("Training hours in all"), facts.training_minutes, strong=True)]
        if facts.live_minutes:
            training.append(_Row(_("of these, live with a facilitator"), facts.live_minutes))
        first = self._table(_("Training hours by domain"), training, x=_SIDE, across=across * 0.53)
        service = _rows(facts.experience)
        if service:
            service.append(_Row(_("Experience hours in all"), facts.experience_minutes, strong=True))
        if facts.supervision_minutes:
            service.append(_Row(_("Supervision hours"), facts.supervision_minutes, strong=True))
        if not service:
            return first
        second = self._table(_("Experience hours by setting"), service, x=_SIDE + across * 0.58, across=across * 0.42)

        def draw(top: float) -> None:
            first.draw(top)
            second.draw(top)

        return Block(max(first.height, second.height), draw)

    def _table(self, title: str, rows: list["_Row"], *, x: float, across: float) -> Block:
        size = 9.3 * self.scale
        amount = 62 * self.scale
        columns = [
            Column(title, 0, across - amount - 4),
            Column(_("Time"), across - amount, across, Align.RIGHT),
        ]
        blocks = [table_head(self.sheet, columns, x=x, size=size)]
        for row in rows:
            cells = [row.label, in_words(row.minutes)]
            blocks.append(table_row(self.sheet, columns, cells, x=x, size=size, strong=row.strong))

        def draw(top: float) -> None:
            with self.sheet.element("Table"):
                stack(blocks, top=top, bottom=top - height_of(blocks))

        return Block(height_of(blocks), draw)

    def _signature(self) -> list[Block]:
        facts, scale, across = self.facts, self.scale, 260.0

        def line(text: str, size: float, face: Face, colour: Colour) -> Block:
            return words(self.sheet, "P", text, Type(size * scale, face, colour), x=_SIDE, measure=across)

        signed = _("Signed electronically on {day}").format(day=day_in_words(facts.signed_on))
        rule = Block(4, lambda top: self.sheet.line(_SIDE, top - 1, _SIDE + across, top - 1, colour=Colour.INK))
        return [
            line(facts.signatory_name, 14, Face.SERIF, Colour.INK),
            rule,
            line(f"{facts.signatory_title}, {facts.organisation_name}", 9, Face.SANS, Colour.INK),
            line(signed, 9, Face.SANS, Colour.SOFT),
        ]

    def _right(self) -> list[Block]:
        facts, x = self.facts, self.sheet.width - _SIDE - _RIGHT_COLUMN
        expires = _("Does not expire") if facts.expires_on is None else day_in_words(facts.expires_on)
        details = [
            (_("Certificate number"), facts.number),
            (_("Issued"), day_in_words(facts.issued_on)),
            (_("Valid until"), expires),
        ]
        if facts.reissued_on is not None:
            details.insert(2, (_("Reissued on"), day_in_words(facts.reissued_on)))
        caption = Type(8 * self.scale, Face.SANS, Colour.SOFT)
        return [
            *(self._detail(label, value, x) for label, value in details),
            space(_QUIET, stretch=1),
            self._qr(x),
            space(_QUIET - caption.size * 0.2),
            words(self.sheet, "Caption", _("Check this code with PeerTrain"), caption, x=x, measure=_RIGHT_COLUMN),
        ]

    def _detail(self, label: str, value: str, x: float) -> Block:
        scale = self.scale
        small = Type(8 * scale, Face.SANS, Colour.SOFT)
        size = shrunk(value, Face.SANS_SEMIBOLD, size=10.5 * scale, least=7 * scale, measure=_RIGHT_COLUMN)
        above = words(self.sheet, "Span", label + " ", small, x=x, measure=_RIGHT_COLUMN)
        below = words(self.sheet, "Span", value, Type(size, Face.SANS_SEMIBOLD), x=x, measure=_RIGHT_COLUMN)

        def draw(top: float) -> None:
            with self.sheet.element("P"):
                stack([above, below], top=top, bottom=top - above.height - below.height)

        return Block(above.height + below.height + 1.5 * scale, draw)

    def _qr(self, x: float) -> Block:
        alt = _("QR code with the signed number, dates and holder of this certificate")
        return qr(self.sheet, self.code, x=x, side=_RIGHT_COLUMN, alt=alt)


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    minutes: int
    strong: bool = False


def _rows(amounts: tuple[Amount, ...]) -> list[_Row]:
    return [_Row(amount.label, amount.minutes) for amount in amounts]


def _heading(kind: Kind) -> str:
    return _("Certificate of Completion") if kind is Kind.COMPLETION else _("Certification")


def _verb(kind: Kind) -> str:
    return _("has completed") if kind is Kind.COMPLETION else _("has met every requirement of")
