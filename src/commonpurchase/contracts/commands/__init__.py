"""What the command line offers of contracts."""
