"""What follows from rows: the columns of a workbook, the difference between two versions."""
