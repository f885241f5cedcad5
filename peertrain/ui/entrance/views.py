"""What the entrance shows after its first view: imported in one go when it is needed, so that the first shows at once."""

from peertrain.ui.entrance.checking import Checking
from peertrain.ui.entrance.founding import founding_form
from peertrain.ui.entrance.joining import Joining, already_here, join, joined_card
from peertrain.ui.entrance.making import Making
from peertrain.ui.entrance.passphrase import NewPassphrase, what_it_does
from peertrain.ui.entrance.recovery_code import recovery_view
from peertrain.ui.entrance.restoring import backups_card
from peertrain.ui.entrance.signing_in import (
    no_code_card,
    recover_form,
    refuse_passphrase,
    sample_people,
    sign_in_form,
)

__all__ = [
    "Checking", "Joining", "Making", "NewPassphrase", "already_here", "backups_card", "founding_form", "join", "joined_card",
    "no_code_card", "recover_form", "recovery_view", "refuse_passphrase", "sample_people", "sign_in_form", "what_it_does",
]  # fmt: skip
