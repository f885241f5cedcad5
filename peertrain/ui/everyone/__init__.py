"""The pages that every role has."""
