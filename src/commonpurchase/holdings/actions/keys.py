"""An organisation gets a key, and the next one when it changes keys."""

import secrets
from collections.abc import Callable
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from commonpurchase.history import actions as history
from commonpurchase.holdings import models
from commonpurchase.holdings.queries import keys as queries
from commonpurchase.holdings.reckoning import keys, seeds
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer

Chance = Callable[[int], bytes]


@transaction.atomic
def make(*, address: Callable[[UUID], str], by: Viewer, chance: Chance = secrets.token_bytes) -> UUID:
    """Make the organisation's next key; returns its id. What older keys signed stays verifiable.

    `address` tells where the status list of a key will be found; it is written into every statement.
    """
    organisation, person = gate.organisation_of(by), gate.person_of(by)
    latest = queries.own(by)
    number, key, salt = (latest.number if latest else 0) + 1, uuid4(), chance(seeds.SALT_LENGTH)
    seed = seeds.seed(settings.SECRET_KEY, organisation=organisation, number=number, salt=salt)
    row = models.Key.objects.create(
        id=key,
        organisation_id=organisation,
        number=number,
        did=keys.did_of(keys.public_of(seed)),
        salt=salt,
        list_id=address(key),
        made_at=by.at,
    )
    content = {"did": row.did, "number": number, "person": str(person)}
    history.append(verb="holdings.make_key", subject=("key", row.pk), content=content, by=by)
    return row.pk
