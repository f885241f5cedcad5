"""PDF certificates and transcripts, their credentials, and how they are verified."""
