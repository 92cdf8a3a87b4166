"""Files of contracts turned into facts or problems."""
