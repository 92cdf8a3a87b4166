"""The permission table asked of the database: the same conditions, compiled to SQL."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, reduce
from itertools import groupby
from operator import and_, itemgetter, or_
from typing import Any, TypeVar, assert_never
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FullResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Exists, Expression, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Length, Replace
from django.db.models.lookups import Exact
from django.db.models.sql.compiler import SQLCompiler

from commonpurchase.sharing import facts
from commonpurchase.sharing.facts import (
    Always,
    Begun,
    Condition,
    Covered,
    Flag,
    Granted,
    Meets,
    OneOf,
    Opposite,
    Permission,
    Predicate,
    Purpose,
    Secret,
    Viewer,
    Within,
)
from commonpurchase.sharing.models import (
    PARTS,
    Agreement,
    Grant,
    Hold,
    Label,
    Labelled,
    Party,
    between_bars,
    named_between_bars,
)
from commonpurchase.sharing.rules.permissions import GRANTED, REFUSED

Record = TypeVar("Record", bound=Labelled)

__all__ = [
    "PARTS",
    "Note",
    "Noted",
    "Notes",
    "agreements_of",
    "grants_given",
    "holders",
    "kinds",
    "note",
    "noting",
    "opened_for",
    "papers",
    "permitted",
    "permitted_labels",
]


@dataclass(frozen=True)
class Note:
    """A record that was read through the gate: by its key (`opened`), or in a list."""

    kind: str
    key: UUID
    label: int | UUID | None
    """None where only some columns were read."""
    opened: bool = False


Notes = dict[tuple[str, UUID], Note]
_NOTES: ContextVar[Notes | None] = ContextVar("notes", default=None)


@contextmanager
def noting() -> Iterator[Notes]:
    """Collect every record that is read through the gate meanwhile; what holdings keep a ledger of."""
    notes: Notes = {}
    token = _NOTES.set(notes)
    try:
        yield notes
    finally:
        _NOTES.reset(token)


class Noted(QuerySet[Record]):
    """Records that are noted when they are read, whether as objects or as columns with a key."""

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        if fresh and _NOTES.get() is not None:
            for one in self._result_cache or ():
                note(self.model, one)

    def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
        """As ever, each noted as it is read."""
        for one in super().iterator(chunk_size):
            note(self.model, one)
            yield one


def note(model: type[Labelled], one: object, *, opened: bool = False) -> None:
    """Take note of a record, or of its columns; nothing happens where nobody collects."""
    notes, kind = _NOTES.get(), str(model._meta.model_name)
    if isinstance(one, Mapping):
        key, label = one.get("pk", one.get("id")), None
    else:
        key, label = getattr(one, "pk", None), getattr(one, "label_id", None)
    if notes is not None and key is not None and (opened or (kind, key) not in notes):
        notes[kind, key] = Note(kind, key, label, opened)


NONE = Q(pk__in=[])
ALL = ~NONE


def permitted(viewer: Viewer, permission: Permission, records: QuerySet[Record]) -> QuerySet[Record]:
    """Those of the records that the viewer may see or change; exactly what `decide` would allow."""
    return records.filter(_Opens(viewer, permission))


def permitted_labels(viewer: Viewer, permission: Permission) -> QuerySet[Label]:
    """The labels that open to the viewer."""
    return _asked(viewer, permission).all()


@lru_cache(maxsize=64)
def _asked(viewer: Viewer, permission: Permission) -> QuerySet[Label]:
    """The question put into words once for a viewer at a moment; the answer is asked anew each time."""
    granted = _some_line_holds(GRANTED[permission], viewer)
    refused = _some_line_holds(REFUSED, viewer)
    return Label.objects.filter(granted).exclude(refused)


class _Opens(Expression):
    """That a record's label opens: asked label by label, by its key, so that a short list costs little.

    The condition goes into the query as finished SQL. Django would copy its some hundred parts again for
    every list, and pages ask many.
    """

    output_field = BooleanField()

    def __init__(self, viewer: Viewer, permission: Permission) -> None:
        super().__init__()
        self.asked = viewer, permission
        self.label: Any = F("label")

    def get_source_expressions(self) -> list[Any]:
        return [self.label]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self.label,) = exprs

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, tuple[Any, ...]]:
        condition, params = _condition(*self.asked, connection.alias)
        label, own = compiler.compile(self.label)
        sql = f"EXISTS(SELECT 1 FROM {TABLE} WHERE {TABLE}.id = {label} AND {condition})"  # noqa: S608 - compiled
        return sql, (*own, *params)


TABLE = Label._meta.db_table


@lru_cache(maxsize=64)
def _condition(viewer: Viewer, permission: Permission, using: str) -> tuple[str, tuple[Any, ...]]:
    """What `permitted_labels` asks, in a database's SQL; `EmptyResultSet` where no label can meet it."""
    query = permitted_labels(viewer, permission).query
    try:
        sql, params = query.get_compiler(using).compile(query.where)
    except FullResultSet:
        return "1 = 1", ()
    return f"({sql})", tuple(params)


