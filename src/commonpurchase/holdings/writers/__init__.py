"""Facts of holdings to bytes."""
