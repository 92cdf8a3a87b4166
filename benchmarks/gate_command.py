"""How long `commonpurchase gate` takes on large files: `.venv/bin/python -m benchmarks.gate_command`.

The worst case is one supplier with every row and every contract. It is run in a process of its own, as
a person runs it, several times; minimum, median and maximum are printed. The control is one contract
with the same rows: what is left then is the start, the reading and what does not grow with contracts.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

RUNS, CONTRACTS, ROWS = 5, 5_000, 20_000
ON = date(2026, 3, 1)
COMMAND = "from commonpurchase.entrance.cli import main; main()"


def main() -> None:
    """Write the files, measure, print."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        _write(folder / "rows.csv", "supplier,site_name,disclosed_on", map(_row, range(ROWS)))
        for count in (CONTRACTS, 1):
            contracts = folder / f"{count}.csv"
            _write(contracts, "contract_id,buyer,supplier,end_on", map(_contract, range(count)))
            _print(f"{count} contracts, {ROWS} rows of one supplier", contracts, folder / "rows.csv")


def _row(place: int) -> str:
    return f"Nordbyte AB,Site {place},{ON - timedelta(days=place % 900)}"


def _contract(place: int) -> str:
    return f"C-{place},Ekvik stad,Nordbyte AB,{ON + timedelta(days=place % 900)}"


def _write(path: Path, header: str, rows: "map[str]") -> None:
    path.write_text("\n".join([header, *rows]), encoding="utf-8")


def _print(what: str, contracts: Path, rows: Path) -> None:
    files = ["--contracts", str(contracts), "--disclosures", str(rows), "--on", str(ON), "--json"]
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", COMMAND, "gate", *files], stdout=subprocess.DEVNULL, check=True)
        took.append(time.perf_counter() - start)
    figures = f"min {min(took):.2f} s, median {statistics.median(took):.2f} s, max {max(took):.2f} s"
    print(f"{what}: {figures}")  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    main()
