"""What a letter about a contract says, gathered for the viewer who signs it."""

from uuid import UUID

from commonpurchase.contracts import models
from commonpurchase.contracts.facts import LetterKind
from commonpurchase.contracts.queries import contracts
from commonpurchase.contracts.writers.letters import Letter
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.readers import declared


def letter(viewer: Viewer, key: UUID, kind: LetterKind) -> Letter:
    """The letter of a kind about a contract, from the organisation that decides on it to its supplier.

    `gate.NotFoundError` if absent or hidden, or if the gate does not offer that kind of letter;
    `gate.RefusedError` when the viewer's organisation does not decide.
    """
    row = gate.open_record(viewer, models.Contract, key)
    contracts.require_decider(viewer, key)
    on = viewer.at.date()
    said = contracts.opened(viewer, key, on)
    if kind not in said.gate.letters:
        raise gate.NotFoundError("letter")
    return Letter(
        contract=said.contract,
        gate=said.gate,
        disclosed=contracts.disclosed_for(viewer, key, on),
        terms=contracts.terms(on),
        sender=organisations.opened(viewer, gate.organisation_of(viewer)),
        recipient=organisations.opened(viewer, row.supplier_id),
        person=organisations.name_of_person(viewer.person) if viewer.person else "",
        written_on=on,
        reply_days=declared.value("letter_reply_days", on),
    )
