"""The records of this context as facts."""
