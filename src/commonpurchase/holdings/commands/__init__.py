"""What the command line offers of holdings."""
