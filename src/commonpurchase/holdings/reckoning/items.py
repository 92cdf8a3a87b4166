"""From rows of the ledger to items as a report speaks of them: neutral titles, never content."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from commonpurchase.holdings.facts.exposure import Consultee, Harm, Item
from commonpurchase.holdings.facts.ledger import Row
from commonpurchase.vocabulary.periods import in_words

#: What a kind of record is called where its content must not show.
NEUTRAL = {
    "contract": "Contract",
    "gatedecision": "Decision on a contract",
    "disclosure": "Sites where goods are made",
    "upload": "Uploaded list of sites",
    "file": "File as it was received",
    "import": "Imported list",
    "columnmapping": "How a list was read",
    "agreement": "Non-disclosure agreement",
    "attestation": "Signed statement",
    "proposal": "Statement before it is signed",
    "organisation": "Organisation named by one member",
    "case": "Request for information",
    "programme": "Programme",
    "releaseplan": "Question for figures",
    "figureasked": "Figure asked for",
    "figure": "Figure that counts in sums",
    "figuresnapshot": "Figures as they were closed",
    "releaseaudit": "Audit of sums",
    "publishedsums": "Published sums",
}


def items(
    rows: Iterable[Row],
    names: Mapping[UUID, str],
    harms: Mapping[UUID, Harm],
    marks: Mapping[UUID, frozenset[str]],
    programmes: Mapping[UUID, UUID],
) -> list[Item]:
    """Each item that rows speak of, as of the last of them.

    `names` of organisations, `harms` by item, `marks` by item (`emissions`, `sensitive`) and the
    programme of each custodian.
    """
    by_item: dict[UUID, list[Row]] = {}
    for row in rows:
        by_item.setdefault(row.event.item, []).append(row)
    return [
        _item(some, names, harms.get(key), marks.get(key, frozenset()), programmes)
        for key, some in by_item.items()
    ]


def own_numbers(rows: Iterable[Row]) -> list[Row]:
    """The same rows numbered among themselves, versions too.

    The ledger's own numbers, and hashes that hang on a chain, would tell how much others do here.
    """
    versions: dict[UUID, dict[str, str]] = {}
    numbered = []
    for place, row in enumerate(rows, 1):
        seen = versions.setdefault(row.event.item, {"": ""})
        version = seen.setdefault(row.event.version, str(len(seen)))
        numbered.append(replace(row, event=replace(row.event, sequence=place, version=version)))
    return numbered


def title(kind: str, entered: date) -> str:
    """A title that gives nothing away: what kind of record, and since when it is known."""
    return f"{NEUTRAL.get(kind, 'Record')}, entered {in_words(entered)}"


def described(item: Item) -> str:
    """An item so that a person can tell it from another: title, number, class, who put it here."""
    return f"{item.title}, no. {item.number}, class {item.item_class.value}, put here by {item.originator}"


def _item(
    rows: Sequence[Row],
    names: Mapping[UUID, str],
    harm: Harm | None,
    marks: frozenset[str],
    programmes: Mapping[UUID, UUID],
) -> Item:
    first, thing = rows[0].event, rows[-1].thing
    originator = names.get(thing.originator, "an organisation that left")
    other = thing.originator != first.organisation
    return Item(
        id=first.item,
        title=title(thing.kind, first.at.date()),
        item_class=thing.item_class,
        originator=originator,
        custodian=names.get(thing.custodian, "") if thing.custodian else "",
        flags=thing.flags,
        emissions="emissions" in marks,
        harm=harm,
        consult=Consultee(originator, "its page in this workspace") if other else None,
        programme=programmes.get(thing.custodian) if thing.custodian else None,
        custodian_id=thing.custodian,
        sensitive="sensitive" in marks,
    )
