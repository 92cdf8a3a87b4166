"""The writing of a signed statement: its place in the key's list, its file, its label."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from commonpurchase.holdings import models
from commonpurchase.holdings.actions.keys import Chance
from commonpurchase.holdings.facts.attestations import Attestation as ToSign
from commonpurchase.holdings.facts.attestations import Party, StatusEntry, StatusList
from commonpurchase.holdings.facts.issuing import Draft, KeyFact, Proposal
from commonpurchase.holdings.queries import keys
from commonpurchase.holdings.reckoning import issuing
from commonpurchase.holdings.writers.credentials import write_attestation
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing.facts import Viewer
from commonpurchase.sharing.reckoning import joins


def write(
    row: models.Proposal, seen: Proposal, draft: Draft, chance: Chance, by: Viewer
) -> models.Attestation:
    """Sign what was proposed and keep it; the caller has judged it, and holds the transaction."""
    key = keys.own(by)
    if key is None:
        raise ValueError("found no key to sign with; expected the caller to have looked for one")
    place, pk = _place(key, chance), uuid4()
    until = by.at + timedelta(days=row.days)
    file = write_attestation(
        ToSign(
            id=pk.urn,
            issuer=Party(draft.issuer.name, key.did),
            statement=replace(seen.statement, label_class=draft.statement.label_class),
            valid_from=by.at,
            valid_until=until,
            status=StatusEntry(key.list_id, place.index),
        ),
        seed=keys.seed_of(key),
        signed_at=by.at,
    )
    signed = models.Attestation.objects.create(
        id=pk,
        label=sharing.attach(
            issuing.addressed(joins.derived(draft.issuer.id, [draft.inputs]), draft.label.named)
        ),
        issuer_id=draft.issuer.id,
        subject_id=draft.subject.id,
        proposal=row,
        place=place,
        claim=seen.statement.claim.value,
        content=file,
        issued_at=by.at,
        valid_until=until,
    )
    row.issued_at = by.at
    row.save(update_fields=["issued_at"])
    return signed


def _place(key: KeyFact, chance: Chance) -> models.Place:
    """A free place in the key's list, drawn by chance: the next one would tell how many there are."""
    taken = set(models.Place.objects.filter(key=key.id).values_list("index", flat=True))
    index = int.from_bytes(chance(8)) % StatusList.size
    while index in taken:
        index = (index + 1) % StatusList.size
    return models.Place.objects.create(key_id=key.id, index=index)
