"""Contract records turned into facts, for a viewer."""
