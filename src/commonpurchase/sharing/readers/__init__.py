"""What sharing reads from files."""
