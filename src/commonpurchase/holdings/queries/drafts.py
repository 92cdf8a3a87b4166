"""What an organisation could attest from the rows that it sees, and what stands in the way."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from commonpurchase.contracts.facts import Model
from commonpurchase.disclosures import queries as disclosures
from commonpurchase.disclosures.facts import DISCLOSING, RECEIVING, Disclosure
from commonpurchase.holdings.facts.attestations import Party, Statement
from commonpurchase.holdings.facts.issuing import ISSUING, Draft, Shown, Wanted
from commonpurchase.holdings.queries import keys
from commonpurchase.holdings.reckoning import issuing
from commonpurchase.holdings.reckoning.delivery import class_of
from commonpurchase.holdings.reckoning.wording import TIERS
from commonpurchase.holdings.rules import agreeing
from commonpurchase.holdings.rules import issuing as rules
from commonpurchase.organisations import queries as organisations
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Label, Permission, Viewer
from commonpurchase.sharing.reckoning import joins
from commonpurchase.sharing.reckoning.previews import who_may
from commonpurchase.vocabulary.findings import Finding
from commonpurchase.vocabulary.readers import declared


def subjects(viewer: Viewer) -> list[Organisation]:
    """Whose rows the viewer's organisation could attest from: its own if it discloses, else those it sees."""
    own = organisations.opened(viewer, gate.organisation_of(viewer))
    if own.kind in DISCLOSING:
        return [own]
    sent = {one.supplier for one in disclosures.versions(viewer)}
    return [one for one in organisations.listed(viewer) if one.id in sent]


def disclosed(viewer: Viewer, subject: UUID) -> tuple[Disclosure, UUID]:
    """The rows in force of a supplier as the viewer sees them, and their version.

    `gate.NotFoundError` where it sees none.
    """
    found = disclosures.in_force(viewer, subject, viewer.at.date())
    if found.id is None:
        raise gate.NotFoundError("disclosure")
    return found, found.id


def has_disclosed(viewer: Viewer, subject: UUID) -> bool:
    """Whether the viewer sees any row of a supplier."""
    return bool(disclosures.in_force(viewer, subject, viewer.at.date()).rows)


def receivers(viewer: Viewer, subject: UUID) -> list[Organisation]:
    """Who could be sent a statement: those who buy, convene or monitor, but for both parties to it."""
    apart = {viewer.organisation, subject}
    known = organisations.listed(viewer)
    return [one for one in known if one.claimed and one.kind in RECEIVING and one.id not in apart]


def may_issue(viewer: Viewer) -> bool:
    """Whether the viewer's organisation is of a kind that attests."""
    return organisations.opened(viewer, gate.organisation_of(viewer)).kind in ISSUING


def offered(viewer: Viewer, subject: UUID) -> tuple[tuple[Model, ...], tuple[int, ...]]:
    """The product models and tiers that a supplier's rows in force name, as the viewer sees them."""
    rows = disclosed(viewer, subject)[0].rows
    return issuing.models_in(rows), tuple(sorted({row.tier for row in rows if row.tier in TIERS}))


def drafted(viewer: Viewer, subject: UUID, wanted: Wanted) -> Draft:
    """The statement that the rows support now, its label, and every finding on it.

    `gate.NotFoundError` where the viewer sees no rows of that supplier.
    """
    source, version = disclosed(viewer, subject)
    inputs = disclosures.label_of(viewer, version)
    issuer = organisations.opened(viewer, gate.organisation_of(viewer))
    about = organisations.opened(viewer, subject)
    chosen = tuple(one for one in receivers(viewer, subject) if one.id in wanted.recipients)
    label = label_for(issuer.id, inputs, {one.id for one in chosen} | ({subject} - {issuer.id}))
    one = issuing.shown(source, wanted.scope, viewer.at.date())
    subject_key = next(iter(keys.of(viewer, subject)), None)
    party = Party(about.name, subject_key.did if subject_key else "")
    looking = {one.id: organisations.acting(person=None, organisation=one.id, at=viewer.at) for one in chosen}
    beyond = issuing.beyond(inputs, looking)
    return Draft(
        issuer=issuer,
        subject=about,
        disclosure=version,
        fingerprint=issuing.fingerprint(source),
        shown=one,
        statement=issuing.stated(one, wanted.claim, party, class_of(label)),
        label=label,
        findings=(
            *_supported(one, wanted, issuer, own=issuer.id == subject),
            agreeing.it_is_for_somebody(chosen),
            agreeing.it_opens_to_those_it_is_for(_closed_to(label, chosen, looking.values())),
        ),
        recipients=chosen,
        beyond=tuple(one for one in chosen if one.id in beyond),
        originator=inputs.originator,
        inputs=inputs,
    )


def label_for(issuer: UUID, inputs: Label, readers: Iterable[UUID]) -> Label:
    """The label of something derived from rows, for these organisations and no others."""
    return issuing.addressed(joins.derived(issuer, [inputs]), readers)


def fingerprint_of(viewer: Viewer, disclosure: UUID) -> str:
    """The hash of what a version shows today; `gate.NotFoundError` if the viewer may not see it."""
    found = disclosures.contents(viewer, [disclosure], viewer.at.date())
    if disclosure not in found:
        raise gate.NotFoundError("disclosure")
    return issuing.fingerprint(found[disclosure])


def same(one: Statement, other: Statement) -> bool:
    """Whether two statements say the same but for the day they speak as of, and the key they name."""
    return replace(one, as_of=other.as_of, subject=other.subject) == other


def _supported(shown: Shown, wanted: Wanted, issuer: Organisation, *, own: bool) -> tuple[Finding, ...]:
    lifetime = timedelta(days=declared.value("disclosure_lifetime_days", shown.on))
    return (
        rules.its_issuer_answers_for_what_it_knows(issuer),
        rules.every_model_has_a_site(shown),
        rules.all_of_them_is_said_by_who_discloses(wanted.claim, own=own, declared=wanted.declared),
        rules.the_rows_leave_nothing_open(wanted.claim, shown, lifetime),
        agreeing.it_counts_for_a_limited_time(
            wanted.days, declared.value("attestation_longest_days", shown.on)
        ),
    )


def _closed_to(label: Label, chosen: Iterable[Organisation], looking: Iterable[Viewer]) -> list[Organisation]:
    opened = {viewer.organisation for viewer in who_may(Permission.SEE, label, looking)}
    return [one for one in chosen if one.id not in opened]
