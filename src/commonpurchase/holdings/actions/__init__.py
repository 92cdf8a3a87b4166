"""The verbs of this context."""
