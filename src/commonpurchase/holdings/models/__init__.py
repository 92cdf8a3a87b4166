"""The records of this context, a file for each kind."""
