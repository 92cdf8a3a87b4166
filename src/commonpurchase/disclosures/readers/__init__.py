"""Workbooks and CSV files to rows, or to everything that is wrong with them."""
