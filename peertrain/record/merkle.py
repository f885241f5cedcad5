"""The RFC 6962 Merkle tree over entry ids, grown one leaf at a time."""

from collections.abc import Iterable
from hashlib import sha256


def _leaf(data: bytes) -> bytes:
    return sha256(b"\0" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


class Tree:
    """The roots of the full subtrees, largest first: all that is needed to grow the tree and to know its root."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)

    def add(self, data: bytes) -> None:
        """Append one leaf."""
        peak, size = _leaf(data), self.size
        while size & 1:
            peak = _node(self.peaks.pop(), peak)
            size >>= 1
        self.peaks.append(peak)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The root hash, as RFC 6962 section 2.1 defines it."""
        if not self.peaks:
            return sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = _node(peak, root)
        return root
