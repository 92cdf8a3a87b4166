"""Where requests come in: settings, addresses, the clock, the command line, the first page."""
