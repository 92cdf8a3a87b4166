"""Verbs of contracts: may I, should I, write and remember."""
