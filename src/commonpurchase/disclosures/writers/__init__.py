"""Rows to files that come back, and to files that are kept."""
