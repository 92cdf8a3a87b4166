"""Whatever happens in whatever order, everybody sees what the reference says, at once and no longer.

Grants, agreements, embargoes, requests for information, people who change organisation and clocks that
jump: 2,000 sequences of 50 steps in a long run. Its control: planted faults, each found.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import QuerySet

from commonpurchase.documents.models import File
from commonpurchase.organisations import facts, queries
from commonpurchase.organisations.models import Mandate
from commonpurchase.sharing import actions, gate
from commonpurchase.sharing import queries as sharing
from commonpurchase.sharing.actions import agreements, grants, holds
from commonpurchase.sharing.facts import Label, Permission, Viewer
from commonpurchase.sharing.models import Agreement, Grant, Hold, Party
from tests.specification import turns
from tests.specification.turns import BrokenError

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "prove"
SEQUENCES, STEPS = (2_000, 50) if LONG else (4, 50)
#: Part 1 of 2, say, in one process and part 2 in another.
SHARD, SHARDS = map(int, os.environ.get("COMMONPURCHASE_SHARD", "1/1").split("/"))
SEED = 20_260_301
pytestmark = pytest.mark.django_db


def run(number: int, steps: tuple[turns.Step, ...] = turns.STEPS) -> list[str]:
    """One sequence, of which nothing stays."""
    with transaction.atomic():
        done = turns.sequence(SEED + number, STEPS, steps)
        transaction.set_rollback(True)
    return done


def test_everybody_sees_what_the_reference_says_after_every_step() -> None:
    numbers = range(SHARD - 1, SEQUENCES, SHARDS)
    done = Counter(name for number in numbers for name in run(number))

    assert sum(done.values()) == len(numbers) * STEPS
    assert set(done) == {step.__name__ for step in turns.STEPS}


def who_one_is_is_remembered(patch: pytest.MonkeyPatch) -> None:
    """The cached permission: whom somebody acts for, its groups and agreements, from the first request on."""
    kept: dict[UUID, Viewer] = {}
    before = queries.viewer_for

    def viewer_for(*, person: UUID, organisation: UUID | None, at: Any) -> Viewer:
        found = kept.setdefault(person, before(person=person, organisation=organisation, at=at))
        return replace(found, at=at)

    patch.setattr(queries, "viewer_for", viewer_for)


def what_one_sees_is_remembered(patch: pytest.MonkeyPatch) -> None:
    """The answer for a viewer at a moment is kept, and a change in the same moment is not noticed."""
    before = sharing.permitted

    @cache
    def keys(viewer: Viewer, permission: Permission) -> frozenset[UUID]:
        return frozenset(before(viewer, permission, File.objects.all()).values_list("pk", flat=True))

    def permitted(viewer: Viewer, permission: Permission, records: QuerySet[Any]) -> QuerySet[Any]:
        if records.model is not File:
            return before(viewer, permission, records)
        return records.filter(pk__in=keys(viewer, permission))

    patch.setattr(gate, "permitted", permitted)


def a_mandate_never_ends(patch: pytest.MonkeyPatch) -> None:
    def mandates(person: UUID, _: date) -> list[facts.Organisation]:
        rows = Mandate.objects.filter(person=person).select_related("organisation").order_by("pk")
        return [queries.fact(one.organisation) for one in rows]

    patch.setattr(queries, "mandates", mandates)


def a_new_label_revives_grants(patch: pytest.MonkeyPatch) -> None:
    before = actions._write_parties

    def write(row: Any, label: Label) -> None:
        Grant.objects.filter(label=row).update(revoked_at=None)
        before(row, label)

    patch.setattr(actions, "_write_parties", write)


def a_new_label_keeps_the_old_names(patch: pytest.MonkeyPatch) -> None:
    before = actions._write_parties

    def relabel(*, record: Any, label: Label, by: Viewer, unread: bool) -> None:
        old = type(record).objects.get(pk=record.pk).label.fact
        original(record=record, label=replace(label, named=label.named | old.named), by=by, unread=unread)

    original = actions.relabel
    patch.setattr(actions, "relabel", relabel)
    patch.setattr(actions, "_write_parties", before)


def a_new_label_forgets_who_is_shut_out(patch: pytest.MonkeyPatch) -> None:
    before = actions._write_parties

    def write(row: Any, label: Label) -> None:
        before(row, label)
        row.parties.filter(role=Party.EXCLUDED).delete()

    patch.setattr(actions, "_write_parties", write)


def an_embargo_is_not_written(patch: pytest.MonkeyPatch) -> None:
    before = actions._columns
    patch.setattr(actions, "_columns", lambda label: before(label) | {"embargo_until": None})


def ending_an_agreement_does_nothing(patch: pytest.MonkeyPatch) -> None:
    before = agreements.end

    def end(*, agreement: UUID, by: Viewer) -> None:
        before(agreement=agreement, by=by)
        Agreement.objects.filter(pk=agreement).update(ended_at=None)

    patch.setattr(agreements, "end", end)


def one_signature_is_enough(patch: pytest.MonkeyPatch) -> None:
    before = agreements.sign

    def sign(*, agreement: UUID, name: str, subject: Any, by: Viewer) -> None:
        before(agreement=agreement, name=name, subject=subject, by=by)
        Agreement.objects.filter(pk=agreement).update(in_force_at=by.at)

    patch.setattr(agreements, "sign", sign)


def a_revocation_waits_for_the_night(patch: pytest.MonkeyPatch) -> None:
    before = grants.revoke

    def revoke(*, grant: UUID, by: Viewer) -> None:
        before(grant=grant, by=replace(by, at=by.at + turns.DAY))

    patch.setattr(grants, "revoke", revoke)


def a_hold_keeps_nobody_from_revoking(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sharing, "holders", lambda _: frozenset())


def a_lifted_hold_goes_on(patch: pytest.MonkeyPatch) -> None:
    before = holds.lift

    def lift(*, case: UUID, by: Viewer) -> None:
        before(case=case, by=by)
        Hold.objects.filter(case=case).update(lifted_at=None)

    patch.setattr(holds, "lift", lift)


def who_joins_is_noticed_later(patch: pytest.MonkeyPatch) -> None:
    before = queries.acting

    def acting(*, person: UUID | None, organisation: UUID, at: Any) -> Viewer:
        found = before(person=person, organisation=organisation, at=at)
        return replace(
            found, groups=frozenset(one for one in found.groups if not one.startswith("consortium"))
        )

    patch.setattr(queries, "acting", acting)


Fault = Callable[[pytest.MonkeyPatch], None]
GRANTS = (turns.somebody_grants, turns.somebody_revokes)
LABELS = (turns.a_record_is_relabelled,)
AGREED = (turns.two_agree, turns.two_agree, turns.an_agreement_is_ended, turns.a_record_is_relabelled)
HELD = (*GRANTS, turns.a_request_holds, turns.a_request_is_closed, *LABELS)
MOVED = (turns.somebody_moves, turns.an_organisation_leaves, turns.the_clock_moves)
#: Each with the steps that concern it, so that it is found soon, and not by luck.
FAULTS: dict[Fault, tuple[turns.Step, ...]] = {
    who_one_is_is_remembered: turns.STEPS,
    what_one_sees_is_remembered: turns.STEPS,
    a_mandate_never_ends: MOVED,
    a_new_label_revives_grants: (*GRANTS, *LABELS),
    a_new_label_keeps_the_old_names: LABELS,
    a_new_label_forgets_who_is_shut_out: (turns.somebody_is_shut_out, *LABELS),
    an_embargo_is_not_written: (turns.an_embargo_is_laid, turns.the_clock_moves),
    ending_an_agreement_does_nothing: AGREED,
    one_signature_is_enough: AGREED,
    a_revocation_waits_for_the_night: GRANTS,
    a_hold_keeps_nobody_from_revoking: HELD,
    a_lifted_hold_goes_on: HELD,
    who_joins_is_noticed_later: (turns.somebody_joins_the_consortium, *LABELS),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.__name__)
def test_a_planted_fault_is_found(
    fault: Fault,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    fault(monkeypatch)

    for number in range(40):
        try:
            run(number, FAULTS[fault])
        except (BrokenError, gate.RefusedError):
            record_property("found in sequence", number + 1)
            return

    pytest.fail("the fault lives after 40 sequences")
