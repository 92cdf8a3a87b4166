"""Bytes to facts of holdings."""
