"""Writes what lies beside the database."""
