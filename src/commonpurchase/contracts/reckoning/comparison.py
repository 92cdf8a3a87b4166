"""A draft beside the contract that is held: added, changed field by field, unchanged, or kept.

Where a file is silent, nothing changes. What a person set or confirmed stays, and so does a stated date
where the file only lets one be inferred.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from commonpurchase.contracts.facts import (
    Alteration,
    Comparison,
    Contract,
    Draft,
    Duty,
    Fate,
    KnownDates,
    Model,
    SourcedDate,
    UpdateDuty,
)
from commonpurchase.contracts.reckoning import fields, repeated
from commonpurchase.vocabulary.amounts import Basis, Money
from commonpurchase.vocabulary.periods import in_words

Value = TypeVar("Value")
Names = tuple[str, str, str]
NOTHING = "not known"
CONFIRMED = "A person confirmed the date that is held."
STATED = "The date that is held was stated; the file only lets one be inferred."
PERSON = "A person set this here."
TEXTS = ("reference", "title", "cpv", "framework")
LABELS = {**fields.LABELS, "models": "Product models", "stage": "Kind of agreement", "notes": "Remarks"}


def compared(
    drafts: Sequence[Draft], held: Mapping[str, Contract], fold: Callable[[str], str]
) -> tuple[Comparison, ...]:
    """Each draft beside the contract with its source key. `fold` makes spellings of a name the same."""
    numbered = _numbered(held, fold)
    named = [_as_numbered(_as_held(draft, held, fold), held, numbered, fold) for draft in drafts]
    return tuple(_compared(draft, held.get(draft.source_key), fold) for draft in named)


def _as_held(draft: Draft, held: Mapping[str, Contract], fold: Callable[[str], str]) -> Draft:
    """The draft by the key under which its contract is held.

    The same contract has another key in a list that names further suppliers under its number.
    """
    keys = repeated.key_of(draft.reference), repeated.key_with(draft.reference, draft.supplier)
    if draft.source_key not in keys:
        return draft
    same = (one for one in keys if one in held and fold(held[one].supplier) == fold(draft.supplier))
    return replace(draft, source_key=next(same, draft.source_key))


def _numbered(held: Mapping[str, Contract], fold: Callable[[str], str]) -> dict[Names, str]:
    """The source keys of what is held by number, buyer and supplier; where several have all three, none."""
    keys: dict[Names, list[str]] = {}
    for key, one in held.items():
        keys.setdefault(_names(one, fold), []).append(key)
    return {names: found[0] for names, found in keys.items() if len(found) == 1}


def _as_numbered(
    draft: Draft, held: Mapping[str, Contract], numbered: Mapping[Names, str], fold: Callable[[str], str]
) -> Draft:
    """A row of a list by the key of the published notice that its contract was first brought in by.

    The list does not say what kind of agreement it is, so that stays.
    """
    of_list = draft.source_key in {
        repeated.key_of(draft.reference),
        repeated.key_with(draft.reference, draft.supplier),
    }
    key = numbered.get(_names(draft, fold))
    if draft.source_key in held or key is None or not of_list:
        return draft
    return replace(draft, source_key=key, stage=held[key].stage)


def _names(one: Draft | Contract, fold: Callable[[str], str]) -> Names:
    return repeated.key_of(one.reference), fold(one.buyer), fold(one.supplier)


def known_dates(drafts: Sequence[Draft]) -> tuple[KnownDates, ...]:
    """How many of the drafts state each kind of date, have it inferred, or lack it."""
    return tuple(_known(name, [getattr(draft, name) for draft in drafts]) for name in fields.DATES)


def _known(name: str, dates: Sequence[SourcedDate | None]) -> KnownDates:
    inferred = sum(one is not None and one.inferred for one in dates)
    unknown = sum(one is None for one in dates)
    return KnownDates(fields.LABELS[name], len(dates) - inferred - unknown, inferred, unknown)


def _compared(draft: Draft, held: Contract | None, fold: Callable[[str], str]) -> Comparison:
    if held is None:
        return Comparison(draft, Fate.ADDED, _as_contract(draft))
    after = _merged(draft, held, fold)
    alterations = [*_altered(held, after), *_kept(draft, held)]
    fate = Fate.UNCHANGED if all(one.kept for one in alterations) else Fate.CHANGED
    return Comparison(draft, fate, after, tuple(alterations))


def _as_contract(draft: Draft) -> Contract:
    return Contract(
        reference=draft.reference,
        buyer=draft.buyer,
        supplier=draft.supplier,
        end=draft.end,
        start=draft.start,
        maximum_end=draft.maximum_end,
        notice=draft.notice,
        title=draft.title,
        cpv=draft.cpv,
        value=draft.value,
        framework=draft.framework,
        update_duty=draft.update_duty,
        models=draft.models,
        stage=draft.stage,
        notes=draft.notes,
    )


def _merged(draft: Draft, held: Contract, fold: Callable[[str], str]) -> Contract:
    start, end, maximum_end, notice = (_date_after(name, draft, held) for name in fields.DATES)
    return replace(
        held,
        reference=draft.reference or held.reference,
        title=draft.title or held.title,
        cpv=draft.cpv or held.cpv,
        framework=draft.framework or held.framework,
        buyer=_name(draft.buyer, held.buyer, fold),
        supplier=_name(draft.supplier, held.supplier, fold),
        value=_value(draft.value, held.value),
        update_duty=held.update_duty if "update_duty" in held.said else _duty_told(draft, held),
        models=held.models if "models" in held.said else _models_told(draft, held),
        stage=draft.stage,
        notes=draft.notes or held.notes,
        start=start,
        end=end,
        maximum_end=maximum_end,
        notice=notice,
    )


def _name(told: str, held: str, fold: Callable[[str], str]) -> str:
    return held if fold(told) == fold(held) or not told else told


def _value(told: Money | None, held: Money | None) -> Money | None:
    if told is None or held is None:
        return told or held
    same = (told.minor, told.currency) == (held.minor, held.currency)
    return held if same and told.basis is Basis.UNKNOWN else told


def _duty_told(draft: Draft, held: Contract) -> UpdateDuty:
    """The duty as the file would leave it."""
    told, before = draft.update_duty, held.update_duty
    if told.duty is Duty.UNKNOWN:
        return before
    if told.duty is not before.duty:
        return told
    return UpdateDuty(told.duty, told.reference or before.reference, told.text or before.text)


def _models_told(draft: Draft, held: Contract) -> tuple[Model, ...]:
    same = not draft.models or frozenset(draft.models) == frozenset(held.models)
    return held.models if same else draft.models


def _date_after(name: str, draft: Draft, held: Contract) -> SourcedDate | None:
    told, before = getattr(draft, name), getattr(held, name)
    return before if _is_said(name, held) else _date(told, before)


def _is_said(name: str, held: Contract) -> bool:
    """Whether a person set a date, or took it away; dates are noted by their kind."""
    return name.replace("_", " ") in held.said


def _date(told: SourcedDate | None, held: SourcedDate | None) -> SourcedDate | None:
    if told is None or held is None:
        return told or held
    if held.confirmed or (told.inferred and not held.inferred):
        return held
    same = (told.on, told.inferred) == (held.on, held.inferred)
    return held if same else told


def _altered(held: Contract, after: Contract) -> list[Alteration]:
    named = (*TEXTS, "stage", "buyer", "supplier", "value", "models", "notes", *fields.DATES)
    found = [_alteration(LABELS[name], getattr(held, name), getattr(after, name)) for name in named]
    return [one for one in (*found, *_duty_altered(held.update_duty, after.update_duty)) if one]


def _alteration(label: str, before: object, after: object) -> Alteration | None:
    return Alteration(label, shown(before), shown(after)) if before != after else None


def _duty_altered(held: UpdateDuty, after: UpdateDuty) -> list[Alteration | None]:
    return [
        _alteration(LABELS["update_duty"], held.duty.value, after.duty.value),
        _alteration("Clause", held.reference, after.reference),
        _alteration(LABELS["duty_text"], held.text, after.text),
    ]


def _kept(draft: Draft, held: Contract) -> list[Alteration]:
    """What the file says otherwise, and that stays as it is held."""
    found = [_kept_date(name, draft, held) for name in fields.DATES]
    if "models" in held.said:
        found.append(_alteration(LABELS["models"], held.models, _models_told(draft, held)))
    if "update_duty" in held.said:
        found += _duty_altered(held.update_duty, _duty_told(draft, held))
    return [one if one.kept else replace(one, kept=PERSON) for one in found if one]


def _kept_date(name: str, draft: Draft, held: Contract) -> Alteration | None:
    told, before = getattr(draft, name), getattr(held, name)
    same = told is None or (before is not None and told.on == before.on)
    if same or _date_after(name, draft, held) is not before:
        return None
    return Alteration(fields.LABELS[name], shown(before), shown(told), _why(name, before, held))


def _why(name: str, before: SourcedDate | None, held: Contract) -> str:
    if before and before.confirmed:
        return CONFIRMED
    return PERSON if _is_said(name, held) else STATED


def shown(value: object) -> str:
    """A value as a person reads it in a table of changes."""
    match value:
        case SourcedDate():
            return in_words(value.on) + (" (inferred)" if value.inferred else "")
        case Money():
            return f"{value} {value.basis.value}" if value.basis is not Basis.UNKNOWN else str(value)
        case tuple():
            return "; ".join(_said(one) for one in value) or NOTHING
        case _:
            return str(value or NOTHING)


def _said(one: object) -> str:
    return f"{one.brand}: {one.product_model}" if isinstance(one, Model) else str(one)


def fingerprint(comparisons: Sequence[Comparison]) -> str:
    """Changes when carrying the comparisons out would do something else."""
    written = hashlib.sha256()
    for one in comparisons:
        written.update(repr((one.draft.source_key, one.fate, one.after, one.kept)).encode())
    return written.hexdigest()[:16]
