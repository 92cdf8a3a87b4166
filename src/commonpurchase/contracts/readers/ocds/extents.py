"""The last possible end: stated, or inferred from a renewal or the text, or unknown, and why."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from commonpurchase.contracts.facts import SourcedDate
from commonpurchase.contracts.readers.ocds import limits, periods
from commonpurchase.contracts.readers.ocds.periods import Dates, Period
from commonpurchase.contracts.readers.ocds.rows import Agreement
from commonpurchase.contracts.readers.ocds.shape import Node, at, number, text
from commonpurchase.contracts.reckoning import terms_in_text
from commonpurchase.vocabulary.periods import add_days, in_words, term_ends

#: Days in running text, as 31/03/2028.
_WRITTEN = re.compile(r"\b([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})\b")
#: A stated term may miss the months in the text by so many days and still be that term.
_TOLERANCE = 31


def maximum(agreement: Agreement, told: list[Period], dates: Dates) -> SourcedDate | None:
    """The stated extent; else the end and the extensions that the renewal or the text speaks of."""
    stated = periods.stated(agreement, told, "maxExtentDate", dates)
    if stated and dates.end and stated.on < dates.end.on:
        found = f"{in_words(stated.on)}, before the end, {in_words(dates.end.on)}"
        dates.notes.append(f"Maximum end unknown: it is stated as {found}.")
        return None
    if stated or any(text(period.node, "maxExtentDate") for period in told):
        return stated
    for path, extensions in _extensions(agreement):
        if extensions:
            return _extended(agreement, path, extensions, dates)
    if any(at(node, "hasRenewal") for _, node in _agreements(agreement)):
        dates.notes.append("Maximum end unknown: it may be renewed, but not how long is told.")
    return None


def _agreements(agreement: Agreement) -> list[tuple[str, Node]]:
    """The nodes that may speak of renewal, by path."""
    named = [
        ("contracts", agreement.contract),
        ("awards", agreement.award),
        *(("tender.lots", lot) for lot in periods.lots(agreement)),
    ]
    found = [(f"{path}[{text(node, 'id')}]", node) for path, node in named if node]
    return [*found, ("tender", at(agreement.process.node, "tender") or {})]


def _extensions(agreement: Agreement) -> Iterator[tuple[str, tuple[terms_in_text.Extension, ...]]]:
    """What each place says of extensions: fields about renewal first, then descriptions and titles."""
    agreements = _agreements(agreement)
    for path, node in agreements:
        renewal = at(node, "renewal") or {}
        yield (
            f"{path}.renewal.description",
            terms_in_text.extensions(text(renewal, "description"), of_renewal=True),
        )
        yield f"{path}.renewal", _counted(renewal)
    for path, node in agreements:
        yield f"{path}.options.description", terms_in_text.extensions(text(node, "options", "description"))
        for name in ("description", "title"):
            yield f"{path}.{name}", terms_in_text.extensions(text(node, name))


def _counted(renewal: Node) -> tuple[terms_in_text.Extension, ...]:
    """A number of renewals of a stated length."""
    months = periods.count(number(renewal, "period", "durationInMonths"), limits.MAX_TERM_MONTHS)
    months = months or round(
        periods.count(number(renewal, "period", "durationInDays"), limits.MAX_TERM_DAYS) / 30.4375
    )
    times = periods.count(number(renewal, "maximumRenewals"), 100) or 1
    if not months:
        return ()
    return (terms_in_text.Extension((months,) * times, None, f"{times} renewals of {months} months"),)


def _extended(
    agreement: Agreement, path: str, extensions: tuple[terms_in_text.Extension, ...], dates: Dates
) -> SourcedDate | None:
    if len(extensions) > 1:
        lengths = " and of ".join(f"{one.total} months" for one in extensions)
        dates.notes.append(f"Maximum end unknown: {path} speaks of extensions of {lengths}.")
        return None
    (extension,) = extensions
    if not dates.end:
        dates.notes.append(f"Maximum end unknown without an end; {path} says: “{extension.matched}”")
        return None
    length = f"{extension.total} month{'' if extension.total == 1 else 's'} more"
    read = f"{agreement.process.ocid}, {path}, read as {length}: “{extension.matched}”"
    found = SourcedDate(_last_day(dates.end.on, extension.total), read, inferred=True)
    return _weighed(found, extension, dates)


def _last_day(end: date, months: int) -> date:
    return term_ends(add_days(end, 1), [months])[0]


def _weighed(found: SourcedDate, extension: terms_in_text.Extension, dates: Dates) -> SourcedDate | None:
    """An end that already counts the extensions is itself the last possible day."""
    ends = _ends_told(extension, dates)
    if not dates.end or not ends or _is_near(dates.end.on, [first for first, _ in ends]):
        return found
    if _is_near(dates.end.on, [whole for _, whole in ends]):
        dates.notes.append(
            f"The end date seems to count the extensions already; the text says: “{extension.matched}”"
        )
        return replace(found, on=dates.end.on)
    if extension.initial is None:
        return found
    dates.notes.append(f"Maximum end unknown: the stated dates do not fit the text “{extension.matched}”")
    return None


def _ends_told(extension: terms_in_text.Extension, dates: Dates) -> list[tuple[date, date]]:
    """The ends that the text tells, without and with the extensions: as a first term, or as a day."""
    firsts = [on for on in map(_written_day, _WRITTEN.finditer(extension.matched)) if on]
    if dates.start and extension.initial is not None:
        firsts.append(_last_day(add_days(dates.start.on, -1), extension.initial))
    return [(first, _last_day(first, extension.total)) for first in firsts]


def _written_day(found: re.Match[str]) -> date | None:
    return periods.day(f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}")


def _is_near(end: date, told: list[date]) -> bool:
    return any(abs((end - one).days) <= _TOLERANCE for one in told)
