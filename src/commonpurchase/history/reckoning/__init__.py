"""Hashes, and checking the chain they form; needs no database."""
