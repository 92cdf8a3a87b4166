"""Meetings, points and summaries as facts, each for those who may read it."""
