"""What must be true of an update."""
