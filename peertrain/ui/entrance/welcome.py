"""What a computer on which PeerTrain is new offers: to found, to join, to check a certificate, to look around, to bring back."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from peertrain.i18n import _
from peertrain.ui.kit.cards import button, card, plain
from peertrain.ui.kit.flow import flow

Deed = Callable[[], object]


def first_choices(
    found: Deed, join: Deed, check: Deed, try_sample: Deed, begin_with_backup: Deed
) -> tuple[QWidget, ...]:
    """Return the five ways to begin, below one sentence on what PeerTrain is."""
    return (
        plain(_("From the first lesson to a certificate that proves itself. No server is needed."), "lead"),
        card(
            plain(_("For a coordinator who sets PeerTrain up. It takes two minutes.")),
            flow(button(_("Found an organisation"), found, icon_name="home", kind="primary")),
            title=_("Begin with your organisation"),
        ),
        card(
            plain(_("For whoever was sent an invitation: a file, and five words told separately.")),
            flow(button(_("I have an invitation"), join, icon_name="send")),
            title=_("Join an organisation"),
        ),
        card(
            plain(_("For whoever was shown one, such as an employer. Nothing has to be set up for it.")),
            flow(button(_("Check a certificate"), check, icon_name="shield")),
            title=_("Is a certificate genuine?"),
        ),
        card(
            plain(_("Twenty-four made-up people at every stage, in a temporary place. Nothing of it stays.")),
            flow(button(_("Try the sample organisation"), try_sample, icon_name="people")),
            title=_("Look around first"),
        ),
        card(
            plain(_("For a new computer, or after a loss: choose the folder of one backup.")),
            flow(button(_("Begin with a backup…"), begin_with_backup, icon_name="restore")),
            title=_("Bring your organisation back"),
        ),
    )
