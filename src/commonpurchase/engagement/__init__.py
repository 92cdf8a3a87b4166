"""One room per brand, and the meetings held for it: what was said, and not who said it."""
