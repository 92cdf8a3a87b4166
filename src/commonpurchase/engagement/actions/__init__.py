"""Convening a meeting, handing in points, writing and releasing its summary."""
