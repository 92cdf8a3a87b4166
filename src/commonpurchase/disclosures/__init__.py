"""What suppliers have said about where their goods are made, and how current it is."""
