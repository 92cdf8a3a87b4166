"""What rows show of a claim, put into a statement that says no more; and who may read that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from commonpurchase.contracts.facts import Model
from commonpurchase.disclosures.facts import Disclosure, Evidence, Row
from commonpurchase.holdings.facts.attestations import Basis, Claim, Class, Count, Party, Scope, Statement
from commonpurchase.holdings.facts.issuing import Draft, Force, Shown
from commonpurchase.holdings.reckoning.integrity import canonical
from commonpurchase.holdings.reckoning.wording import in_sentences
from commonpurchase.sharing.facts import Audience, Label, Permission, Viewer
from commonpurchase.sharing.reckoning.previews import who_may

#: From weak to strong: a statement is as well supported as the weakest row it rests on.
STRENGTH = (Evidence.SELF_DECLARED, Evidence.DOCUMENTED, Evidence.VERIFIED)


def shown(disclosure: Disclosure, scope: Scope, on: date) -> Shown:
    """What the rows in force show of these models at this tier on a day."""
    making = [row for row in disclosure.rows if _makes(row, on)]
    wanted = {_folded(model) for model in scope.models}
    rows = [row for row in making if row.tier == scope.tier and _folded(_model(row)) in wanted]
    doubtful = [row for row in making if row not in rows and _may_be(row, scope, wanted)]
    told = {_folded(_model(row)) for row in rows}
    return Shown(
        supplier=disclosure.supplier,
        scope=scope,
        on=on,
        rows=tuple(rows),
        doubtful=tuple(doubtful),
        without=tuple(model for model in scope.models if _folded(model) not in told),
        sites=_sites(rows, doubtful),
        countries=Count(len({row.country for row in rows}), len({row.country for row in (*rows, *doubtful)})),
        evidence=min((row.support for row in rows), key=STRENGTH.index, default=Evidence.SELF_DECLARED),
        updated_on=min((row.disclosed_on for row in rows), default=None),
        checked_by=tuple(sorted({row.verified_by for row in rows if row.verified_by})),
        checked=tuple(sorted({row.verified_on for row in rows if row.verified_on})),
    )


def _makes(row: Row, on: date) -> bool:
    """Whether the row is in production on a day, as far as it says."""
    begun = row.produced_from is None or row.produced_from <= on
    return begun and (row.produced_until is None or row.produced_until >= on)


def _may_be(row: Row, scope: Scope, wanted: set[tuple[str, str]]) -> bool:
    """A row that leaves open whether it is of these models at this tier."""
    brands = {brand for brand, _ in wanted}
    tier = row.tier is None or row.tier == scope.tier
    model = _folded(_model(row)) in wanted or (
        not row.product_model.strip() and _folded(_model(row))[0] in brands
    )
    return tier and model


def _model(row: Row) -> Model:
    return Model(row.brand, row.product_model)


def _folded(model: Model) -> tuple[str, str]:
    return _plain(model.brand), _plain(model.product_model)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _sites(rows: Sequence[Row], doubtful: Sequence[Row]) -> Count:
    """How many sites: rows that share a name or an address in a country may be one site, or may not."""
    places = {_place(row) for row in rows}
    perhaps = places | {_place(row) for row in doubtful}
    return Count(_groups(places), len(perhaps))


def _place(row: Row) -> tuple[str, str, str]:
    return row.country, _plain(row.site_name), _plain(row.address)


def _groups(places: Iterable[tuple[str, str, str]]) -> int:
    """How many groups of places share neither a name nor an address with another one."""
    groups: list[set[tuple[str, str, str]]] = []
    for country, name, address in places:
        marks = {(country, "name", name), *([(country, "address", address)] if address else [])}
        touched = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks]
        groups.append(marks.union(*touched))
    return len(groups)


def models_in(rows: Iterable[Row]) -> tuple[Model, ...]:
    """The product models that rows name, as first written, by brand and name."""
    found = {_folded(_model(row)): _model(row) for row in reversed(list(rows)) if row.product_model.strip()}
    return tuple(found[key] for key in sorted(found))


def stated(one: Shown, claim: Claim, subject: Party, label_class: Class) -> Statement:
    """The statement that the rows support: counts as they are, the oldest update, the first of the checks."""
    verified = one.evidence is Evidence.VERIFIED
    basis = Basis(one.evidence, " and ".join(one.checked_by), one.checked[0]) if verified else None
    return Statement(
        claim=claim,
        subject=subject,
        scope=one.scope,
        as_of=one.on,
        basis=basis or Basis(one.evidence),
        label_class=label_class,
        sites=one.sites,
        countries=one.countries,
        updated_on=one.updated_on,
    )


def fingerprint(disclosure: Disclosure) -> str:
    """The hash of everything that a statement can rest on: the version, its rows, who checked them."""
    rows = [
        {name: _written(value) for name, value in asdict(row).items()}
        for row in sorted(disclosure.rows, key=lambda row: row.reference)
    ]
    return sha256(canonical({"version": str(disclosure.id), "rows": rows})).hexdigest()


def seen(draft: Draft) -> str:
    """The hash of what a person looked at before signing: the rows, and for whom the statement is."""
    readers, beyond = (sorted(str(one.id) for one in some) for some in (draft.recipients, draft.beyond))
    looked_at = {
        "rows": draft.fingerprint,
        "says": in_sentences(draft.statement),
        "for": readers,
        "beyond": beyond,
    }
    return sha256(canonical(looked_at)).hexdigest()


def _written(value: object) -> object:
    return value if value is None or isinstance(value, int | float) else str(value)


def beyond(inputs: Label, recipients: Mapping[UUID, Viewer]) -> frozenset[UUID]:
    """The recipients whom the label of the rows does not open; a grant ends, so none counts here."""
    lasting = replace(inputs, grants=frozenset())
    plain = [replace(viewer, person=None, steward=False) for viewer in recipients.values()]
    open_to = {viewer.organisation for viewer in who_may(Permission.SEE, lasting, plain)}
    return frozenset(recipients) - open_to


def addressed(joined: Label, recipients: Iterable[UUID]) -> Label:
    """The label of a statement for these recipients: the join of its inputs with another audience.

    Flags, exclusions and embargo stay. Where a recipient may not see the rows, it is a redaction (the
    statement has no site and no link left in it), for which the originator's persons must agree.
    """
    return replace(joined, audience=Audience.NAMED, named=frozenset(recipients), grants=frozenset())


def force(at: datetime, valid_until: datetime, revoked_at: datetime | None) -> Force:
    """Whether a signed statement counts at a moment."""
    if revoked_at is not None and revoked_at <= at:
        return Force.REVOKED
    return Force.IN_FORCE if at < valid_until else Force.EXPIRED
