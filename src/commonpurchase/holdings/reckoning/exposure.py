"""The exposure report: a pure function of the ledger up to a moment and the facts as they then stood.

The same input gives the same report, byte for byte. A masked report is the report of a world in which the
sensitive items and programmes do not exist: they leave neither a row, nor a gap, nor a count.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from uuid import UUID

from commonpurchase.holdings.facts.custody import Basis, Event, Mode
from commonpurchase.holdings.facts.exposure import (
    BY_LAW,
    NEITHER,
    NOT_RECORDED,
    Item,
    Known,
    Pointer,
    Programme,
    Question,
    Report,
    Row,
    by_title,
)
from commonpurchase.holdings.facts.foi import Exemption
from commonpurchase.holdings.reckoning.holding import held, laws, status


def report(question: Question, known: Known) -> Report:
    """What the organisation holds at the moment asked for, and what it is known not to hold."""
    seen = _masked(known) if question.masked else known
    events = _by_item(seen.events)
    found = [
        _row(item, events.get(item.id, ()), question, seen)
        for item in by_title(seen.items)
        if _matches(item, question.words)
    ]
    return Report(
        organisation=question.organisation.id,
        at=question.at,
        words=question.words,
        matrix_version=seen.matrix.version,
        rows=tuple(row for row in found if row.on_behalf or row.mode >= Mode.ATTEST),
        not_held=_kept(question, seen, Basis.OWN_PURPOSE),
        on_behalf=_kept(question, seen, Basis.ON_BEHALF),
        searches=tuple(search for search in seen.searches if search.on <= question.at.date()),
        notes=_notes(question),
    )


def digest(of: Report) -> str:
    """SHA-256 of a report: what may be kept of it, with the question, so that no report needs to be kept."""
    text = json.dumps(asdict(of), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def holds_to_place(of: Report) -> frozenset[tuple[UUID, UUID]]:
    """Where a request places its hold: organisation and item, for everything that a report found.

    What a custodian keeps on behalf of the organisation is held at the custodian too: it may not go there.
    """
    here = {(of.organisation, row.item.id) for row in of.rows}
    there = {(row.item.custodian_id, row.item.id) for row in of.rows if row.on_behalf}
    return frozenset(here | {(custodian, item) for custodian, item in there if custodian})


def candidates(exemptions: Iterable[Exemption], item: Item, asked_under: Iterable[str]) -> list[Exemption]:
    """The exemptions of these laws that a person should consider for an item. A list, never a decision."""
    under = set(asked_under)
    return [
        one
        for one in exemptions
        if one.law in under and _is_worth_considering(one, item) and not one.unless & _marks(item)
    ]


def _notes(question: Question) -> tuple[str, ...]:
    first = () if question.recorded else (NOT_RECORDED,)
    return (*first, NEITHER, BY_LAW) if question.masked else (*first, BY_LAW)


def _masked(known: Known) -> Known:
    hidden = {programme.id for programme in known.programmes if programme.sensitive}
    items = [item for item in known.items if not item.sensitive and item.programme not in hidden]
    left_out = {item.id for item in known.items} - {item.id for item in items}
    return replace(
        known,
        events=[event for event in known.events if event.item not in left_out],
        items=items,
        programmes=[programme for programme in known.programmes if not programme.sensitive],
        searches=[
            replace(search, found=tuple(item for item in search.found if item not in left_out))
            for search in known.searches
        ],
    )


def _by_item(events: Iterable[Event]) -> Mapping[UUID, Sequence[Event]]:
    found: dict[UUID, list[Event]] = {}
    for event in events:
        found.setdefault(event.item, []).append(event)
    return found


def _row(item: Item, events: Sequence[Event], question: Question, known: Known) -> Row:
    organisation = question.organisation
    holding = held(events, organisation.id, item.id, question.at)
    on_behalf = _is_held_on_behalf(item, question, known)
    asked_under = laws(organisation.regime, environmental=item.environmental)
    return Row(
        item=item,
        mode=holding.mode,
        first=holding.first,
        statuses=tuple(status(known.matrix, law, holding.mode, on_behalf=on_behalf) for law in asked_under),
        on_behalf=on_behalf,
        candidates=tuple(candidates(known.exemptions, item, asked_under)),
        cases=holding.cases,
    )


def _is_held_on_behalf(item: Item, question: Question, known: Known) -> bool:
    return any(
        programme.id == item.programme
        and programme.basis is Basis.ON_BEHALF
        and question.organisation.id in programme.members
        for programme in known.programmes
    )


def of_class(whole: Report, chosen: str) -> Report:
    """The part of a report that is about one class (every class if empty), which says so itself."""
    rows = tuple(row for row in whole.rows if not chosen or row.item.item_class.value == chosen)
    return replace(whole, rows=rows, item_class=chosen)


def _kept(question: Question, known: Known, basis: Basis) -> tuple[Pointer, ...]:
    kept = [
        programme
        for programme in known.programmes
        if programme.basis is basis and question.organisation.id in programme.members
    ]
    return tuple(_pointer(programme) for programme in sorted(kept, key=_name))


def _pointer(programme: Programme) -> Pointer:
    return Pointer(programme.name, programme.custodian, programme.how_to_ask, programme.because)


def _name(programme: Programme) -> tuple[str, str]:
    return programme.name.casefold(), str(programme.id)


def _matches(item: Item, words: str) -> bool:
    """Every word stands in title, reference, class, or the name of who put it here or keeps it."""
    told = " ".join([item.title, str(item.id), item.item_class.value, item.originator, item.custodian])
    return all(word in told.casefold() for word in words.casefold().split())


def _is_worth_considering(exemption: Exemption, item: Item) -> bool:
    return item.item_class.value in exemption.classes or bool(exemption.flags & _marks(item))


def _marks(item: Item) -> set[str]:
    """Flags of an item, with what is known of the environment, as the table of exemptions names them."""
    marks = {flag.value for flag in item.flags}
    return (
        marks
        | ({"environmental"} if item.environmental else set())
        | ({"emissions"} if item.emissions else set())
    )


def _plain(value: object) -> object:
    """What JSON does not know: a set in a fixed order, anything else as its text."""
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)
