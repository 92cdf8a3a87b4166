"""Files as they were received, and what every reader and writer of files shares."""
