"""Categories made wide enough, and texts compared."""
