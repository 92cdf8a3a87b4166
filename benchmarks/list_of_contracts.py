"""How long a buyer with 700 contracts waits for the list: `.venv/bin/python -m benchmarks.list_of_contracts`.

Builds the records in a database in memory, then lists them with every gate judged, several times,
and prints minimum, median and maximum. The control is the same list with one contract: what is left
then is the cost that does not grow.
"""

import os
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection

from commonpurchase.contracts.queries import contracts
from tests import world
from tests.contracts import records

RUNS, CONTRACTS, SUPPLIERS, ROWS = 9, 700, 30, 100


def main() -> None:
    """Build, measure, print."""
    connection.creation.create_test_db(verbosity=0)
    the = world.build()
    viewer, on = world.viewer(the.ekvik, at=world.now()), world.now().date()
    alone = world.viewer(the.fjordby, at=world.now())
    records.contract(the.fjordby, the.nordbyte, end=on)
    suppliers = [world.organisation(f"Supplier {place}", world.Kind.RESELLER) for place in range(SUPPLIERS)]
    for place, supplier in enumerate(suppliers):
        bought = [("Aurelis", f"Model {row}") for row in range(ROWS)]
        day = on - timedelta(days=20 * place)
        records.disclosure(supplier, the.ekvik, on=day, bought=bought, at=world.now())
    for place in range(CONTRACTS):
        supplier, end = suppliers[place % SUPPLIERS], on + timedelta(days=place)
        records.contract(the.ekvik, supplier, end=end, bought=[("Aurelis", "Model 1")])
    _print(
        f"{CONTRACTS} contracts, {SUPPLIERS} suppliers of {ROWS} rows", lambda: contracts.listed(viewer, on)
    )
    _print("control: 1 contract, nothing disclosed", lambda: contracts.listed(alone, on))


def _print(what: str, run: Callable[[], object]) -> None:
    run()
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    figures = f"min {min(took):.3f} s, median {statistics.median(took):.3f} s, max {max(took):.3f} s"
    print(f"{what}: {figures}")  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    main()
