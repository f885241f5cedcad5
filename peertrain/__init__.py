"""PeerTrain: from the first lesson to a certificate that proves itself."""

__version__ = "0.1.0"
