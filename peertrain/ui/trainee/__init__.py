"""The pages of a trainee."""
