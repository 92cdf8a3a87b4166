"""Organisations worked out into what people are told."""
