"""What must hold of contracts, above all before one is extended."""
