"""Facts to files: letters in Word, workbooks with their errors marked."""
