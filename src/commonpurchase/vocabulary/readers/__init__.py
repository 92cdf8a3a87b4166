"""Bytes to facts that every context speaks."""
