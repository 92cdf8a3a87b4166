"""What sharing writes for people to read."""
