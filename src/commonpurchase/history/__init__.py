"""Append-only, hash-chained: who did what, when, on whose behalf."""
