"""The evidence of one trainee: behind each requirement, the entries that count with their days, and those that do not."""

from peertrain.domain.people import Role
from peertrain.i18n import _
from peertrain.services.certification import Candidate
from peertrain.ui.everyone.transcript import TranscriptPage
from peertrain.ui.kit.cards import button, card, facts, plain, refill
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.standing_list import StandingList
from peertrain.ui.kit.standing_words import Turn, groups, summary


class EvidencePage(Page):
    """Go here with the `candidate` whose evidence is looked at."""

    icon = "list"
    in_rail = False

    @staticmethod
    def title() -> str:
        return _("Evidence")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.coordinator.certify import CertifyPage

        return CertifyPage

    def show_where(self, *, candidate: Candidate | None = None) -> None:
        if candidate is not None:
            self._candidate = candidate
            self.go_stale()

    def refresh(self) -> None:
        one = self._candidate
        self.set_title(_("Evidence: {name}").format(name=one.name))
        shown = StandingList()
        shown.show_groups(groups(one.standing, _turns()))
        person, programme = one.case.facts.person, one.case.programme
        known = {
            _("Legal name"): person.legal_name,
            _("Programme"): _("{title}, version {version}").format(title=programme.title, version=programme.version),
        }
        back = button(_("Back"), self.context.back, icon_name="arrow-left", kind="quiet")
        whole = button(
            _("Look at the transcript"),
            lambda: self.context.go(TranscriptPage, trainee_id=person.id),
            icon_name="table",
        )
        refill(
            self.body,
            [flow(back, whole), card(facts(known), plain(summary(one.standing), "lead")), card(shown)],
        )  # fmt: skip


def _turns() -> dict[str, Turn]:
    return {
        Role.TRAINEE: Turn(_("With the trainee"), "sky", _("the trainee")),
        Role.SUPERVISOR: Turn(_("With the supervisor"), "sky", _("the supervisor")),
        Role.COORDINATOR: Turn(_("Your turn"), "sun", _("you")),
    }
