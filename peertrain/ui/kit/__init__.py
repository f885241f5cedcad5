"""What every page is made of; it knows no role and no rule."""
