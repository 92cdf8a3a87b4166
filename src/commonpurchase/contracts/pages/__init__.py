"""HTML pages of contracts."""
