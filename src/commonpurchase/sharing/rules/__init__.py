"""The permission table and the one decision. Only sharing reads it."""
