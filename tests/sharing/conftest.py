"""The generated states, written to the database once for the whole folder."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from uuid import UUID

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from commonpurchase.documents.models import File
from commonpurchase.sharing import actions
from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.sharing.models import Grant, Label
from tests.sharing import reference, states

ANSWERS = {
    Permission.SEE: reference.may_see,
    Permission.CHANGE: reference.may_change,
    Permission.VERIFY: reference.may_verify,
}


@dataclass(frozen=True, eq=False)
class Written:
    """The states and the record that each became."""

    viewers: list[Viewer]
    states: dict[UUID, states.State]

    def expected(self, viewer: Viewer, permission: Permission) -> set[UUID]:
        return _expected(self, viewer, permission)


@cache
def _expected(written: Written, viewer: Viewer, permission: Permission) -> set[UUID]:
    answer = ANSWERS[permission]
    return {key for key, state in written.states.items() if answer(viewer, state.label)}


@pytest.fixture(scope="package")
def written(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Written]:
    viewers, generated = states.generate()
    with django_db_blocker.unblock(), transaction.atomic():
        labels = [actions.attach(state.label) for state in generated]
        Grant.objects.bulk_create(
            Grant(label=label, **asdict(grant))
            for label, state in zip(labels, generated, strict=True)
            for grant in state.label.grants
        )
        files = File.objects.bulk_create(as_file(label) for label in labels)
        yield Written(viewers, {file.pk: one for file, one in zip(files, generated, strict=True)})
        transaction.set_rollback(True)


def as_file(label: Label) -> File:
    return File(
        label=label,
        name="sites.csv",
        media_type="text/csv",
        sha256=sha256(label.pk.bytes).hexdigest(),
        content=b"",
        received_at=states.NOON,
    )
