"""A statement in a sentence or two, for people."""

from commonpurchase.disclosures.facts import Evidence
from commonpurchase.holdings.facts.attestations import Basis, Claim, Count, Statement
from commonpurchase.vocabulary.periods import in_words

TIERS = {1: "final assembly", 2: "components", 3: "materials", 4: "raw materials"}
CLAIMS = {
    Claim.ALL_SITES_DISCLOSED: "Every {tier} site that makes {models} has been disclosed",
    Claim.SITES_DISCLOSED: "Some {tier} sites that make {models} have been disclosed",
    Claim.ALL_SITES_VERIFIED: "Every {tier} site that makes {models} was checked by one who sells none of it",
}
SUPPORT = {
    Evidence.SELF_DECLARED: "It rests on what the supplier itself declares.",
    Evidence.DOCUMENTED: "It rests on documents of the supplier.",
    Evidence.VERIFIED: "It was verified",
}


def in_sentences(statement: Statement) -> str:
    """What a statement says, of whom, as of when and on what basis; what is not known is not mentioned."""
    counts = _counts(statement)
    updated = f"Last updated on {in_words(statement.updated_on)}. " if statement.updated_on else ""
    return (
        f"Of {statement.subject.name}, as of {in_words(statement.as_of)}: {_claim(statement)}"
        f"{f': {counts}' if counts else ''}. {updated}{_basis(statement.basis)}"
    )


def _claim(statement: Statement) -> str:
    number = statement.scope.tier
    tier = f"tier {number} ({TIERS[number]})" if number in TIERS else f"tier {number}"
    names = [str(model) for model in statement.scope.models] or ["no model that is named"]
    models = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return CLAIMS[statement.claim].format(tier=tier, models=models)


def _counts(statement: Statement) -> str:
    told = [
        _count(count, one, many)
        for count, one, many in (
            (statement.sites, "site", "sites"),
            (statement.countries, "country", "countries"),
        )
        if count
    ]
    return " in ".join(told)


def _count(count: Count, one: str, many: str) -> str:
    if count.at_most is None:
        return f"at least {count.at_least} {one if count.at_least == 1 else many}"
    if count.at_least == count.at_most:
        return f"{count.at_least} {one if count.at_least == 1 else many}"
    return f"between {count.at_least} and {count.at_most} {many}"


def _basis(basis: Basis) -> str:
    if basis.evidence is not Evidence.VERIFIED:
        return SUPPORT[basis.evidence]
    by = f" by {basis.checked_by}" if basis.checked_by else ""
    on = f" on {in_words(basis.checked_on)}" if basis.checked_on else ""
    return f"{SUPPORT[basis.evidence]}{by}{on}."
