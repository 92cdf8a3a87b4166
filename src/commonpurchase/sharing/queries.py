"""The permission table asked of the database: the same conditions, compiled to SQL."""

from itertools import combinations
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonpurchase.sharing.facts import (
    Always,
    Begun,
    Condition,
    Flag,
    Meets,
    OneOf,
    Opposite,
    Permission,
    Viewer,
    Within,
)
from commonpurchase.sharing.models import GROUPS_SEPARATOR, Label, Labelled, Party
from commonpurchase.sharing.rules.permissions import GRANTED, REFUSED

Record = TypeVar("Record", bound=Labelled)


def permitted(viewer: Viewer, permission: Permission, records: QuerySet[Record]) -> QuerySet[Record]:
    """Those of the records that the viewer may see or change; exactly what `decide` would allow."""
    return records.filter(label__in=permitted_labels(viewer, permission))


def permitted_labels(viewer: Viewer, permission: Permission) -> QuerySet[Label]:
    """The labels that open to the viewer."""
    granted, refused = Q(pk__in=[]), Q(pk__in=[])
    for line in GRANTED[permission]:
        granted |= _every([test(viewer) for test in line])
    for line in REFUSED:
        refused |= _every([test(viewer) for test in line])
    return Label.objects.filter(granted).exclude(refused)


def _every(conditions: list[Condition]) -> Q:
    whole = Q()
    for condition in conditions:
        whole &= as_q(condition)
    return whole


def as_q(condition: Condition) -> Q:
    """One condition as SQL on the label table."""
    match condition:
        case Always(answer):
            return ~Q(pk__in=[]) if answer else Q(pk__in=[])
        case Opposite(inner):
            return ~as_q(inner)
        case OneOf(field, accepted):
            return Q(**{f"{field}__in": accepted}) & Q(**{f"{field}__isnull": False})
        case Begun(field, at):
            return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__lte": at})
        case Meets(field, accepted):
            return _meets(field, accepted)
        case Within(_, accepted):
            return Q(groups__in=_subsets(accepted))


def _meets(field: str, accepted: frozenset[UUID] | frozenset[Flag]) -> Q:
    if field == "flags":
        flags = Q(pk__in=[])
        for flag in accepted:
            flags |= Q(**{str(flag): True})
        return flags
    parties = Party.objects.filter(label=OuterRef("pk"), role=field, organisation__in=accepted)
    return Q(Exists(parties))


def _subsets(groups: frozenset[object]) -> list[str]:
    """Every way to write some of the groups: a viewer has a handful, so there are few."""
    ordered = sorted(str(group) for group in groups)
    return [
        GROUPS_SEPARATOR.join(some)
        for size in range(len(ordered) + 1)
        for some in combinations(ordered, size)
    ]
