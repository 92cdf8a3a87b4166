"""The keys of organisations as facts, the secrets behind them, and the lists that take statements back."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings

from commonpurchase.holdings import models
from commonpurchase.holdings.facts.attestations import Party, StatusList
from commonpurchase.holdings.facts.issuing import KeyFact
from commonpurchase.holdings.reckoning import keys, seeds
from commonpurchase.holdings.writers.credentials import write_status_list
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.readers import declared


class SecretLostError(ValueError):
    """No secret of this workspace gives the key back; the message says what to do."""


def of(viewer: Viewer, organisation: UUID) -> tuple[KeyFact, ...]:
    """The public halves of an organisation's keys, newest first; `gate.NotFoundError` if it is hidden."""
    organisations.opened(viewer, organisation)
    rows = models.Key.objects.filter(organisation=organisation).order_by("-number")
    return tuple(fact(row, current=place == 0) for place, row in enumerate(rows))


def own(viewer: Viewer) -> KeyFact | None:
    """The key with which the viewer's organisation signs now; None before it made one."""
    return next(iter(of(viewer, gate.organisation_of(viewer))), None)


def fact(row: models.Key, *, current: bool) -> KeyFact:
    """A key's public half as a fact."""
    return KeyFact(row.pk, row.organisation_id, row.number, row.did, row.list_id, row.made_at, current)


def seed_of(key: KeyFact) -> bytes:
    """The secret seed of a key of the workspace; `SecretLostError` if its secret was changed.

    Secrets that were replaced are tried too, as long as they stand in SECRET_KEY_FALLBACKS.
    """
    salt = bytes(models.Key.objects.values_list("salt", flat=True).get(pk=key.id))
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        seed = seeds.seed(str(secret), organisation=key.organisation, number=key.number, salt=salt)
        if keys.did_of(keys.public_of(seed)) == key.did:
            return seed
    raise SecretLostError(
        f"Key {key.number} cannot sign any more, because the workspace's secret was changed. What it signed "
        "can still be verified. Make the next key, or have the old secret named again."
    )


def status_list(viewer: Viewer, key: UUID) -> bytes:
    """The signed list of what a key's organisation has taken back; `gate.NotFoundError` without such a key.

    For anybody who has its address, which stands in the statements: it holds bits, the key and no name.
    It is signed as of the beginning of the day, or of the last thing taken back since.
    """
    row = models.Key.objects.filter(pk=key).first()
    if row is None:
        raise gate.NotFoundError("status list")
    taken_back = {
        place.index: place.revoked_at
        for place in row.places.filter(revoked_at__lte=viewer.at)
        if place.revoked_at
    }
    begins = max([datetime.combine(viewer.at.date(), time(), viewer.at.tzinfo), *taken_back.values()])
    listed = StatusList(
        id=row.list_id,
        issuer=Party("", row.did),
        valid_from=begins,
        valid_until=begins + timedelta(days=declared.value("status_list_days", viewer.at.date())),
        revoked=frozenset(taken_back),
    )
    return write_status_list(listed, seed=seed_of(fact(row, current=True)), signed_at=begins)
