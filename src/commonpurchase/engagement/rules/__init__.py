"""Whether a meeting and its summary keep the Chatham House Rule."""
