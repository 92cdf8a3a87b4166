"""How much of an OCDS file is read. Each limit is far above an honest file and far below a harmful one."""

MIB = 2**20

#: A weekday of a large national portal is about 5 MiB; mail systems refuse much more than this.
MAX_FILE = 10 * MIB
#: What a compressed file may unpack to: about two weeks of that portal.
MAX_UNPACKED = 64 * MIB
#: One line, or one release: the longest honest ones we know are about 2 MiB.
MAX_LINE = 8 * MIB
#: OCDS nests about ten deep; extensions a few more.
MAX_NESTING = 100
#: Releases, and rows (an award or contract with one supplier): 64 MiB of the shortest honest ones.
MAX_RELEASES = 20_000
MAX_ROWS = 20_000
#: Lots, items and related processes of one release that are looked at.
MAX_LIST = 1_000
#: The longest honest description we have seen is a fifth of this.
MAX_TEXT = 20_000

#: Days outside these years are placeholders such as 0001-01-01 or 9999-12-31, not dates of a contract.
FIRST_YEAR = 1950
LAST_YEAR = 2199
#: Longer terms than a century are typing errors.
MAX_TERM_MONTHS = 1200
MAX_TERM_DAYS = 36_525

#: Amounts up to this one are placeholders for “not told”.
PLACEHOLDER = 1
#: No contract is worth a thousand million million.
MAX_DIGITS = 15
