"""Signing an agreement, with what is known of its parties' laws."""

from uuid import UUID

from commonpurchase.holdings.queries import agreements
from commonpurchase.holdings.reckoning.agreements import which_law
from commonpurchase.sharing.actions import agreements as sharing
from commonpurchase.sharing.facts import Viewer


def sign(*, agreement: UUID, name: str, by: Viewer) -> None:
    """Sign for the viewer's organisation; with the last signature the agreement comes into force.

    Every party whose law is not known counts as one that may be subject to Freedom of Information.
    `gate.NotFoundError`, or `sharing.NotReadyError` saying why not and which law matters.
    """
    read = agreements.opened(by, agreement)
    subject = [one.id for one in read.subject]
    try:
        sharing.sign(agreement=agreement, name=name, subject=subject, by=by)
    except sharing.NotReadyError as why:
        if read.paper.carve_out:
            raise
        raise sharing.NotReadyError(" ".join(filter(None, [str(why), which_law(read.subject)]))) from why
