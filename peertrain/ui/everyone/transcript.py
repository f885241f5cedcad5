"""A transcript: everything that the record says of a trainee on a programme, to look at, print and save."""

from peertrain.domain.changes import Changed
from peertrain.i18n import _
from peertrain.services import transcripts
from peertrain.services.transcripts import Paper, Transcript
from peertrain.ui.kit.cards import plain, way_back
from peertrain.ui.kit.combo import Combo
from peertrain.ui.kit.document_view import DocumentView
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.workplace.seat import Seat


class TranscriptPage(Page):
    """Go here with `trainee_id`; the trainee, their supervisors and the coordinators may."""

    icon = "table"
    in_rail = False
    watches = (
        Changed.LEARNING | Changed.HOURS | Changed.MEETINGS | Changed.RATINGS | Changed.ATTESTATIONS
        | Changed.CERTIFICATES | Changed.PEOPLE
    )  # fmt: skip

    @staticmethod
    def title() -> str:
        return _("Transcript")

    def show_where(self, *, trainee_id: str = "") -> None:
        self._trainee_id = trainee_id

    def build(self) -> None:
        self._programme = Combo(_("Programme"))
        self._paper = Combo(_("Paper"), {Paper.LETTER: _("Letter"), Paper.A4: _("A4")})
        for one in (self._programme, self._paper):
            one.chosen.connect(lambda _key: self._ask())
        self._document = DocumentView(self)
        self._nothing = plain("", "soft")
        back = way_back(_("Back"), self.context.back)
        words = _("What the signed record says today: training, hours, meetings, ratings, declarations, certificates.")
        chosen = flow(self._programme, self._paper, gap=16)
        for part in (back, plain(words, "soft"), chosen, self._nothing, self._document):
            self.body.addWidget(part)
        self._document.hide()

    def refresh(self) -> None:
        trainee_id = self._trainee_id
        self.background.ask(
            self, lambda seat: transcripts.programmes_of(seat, trainee_id=trainee_id), self._take_programmes
        )

    def _take_programmes(self, titles: dict[str, str]) -> None:
        self._programme.fill(titles)
        self._programme.setVisible(len(titles) > 1)
        self._document.setVisible(bool(titles))
        self._nothing.setVisible(not titles)
        self._nothing.setText(_("There is no transcript yet: a coordinator has to enrol the trainee on a programme."))
        if titles:
            self._ask()

    def _ask(self) -> None:
        trainee_id, programme_id = self._trainee_id, self._programme.value()

        def question(seat: Seat) -> Transcript:
            return transcripts.transcript_of(seat, trainee_id=trainee_id, programme_id=programme_id)

        self.background.ask(self, question, self._draw)

    def _draw(self, found: Transcript) -> None:
        paper = self._paper.value()
        name = _("Transcript of {name}").format(name=found.legal_name)
        self.set_title(name)
        file = f"{name} {found.made_on.isoformat()}.pdf"
        self.background.render(
            self,
            lambda _progress: transcripts.draw(found, paper=paper),
            lambda pdf: self._document.show_document(pdf, name=name, file=file),
        )