def agreements_of(
    organisation: UUID, some_is_subject: Callable[[frozenset[UUID]], bool] = lambda _: False
) -> frozenset[facts.Agreement]:
    """The agreements that every party has signed, of one of them; who looks carries them to the gate.

    Without the carve-out an agreement covers nothing for as long as one of its parties is, or may be,
    subject to Freedom of Information: `some_is_subject` says so, as whoever knows organisations does.
    """
    signed = Agreement.objects.filter(signatures__organisation=organisation, in_force_at__isnull=False)
    rows = [(row.carve_out, row.fact) for row in signed.prefetch_related("signatures")]
    return frozenset(one for carve_out, one in rows if carve_out or not some_is_subject(one.parties))


def kinds() -> dict[str, type[Labelled]]:
    """Every kind of labelled record by its model's name, such as `contract`; the gate opens each."""
    return {str(one._meta.model_name): one for one in apps.get_models() if issubclass(one, Labelled)}


def holders(label: UUID) -> frozenset[UUID]:
    """The organisations that must keep what is so labelled as they have it, for an open request."""
    standing = Hold.objects.filter(label=label, lifted_at=None)
    return frozenset(standing.values_list("organisation", flat=True))


def papers(viewer: Viewer) -> list[facts.Paper]:
    """The agreements that the viewer may read, signed or not, the latest start first."""
    rows: QuerySet[Agreement] = permitted(viewer, Permission.SEE, Noted(model=Agreement))
    return [_paper(row) for row in rows.prefetch_related("signatures").order_by("-start", "title", "pk")]


def _paper(row: Agreement) -> facts.Paper:
    signed = [facts.Signed(one.organisation, one.signed_by, one.signed_at) for one in row.signatures.all()]
    return facts.Paper(
        id=row.pk,
        title=row.title,
        start=row.start,
        end=row.end,
        document_sha256=row.document_sha256,
        carve_out=row.carve_out,
        signatures=tuple(signed),
        programmes=tuple(sorted(named_between_bars(row.programmes))),
        survives_until=row.survives_until,
        in_force_at=row.in_force_at,
        ended_at=row.ended_at,
    )


def grants_given(viewer: Viewer, record: Labelled) -> dict[UUID, facts.Grant]:
    """The grants of a record that the gate has opened, by id, the latest start first.

    Only for its originator: nobody else learns whom it was granted to.
    """
    if record.label.originator != viewer.organisation:
        return {}
    return {row.pk: row.fact for row in record.label.grants.order_by("-start", "pk")}


def opened_for(viewer: Viewer, kind: str = "") -> dict[Purpose, int]:
    """How many records each purpose opens to the viewer by a grant, beyond what it sees without one.

    Of one kind, or of all. Both sides are asked through the table: a grant of a record that stays closed
    to the viewer counts for nothing, so the numbers tell of nothing that it may not see.
    """
    if viewer.organisation is None:
        return {}
    to = _open_grants(viewer.organisation, viewer.person, viewer.at)
    purposes = set(to.values_list("purpose", flat=True))
    counted = {one: _beyond(viewer, one, to, kind) for one in Purpose if one.value in purposes}
    return {purpose: count for purpose, count in counted.items() if count}


def _beyond(viewer: Viewer, purpose: Purpose, to: QuerySet[Grant], kind: str) -> int:
    without, looking = (
        permitted_labels(replace(viewer, purpose=one), Permission.SEE) for one in (None, purpose)
    )
    granted = to.filter(purpose=purpose.value).values("label")
    labels = looking.filter(pk__in=granted).exclude(pk__in=without.values("pk"))
    if not kind:
        return labels.count()
    return kinds()[kind]._default_manager.filter(label__in=labels.values("pk")).count()


def _some_line_holds(lines: Sequence[Sequence[Predicate]], viewer: Viewer) -> Q:
    """Lines that begin alike ask their first condition once."""
    alternatives = []
    for first, alike in groupby(lines, key=itemgetter(0)):
        rest = [line[1:] for line in alike]
        whole = ALL if [] in rest else _some_line_holds(rest, viewer)
        alternatives.append(_every([as_q(first(viewer)), whole]))
    return _any(alternatives)


