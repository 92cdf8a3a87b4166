"""Who may see and change what: labels, the decision, the gate."""
