"""The exchange: packets of entries, sealed to whom they concern, and what carries them from computer to computer."""
