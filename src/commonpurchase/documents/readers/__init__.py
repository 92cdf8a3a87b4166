"""Files to facts: tables from workbooks and CSV, always behind the guard."""