def _any(alternatives: Iterable[Q]) -> Q:
    asked = [one for one in alternatives if one != NONE]
    return ALL if ALL in asked else reduce(or_, asked, Q()) if asked else NONE


def _every(conditions: Iterable[Q]) -> Q:
    asked = [one for one in conditions if one != ALL]
    return NONE if NONE in asked else reduce(and_, asked, Q()) if asked else ALL


def as_q(condition: Condition) -> Q:
    """One condition as SQL on the label table, true or false for every row, never unknown."""
    match condition:
        case Always(answer):
            return ALL if answer else NONE
        case Opposite(inner):
            return _opposite(as_q(inner))
        case OneOf(field, accepted):
            known = Q(**{f"{field}__in": accepted - {None}, f"{field}__isnull": False})
            unknown = Q(**{f"{field}__isnull": True})
            return _any([known if accepted - {None} else NONE, unknown if None in accepted else NONE])
        case Begun(field, at, unset):
            come = Q(**{f"{field}__isnull": False, f"{field}__lte": at})
            return come | Q(**{f"{field}__isnull": True}) if unset else come
        case _:
            return _of_several(condition)


def _of_several(condition: Meets | Within | Covered | Granted) -> Q:
    """Conditions on what a label has several of."""
    match condition:
        case Meets(field, accepted):
            return _meets(field, accepted) if accepted else NONE
        case Within(field, accepted):
            return _within(field, accepted)
        case Covered(wholly, in_part):
            return ~Q(Exists(_uncovered(wholly, in_part)))
        case Granted():
            return Q(Exists(_grants(condition)))
        case unknown:
            assert_never(unknown)


def _opposite(inner: Q) -> Q:
    return {NONE: ALL, ALL: NONE}.get(inner) or ~inner


def _meets(field: str, accepted: frozenset[UUID] | frozenset[Flag]) -> Q:
    if field == "flags":
        return _any(Q(**{str(flag): True}) for flag in accepted)
    return Q(Exists(_parties(field).filter(who__in=accepted)))


def _within(field: str, accepted: frozenset[object]) -> Q:
    if field == "flags":
        return _every(Q(**{flag.value: False}) for flag in Flag if flag not in accepted)
    if field == "groups":
        return Q(Exact(_covered(sorted(str(group) for group in accepted if group)), Length("groups")))
    accepted_ids = [one for one in accepted if isinstance(one, UUID)]
    return ~Q(Exists(_parties(field).exclude(who__in=accepted_ids)))


def _covered(groups: list[str]) -> Combinable:
    """How many characters of the column these groups account for; all of them, if it holds no other.

    Added up by halves: SQLite reads only so many brackets inside each other.
    """
    if not groups:
        return Value(0)
    if len(groups) > 1:
        half = len(groups) // 2
        return _covered(groups[:half]) + _covered(groups[half:])
    without = Replace(F("groups"), Value(between_bars(groups[0])), Value(""), output_field=TextField())
    return Length("groups") - Length(without)


def _uncovered(wholly: frozenset[UUID], in_part: frozenset[Secret]) -> QuerySet[Party]:
    """The secrets of a label that are not covered."""
    parts = _any(Q(who=one.organisation, programme=one.programme) for one in in_part)
    return _parties(Party.SECRET).exclude(_any([Q(who__in=wholly) if wholly else NONE, parts]))


def _grants(asked: Granted) -> QuerySet[Grant]:
    """The grants of a label that open."""
    opening = _open_grants(asked.organisation, asked.person, asked.at)
    return opening.filter(label=OuterRef("pk"), purpose=asked.purpose.value)


def _open_grants(organisation: UUID, person: UUID | None, at: datetime) -> QuerySet[Grant]:
    """The grants to an organisation, and to this person where they name one, that are open at a moment."""
    open_now = Q(start__lte=at, end__gt=at) & (Q(revoked_at=None) | Q(revoked_at__gt=at))
    whom = Q(person=None) | Q(person=person) if person else Q(person=None)
    return Grant.objects.filter(open_now, whom, organisation=organisation)


def _parties(role: str) -> QuerySet[Party]:
    if role not in {value for value, _ in Party.ROLES}:
        message = f"found a condition on {role}; expected flags, groups or a role of a party"
        raise ValueError(message)
    return Party.objects.filter(label=OuterRef("pk"), role=role)
