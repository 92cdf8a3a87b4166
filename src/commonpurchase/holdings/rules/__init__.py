"""Verdicts on what is held, attested and asked for."""
