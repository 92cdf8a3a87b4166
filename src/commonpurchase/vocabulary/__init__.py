"""What every context speaks: findings, amounts, dates, places in a file, dated parameters, cited clauses."""
