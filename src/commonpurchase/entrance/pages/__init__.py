"""The pages of the entrance: what every organisation meets first."""
