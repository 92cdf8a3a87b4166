"""A difference in words: one line for every row, what it is about and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass

from commonpurchase.disclosures.facts import Change, Difference, Fate, Row
from commonpurchase.disclosures.reckoning.columns import BY_FIELD, TIERS

#: What asks for attention first.
ORDER = (Fate.CLOSED, Fate.CHANGED, Fate.ADDED, Fate.CONFIRMED)
#: More lines than anybody reads on a page; the file has them all.
AT_MOST = 500


@dataclass(frozen=True)
class Altered:
    """One field of a changed row."""

    header: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """One row of a difference as a page shows it."""

    fate: Fate
    site: str
    local: str
    about: str
    where: str
    altered: tuple[Altered, ...] = ()
    unmentioned: bool = False


@dataclass(frozen=True)
class Group:
    """The rows that met one fate: how many, and the first of them."""

    fate: Fate
    count: int
    told: tuple[Told, ...]

    @property
    def more(self) -> int:
        """How many rows are not shown."""
        return self.count - len(self.told)

    @property
    def unmentioned(self) -> int:
        """How many of the rows shown are closed only because the update does not mention them."""
        return sum(one.unmentioned for one in self.told)


def groups(difference: Difference, country: Callable[[str], str]) -> list[Group]:
    """Every fate with its rows, what asks for attention first; `country` names a code."""
    grouped = []
    for fate in ORDER:
        changes = difference.of(fate)
        shown = sorted(changes, key=lambda change: not change.unmentioned)[:AT_MOST]
        grouped.append(Group(fate, len(changes), tuple(_told(change, country) for change in shown)))
    return grouped


def product(row: Row) -> str:
    """What is made: brand, model, component."""
    component = f", {row.component}" if row.component else ""
    return f"{row.brand} {row.product_model}".strip() + component


def holds(row: Row, words: str) -> bool:
    """Whether a row's site, address, country code or product holds every word."""
    text = " ".join((row.site_name, row.site_name_local, row.address, row.country, product(row))).casefold()
    return all(word in text for word in words.casefold().split())


def _told(change: Change, country: Callable[[str], str]) -> Told:
    row = change.after or change.before
    if row is None:
        raise ValueError("a change has a row before or after")
    return Told(
        fate=change.fate,
        site=row.site_name,
        local=row.site_name_local,
        about=product(row),
        where=f"{row.address}, {country(row.country)}",
        altered=tuple(_altered(change, field, country) for field in change.fields),
        unmentioned=change.unmentioned,
    )


def _altered(change: Change, field: str, country: Callable[[str], str]) -> Altered:
    before, after = (_shown(row, field, country) for row in (change.before, change.after))
    return Altered(BY_FIELD[field].header, before, after)


def _shown(row: Row | None, field: str, country: Callable[[str], str]) -> str:
    value = getattr(row, "support" if field == "evidence" else field)
    if value in {None, ""}:
        return "empty"
    if field == "country":
        return country(value)
    return TIERS.get(value, str(value)) if field == "tier" else str(value)
