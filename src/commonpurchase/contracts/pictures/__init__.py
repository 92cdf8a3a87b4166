"""Pictures of contracts as SVG."""
