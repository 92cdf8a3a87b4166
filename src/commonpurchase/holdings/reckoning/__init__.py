"""What follows from what is held and attested, worked out without a database."""
