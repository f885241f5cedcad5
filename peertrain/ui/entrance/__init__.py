"""The way in: first start, founding, signing in, choosing a passphrase, and getting back in after trouble."""
