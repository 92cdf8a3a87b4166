"""Facts of contracts worked out from facts."""
