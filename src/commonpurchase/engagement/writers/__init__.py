"""What was released, as a file."""
