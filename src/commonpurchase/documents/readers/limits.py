"""How much of a file is read. Each limit is far above an honest file and far below a harmful one."""

MIB = 2**20

#: A supplier's workbook with 50,000 sites takes about 5 MiB; mail systems refuse much more than this.
MAX_FILE = 10 * MIB
#: An honest 4 MiB workbook unpacks to 35 MiB (measured on published procurement tables).
MAX_UNPACKED = 64 * MIB
#: Spreadsheet XML packs about 9 to 1, the emptiest honest ones 40 to 1; bombs pack 1000 to 1.
MAX_RATIO = 100
#: Below this a high ratio does no harm and happens in nearly empty files.
RATIO_MATTERS_ABOVE = MIB
#: A workbook has a handful of parts, one with many pictures some hundreds.
MAX_ENTRIES = 2_000
#: The largest disclosure we can imagine is a tenth of this.
MAX_ROWS = 50_000
#: The widest published table we know has 43 columns.
MAX_COLUMNS = 200
#: What a spreadsheet program allows in one cell.
MAX_CELL = 32_767

#: The child that parses may take this much address space; 35 MiB of XML needs about 500 MiB.
CHILD_MEMORY = 2 * 1024 * MIB
#: Seconds of processor time for the child; 35 MiB of XML takes about 2.
CHILD_SECONDS = 20
#: Seconds on the clock before the child is stopped, however busy the machine is.
CHILD_PATIENCE = 60
