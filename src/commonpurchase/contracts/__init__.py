"""Contracts, their dates and duties, and the gate before each extension."""
