"""The options by which a list's columns are told, as the import page asks for them."""

from typing import Annotated

import typer

from commonpurchase.contracts.reckoning import fields, told

Column = Annotated[
    list[str] | None,
    typer.Option(
        help="How a column of a list is read, such as “Avtalsnr=Contract number”; can be repeated. FIELD is "
        f"one of {', '.join(fields.LABELS.values())}, or {told.NOT_READ}.",
        metavar="HEADING=FIELD",
    ),
]
Own = Annotated[
    str | None,
    typer.Option(
        help="The party that a list has no column for, because it is always the organisation itself: buyer "
        "or supplier.",
        metavar="PARTY",
    ),
]
Currency = Annotated[
    str | None, typer.Option(help="Currency of amounts that name none, as three letters.", metavar="CODE")
]
DayOrder = Annotated[
    str | None,
    typer.Option(
        help="“day first” if 03/04/2026 is 3 April, “month first” if it is 4 March.", metavar="ORDER"
    ),
]
DecimalMark = Annotated[
    str | None,
    typer.Option(
        help="What divides decimals in amounts such as 12.345 or 12,345: a comma or a full stop.",
        metavar="MARK",
    ),
]
