"""Reads a release plan from a JSON file, or names everything that is wrong with it by its JSON path."""

from collections.abc import Iterator
from dataclasses import replace

from commonpurchase.sharing.readers.json_places import Found, Places, from_json
from commonpurchase.sharing.reckoning.plans import OUTSIDER, Cell, Function, Plan, Ranking, Terms
from commonpurchase.vocabulary.places import Problem

#: How far apart amounts may lie: a float has fifteen digits.
WIDEST = 1e15
REQUIRED = ("units", "values", "cells", "round", "p", "q", "min_contributors")
OPTIONAL = ("coalitions", "max_share", "digits", "rankings")
OF_A_CELL = ("id", "units", "published")
PERHAPS_OF_A_CELL = ("function", "told")
OF_A_RANKING = ("id", "cells", "published")
#: More significant digits than a floating-point number holds.
MOST_DIGITS = 15
#: Above it, sums in floating point are no longer exact to the unit.
MOST = 10**15
FINEST = 0.000001


def read_plan(content: bytes, file: str, max_share: float) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan in a file; or none, and every problem there is.

    max_share: the term (percent) that holds where the file does not say `max_share`.
    """
    places = Places(file)
    root = from_json(content, places)
    if root is None:
        return None, tuple(places.problems)
    plan = _plan(root, places, max_share)
    return (None if places.problems else plan), tuple(places.problems)


def _plan(root: Found, places: Places, max_share: float) -> Plan:
    told = places.object(root, REQUIRED, OPTIONAL)
    units = _units(told["units"], places) if "units" in told else None
    plan = Plan(
        units=units or (),
        values=_values(told["values"], places, units) if "values" in told else {},
        cells=_cells(told["cells"], places, units) if "cells" in told else (),
        terms=_terms(told, places, max_share),
        coalitions=_coalitions(told["coalitions"], places, units) if "coalitions" in told else (),
    )
    rankings = _rankings(told["rankings"], places, plan) if "rankings" in told else ()
    if not places.problems:
        _span(told["values"], places, plan)
        _hold(told["cells"], places, plan)
    return replace(plan, rankings=rankings)


def _span(found: Found, places: Places, plan: Plan) -> None:
    """Amounts that a computer's numbers cannot hold beside each other would be worked out wrongly."""
    amounts = [amount for amount in (*plan.values.values(), plan.terms.round) if amount > 0]
    if amounts and max(amounts) / min(amounts) > WIDEST:
        here = Found(f"{min(amounts):g} beside {max(amounts):g}", found.path)
        places.wrong(here, f"figures and rounding within {WIDEST:g} times of each other")


def _units(found: Found, places: Places) -> tuple[str, ...] | None:
    """The names; none where there is no list to check other names against."""
    listed = places.list(found, "a list of the names of units")
    if listed is None:
        return None
    if not listed:
        places.wrong(found, "at least one unit")
    names = [places.text(one, "the name of a unit") for one in listed]
    for one, name in zip(listed, names, strict=True):
        if name == OUTSIDER:
            places.wrong(one, f"another name: {OUTSIDER} stands for whoever knows no figure")
    _once(listed, places, "unit")
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _values(found: Found, places: Places, units: tuple[str, ...] | None) -> dict[str, float]:
    told = places.object(found, units or (), None if units is None else ())
    amounts = {unit: places.number(one, 0, MOST) for unit, one in told.items()}
    return {unit: amount for unit, amount in amounts.items() if amount is not None}


def _cells(found: Found, places: Places, units: tuple[str, ...] | None) -> tuple[Cell, ...]:
    listed = places.list(found, "a list of cells") or []
    told = [places.object(one, OF_A_CELL, PERHAPS_OF_A_CELL) for one in listed]
    _once([one["id"] for one in told if "id" in one], places, "cell")
    return tuple(
        Cell(
            places.text(one["id"], "the id of a cell") or "" if "id" in one else "",
            _members(one["units"], places, units) if "units" in one else (),
            places.truth(one["published"]) if "published" in one else False,
            _function(one["function"], places) if "function" in one else Function.SUM,
            _told(one["told"], places) if "told" in one else None,
        )
        for one in told
    )


def _function(found: Found, places: Places) -> Function:
    known = {one.value: one for one in Function}
    if not isinstance(found.value, str) or found.value not in known:
        places.wrong(found, "sum or mean")
        return Function.SUM
    return known[found.value]


def _told(found: Found, places: Places) -> tuple[float, float] | None:
    """Between what a sum lies that was published before: two numbers, the lower one first."""
    listed = places.list(found, "a list of two numbers: between what the sum lies") or []
    bounds = [places.number(one, -MOST, MOST) for one in listed]
    if len(listed) != 2:
        places.wrong(found, "two numbers: between what the sum lies")
        return None
    lower, upper = bounds
    return None if lower is None or upper is None else (lower, upper)


