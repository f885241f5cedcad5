"""The signed record: entries, canonical bytes, chains, keys and checkpoints."""
