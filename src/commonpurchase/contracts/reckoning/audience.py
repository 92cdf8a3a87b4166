"""Before contracts are taken over: who will see each, and who will hold them."""

from collections.abc import Sequence

from commonpurchase.organisations.facts import Organisation
from commonpurchase.organisations.reckoning.custody import Mode, before_sharing, sentence

EACH = "Each contract is shown to the buyer and the supplier that it names, and to nobody else."


def of_file(holder: Organisation) -> str:
    """Before a file is uploaded."""
    return (
        f"{sentence(holder, Mode.OWN)} Nobody else sees anything of the file "
        "before you have looked at a preview and confirmed it."
    )


def of_contracts(holder: Organisation, receiving: Sequence[Organisation]) -> str:
    """Before the contracts of a file are taken over; `receiving` are parties that use the workspace."""
    if not receiving:
        return before_sharing(holder, [])
    return " ".join([sentence(holder, Mode.OWN), EACH, before_sharing(holder, receiving)])