def _hold(found: Found, places: Places, plan: Plan) -> None:
    """What was published before must be true of the figures in the file: else nothing could be worked out."""
    listed = places.list(found, "a list of cells") or []
    for one, cell in zip(listed, plan.cells, strict=True):
        total, (lower, upper) = plan.total(cell), cell.told or (0.0, MOST)
        if cell.told and not lower <= total <= upper:
            path = Found([*cell.told], f"{one.path}.told")
            places.wrong(path, f"two numbers with the sum {total:,.15g} between them")
        if cell.told and not cell.published:
            places.wrong(Found(value=False, path=f"{one.path}.published"), "true: it was published before")


def _rankings(found: Found, places: Places, plan: Plan) -> tuple[Ranking, ...]:
    listed = places.list(found, "a list of rankings") or []
    told = [places.object(one, OF_A_RANKING, ()) for one in listed]
    _once([one["id"] for one in told if "id" in one], places, "ranking")
    known = tuple(cell.id for cell in plan.cells)
    rankings = []
    for one in told:
        name = places.text(one["id"], "the id of a ranking") if "id" in one else None
        if name in known:
            places.wrong(one["id"], "another id: a cell is called so")
        cells = _ranked(one["cells"], places, known) if "cells" in one else ()
        published = places.truth(one["published"]) if "published" in one else False
        rankings.append(Ranking(name or "", cells, published))
    return tuple(rankings)


def _ranked(found: Found, places: Places, known: tuple[str, ...]) -> tuple[str, ...]:
    listed = places.list(found, "a list of ids of cells")
    if listed is None:
        return ()
    if len(listed) < 2:
        places.wrong(found, "at least two cells")
    _once(listed, places, "cell")
    names = [places.text(one, "the id of a cell") for one in listed]
    for one, name in zip(listed, names, strict=True):
        if name is not None and name not in known:
            places.wrong(one, "a cell that “cells” lists")
    return tuple(name for name in names if name is not None)


def _coalitions(found: Found, places: Places, units: tuple[str, ...] | None) -> tuple[frozenset[str], ...]:
    listed = places.list(found, "a list of coalitions, each a list of units") or []
    members = [_members(one, places, units) for one in listed]
    for one, names in zip(listed, members, strict=True):
        if len(names) > 1 and "+".join(unit for unit in units or () if unit in names) in (units or ()):
            places.wrong(one, "members whose names joined by + are not the name of a unit")
    return tuple(frozenset(names) for names in members)


def _members(found: Found, places: Places, units: tuple[str, ...] | None) -> tuple[str, ...]:
    """Names of units, each known and once, at least one."""
    listed = places.list(found, "a list of units")
    if listed is None:
        return ()
    if not listed:
        places.wrong(found, "at least one unit")
    _once(listed, places, "unit")
    return tuple(_known(listed, places, units))


def _known(listed: list[Found], places: Places, units: tuple[str, ...] | None) -> Iterator[str]:
    known = None if units is None else frozenset(units)
    for one in listed:
        name = places.text(one, "the name of a unit")
        if name is None:
            continue
        if known is not None and name not in known:
            places.wrong(one, "a unit that “units” lists")
        yield name


def _once(listed: list[Found], places: Places, what: str) -> None:
    """Names every repetition of a text but the first."""
    seen: set[str] = set()
    for one in listed:
        if isinstance(one.value, str):
            if one.value in seen:
                places.wrong(one, f"each {what} once")
            seen.add(one.value)


def _terms(told: dict[str, Found], places: Places, max_share: float) -> Terms:
    def number(name: str, least: float, most: float, *, above: bool = False) -> float:
        if name not in told:
            return most
        return places.number(told[name], least, most, above=above) or 0.0

    step = number("round", 0, MOST)
    if 0 < step < FINEST:
        places.wrong(told["round"], f"0, or a step of at least {FINEST:f}")
    p, q = number("p", 0, 100, above=True), number("q", 0, MOST, above=True)
    if {"p", "q"} <= told.keys() and 0 < q < p:
        places.wrong(
            told["q"], "no less than p: who knows a figure so closely already cannot be kept from it"
        )
    contributors = number("min_contributors", 1, MOST)
    if contributors != int(contributors):
        places.wrong(told["min_contributors"], "a whole number")
    digits = number("digits", 1, MOST_DIGITS) if "digits" in told else 0.0
    if digits != int(digits):
        places.wrong(told["digits"], "a whole number")
    if digits and step:
        places.wrong(told["round"], "0 beside “digits”: figures are rounded in one way only")
    share = number("max_share", 0, 100, above=True) if "max_share" in told else max_share
    return Terms(step, p, q, int(contributors), share, digits=int(digits))
