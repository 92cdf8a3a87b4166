"""Facts as pictures."""
