"""How certificates stand, as an icon and a tone."""

from peertrain.domain.certification import CertificateState

SIGNS = {
    CertificateState.VALID: ("done", "pine"),
    CertificateState.EXPIRES_SOON: ("clock", "sun"),
    CertificateState.EXPIRED: ("clock", "soft"),
    CertificateState.REVOKED: ("broken", "red"),
    CertificateState.REPLACED: ("return", "soft"),
}
"""Icon and tone of each state; the word stands beside them."""
