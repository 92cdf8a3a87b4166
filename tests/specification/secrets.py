"""Changes to what a viewer may not see: each makes another database that must look the same to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

from commonpurchase.contracts.models import (
    ColumnMapping,
    Contract,
    ContractDate,
    ContractedModel,
    GateDecision,
    Import,
    Served,
)
from commonpurchase.disclosures.facts import Ground
from commonpurchase.disclosures.models import Disclosure, SiteRow, Upload, Verification, VerifiedRow
from commonpurchase.documents.models import File
from commonpurchase.organisations import actions as organisations
from commonpurchase.organisations import queries
from commonpurchase.organisations.facts import Kind
from commonpurchase.organisations.models import Organisation
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import NOBODY, Permission, Purpose, Viewer
from commonpurchase.sharing.models import Agreement, Grant, Label, Labelled, Party, Signature
from commonpurchase.sharing.reckoning import presets
from commonpurchase.sharing.rules.decide import decide
from tests import world as the_world
from tests.contracts import records

WORDS = ["Zebra", "Quokka", "Ångström", "澄岚", "Ekvik", "overdue", "999"]
DAY = timedelta(days=1)


class NothingHiddenError(Exception):
    """Nothing of the kind is hidden from this viewer, so there is nothing to change."""


@dataclass(frozen=True)
class Choice:
    """Who looks, and the dice."""

    viewer: Viewer
    random: Random

    def hidden(self, rows: QuerySet[Any]) -> Any:
        """One record of a kind that the viewer may not see."""
        model = rows.model
        seen = gate.visible(self.viewer, model).values("pk")
        return self.one(rows.exclude(pk__in=seen).order_by("pk"))

    def seen(self, rows: QuerySet[Any]) -> Any:
        """One record of a kind that the viewer sees, though not everything about it."""
        keys = gate.visible(self.viewer, rows.model).values("pk")
        return self.one(rows.filter(pk__in=keys).order_by("pk"))

    def one(self, rows: QuerySet[Any]) -> Any:
        keys = list(rows.values_list("pk", flat=True))
        if not keys:
            raise NothingHiddenError
        return rows.model._default_manager.get(pk=self.random.choice(keys))

    @property
    def own(self) -> UUID:
        """The viewer's organisation; nobody's for whoever acts for none."""
        return self.viewer.organisation or NOBODY

    def another(self, *but: UUID) -> UUID:
        """An organisation that is not the viewer's, nor one of these."""
        barred = {self.viewer.organisation, *but}
        keys = Organisation.objects.filter(claimed=True).order_by("pk").values_list("pk", flat=True)
        return self.random.choice([key for key in keys if key not in barred])

    def word(self) -> str:
        return f"{self.random.choice(WORDS)} {self.random.randrange(1000)}"

    def day(self) -> date:
        return self.viewer.at.date() + self.random.randrange(-400, 900) * DAY

    def sees(self, label: Label) -> bool:
        return decide(self.viewer, Permission.SEE, label.fact).allowed


Change = Callable[[Choice], None]


def a_hidden_contract_says_something_else(choice: Choice) -> None:
    row = choice.hidden(Contract.objects.all())
    Contract.objects.filter(pk=row.pk).update(
        title=choice.word(),
        framework=choice.word(),
        value_minor=choice.random.randrange(10**9),
        currency="SEK",
    )


def a_hidden_contract_gets_other_dates(choice: Choice) -> None:
    row = choice.hidden(Contract.objects.all())
    for one in ContractDate.objects.filter(contract=row.pk):
        ContractDate.objects.filter(pk=one.pk).update(on=choice.day(), source=choice.word())


def others_make_a_contract(choice: Choice) -> None:
    """Between two others; of a viewer that holds nothing with them it is hidden."""
    buyer, supplier = others(choice)
    today = choice.viewer.at.date()
    records.contract(
        buyer,
        supplier,
        end=today + 300 * DAY,
        notice=today + 9 * DAY,
        title=choice.word(),
        bought=[("Q", "Z")],
    )


def others(choice: Choice) -> tuple[Any, Any]:
    """A buyer and a supplier, neither of them the viewer's."""
    buyers = Organisation.objects.filter(claimed=True, kind=Kind.BUYER.value).exclude(pk=choice.own)
    suppliers = Organisation.objects.filter(claimed=True, kind=Kind.RESELLER.value).exclude(pk=choice.own)
    return choice.one(buyers.order_by("pk")), choice.one(suppliers.order_by("pk"))


def others_exchange_a_version(choice: Choice) -> None:
    """A supplier tells somebody else of its sites: a new version, with numbers that nobody else may count."""
    buyer, supplier = others(choice)
    today = choice.viewer.at.date()
    records.disclosure(
        supplier,
        buyer,
        on=today,
        at=choice.viewer.at,
        bought=[(choice.word(), "Book 14"), ("Aurelis", "Book 14")],
    )


def a_hidden_version_is_rewritten(choice: Choice) -> None:
    row = choice.hidden(Disclosure.objects.all())
    SiteRow.objects.filter(disclosure=row.pk).update(
        site_name=choice.word(), address=choice.word(), country="SE"
    )


def a_version_is_shown_to_somebody_else(choice: Choice) -> None:
    """Whom else a supplier told is hidden in a version that the viewer sees."""
    row = choice.seen(Disclosure.objects.exclude(supplier=choice.own))
    named = {party.who for party in row.label.parties.all() if party.role == Party.NAMED}
    other = choice.another(*named, row.supplier_id)
    Party.objects.create(label=row.label, role=Party.NAMED, who=other)


def where_a_date_stands_is_noted(choice: Choice) -> None:
    """The source of a date is its holder's own note, on every contract that the viewer sees."""
    seen = gate.visible(choice.viewer, Contract).exclude(held_by=choice.own).values("pk")
    if not ContractDate.objects.filter(contract__in=seen).update(source=choice.word()):
        raise NothingHiddenError


def somebody_else_decides(choice: Choice) -> None:
    """A decision is its organisation's own, also on a contract that the viewer sees."""
    rows = Contract.objects.exclude(held_by=choice.own).exclude(buyer=choice.own)
    row = choice.one(rows.order_by("pk"))
    GateDecision.objects.create(
        label=sharing.attach(presets.own(row.held_by)),
        contract=row,
        outcome="extend",
        reason=choice.word(),
        decided_on=choice.viewer.at.date(),
        decided_at=choice.viewer.at,
        decided_by=uuid4(),
        for_end_on=next((one.on for one in row.dates.all() if one.kind == "end"), None),
        basis={},
        gate={},
    )


def a_hidden_decision_goes(choice: Choice) -> None:
    choice.hidden(GateDecision.objects.all()).delete()


def a_hidden_import_says_something_else(choice: Choice) -> None:
    row = choice.hidden(Import.objects.all())
    Import.objects.filter(pk=row.pk).update(set_aside=[], outcome={}, imported_at=None)


def a_hidden_file_is_replaced(choice: Choice) -> None:
    row = choice.hidden(File.objects.all())
    File.objects.filter(pk=row.pk).update(name=choice.word(), content=choice.word().encode())


def a_hidden_upload_is_set_aside(choice: Choice) -> None:
    row = choice.hidden(Upload.objects.all())
    Upload.objects.filter(pk=row.pk).update(withdrawn_at=choice.viewer.at)


def others_learn_columns(choice: Choice) -> None:
    for row in ColumnMapping.objects.all():
        if not choice.sees(row.label):
            ColumnMapping.objects.filter(pk=row.pk).update(columns={choice.word(): "buyer"})
    own = sharing.attach(presets.own(choice.another()))
    ColumnMapping.objects.create(header=choice.word(), columns={}, label=own)


def others_name_somebody(choice: Choice) -> None:
    """An organisation that somebody else named is nobody's that the viewer knows."""
    by = queries.acting(person=uuid4(), organisation=choice.another(), at=choice.viewer.at)
    organisations.name_unclaimed(name=choice.word(), kind=Kind.RESELLER, by=by)


def an_unclaimed_organisation_is_renamed(choice: Choice) -> None:
    row = choice.hidden(Organisation.objects.filter(claimed=False))
    Organisation.objects.filter(pk=row.pk).update(name=choice.word(), folded_name=choice.word().casefold())


def others_verify(choice: Choice) -> None:
    row = choice.hidden(Disclosure.objects.all())
    said = Verification.objects.create(
        disclosure=row,
        by_id=choice.another(),
        verified_on=choice.viewer.at.date(),
        ground=Ground.VISIT.value,
        found=choice.word(),
        recorded_at=choice.viewer.at,
    )
    VerifiedRow.objects.bulk_create(
        VerifiedRow(verification=said, row=one) for one in SiteRow.objects.filter(disclosure=row.pk)
    )


def a_version_serves_a_contract_nobody_knows(choice: Choice) -> None:
    version = choice.seen(Disclosure.objects.all())
    hidden = choice.hidden(Contract.objects.all())
    Served.objects.get_or_create(disclosure=version, contract=hidden)


def others_grant(choice: Choice) -> None:
    row = choice.hidden(
        choice.random.choice([Contract.objects.all(), Disclosure.objects.all(), File.objects.all()])
    )
    Grant.objects.create(
        label=row.label,
        organisation=choice.another(),
        purpose=Purpose.DUE_DILIGENCE.value,
        start=choice.viewer.at - DAY,
        end=choice.viewer.at + DAY,
    )


def others_agree(choice: Choice) -> None:
    one = choice.another()
    other = choice.another(one)
    row = Agreement.objects.create(
        label=sharing.attach(presets.named(one, other)),
        title=choice.word(),
        start=choice.viewer.at - DAY,
        end=choice.viewer.at + DAY,
        document_sha256="0" * 64,
        carve_out=True,
        in_force_at=choice.viewer.at,
    )
    Signature.objects.bulk_create(Signature(agreement=row, organisation=party) for party in (one, other))


def others_enrol_somebody(choice: Choice) -> None:
    address = f"p{choice.random.randrange(10**9)}@elsewhere.example"
    key = choice.another()
    of = queries.opened(queries.acting(person=None, organisation=key, at=choice.viewer.at), key)
    the_world.account(of, address, choice.word())


def a_hidden_contract_buys_something_else(choice: Choice) -> None:
    row = choice.hidden(Contract.objects.all())
    ContractedModel.objects.create(contract=row, brand=choice.word(), product_model="Book 14")


CHANGES: tuple[Change, ...] = (
    a_hidden_contract_says_something_else,
    a_hidden_contract_gets_other_dates,
    others_make_a_contract,
    others_exchange_a_version,
    a_hidden_version_is_rewritten,
    a_version_is_shown_to_somebody_else,
    where_a_date_stands_is_noted,
    somebody_else_decides,
    a_hidden_decision_goes,
    a_hidden_import_says_something_else,
    a_hidden_file_is_replaced,
    a_hidden_upload_is_set_aside,
    others_learn_columns,
    others_name_somebody,
    an_unclaimed_organisation_is_renamed,
    others_verify,
    a_version_serves_a_contract_nobody_knows,
    others_grant,
    others_agree,
    others_enrol_somebody,
    a_hidden_contract_buys_something_else,
)


def made(viewer: Viewer, random: Random, count: int, *, of: tuple[Change, ...] = CHANGES) -> list[str]:
    """Make some changes that the viewer may not notice; returns their names, for whoever has to look."""
    names: list[str] = []
    for change in random.sample(of, len(of)):
        if len(names) == count:
            break
        try:
            change(Choice(viewer, random))
        except NothingHiddenError:
            continue
        names.append(change.__name__)
    return names


def still_hidden(viewer: Viewer, before: Iterable[tuple[type[Labelled], frozenset[UUID]]]) -> bool:
    """Whether what the viewer sees is the same set of records as before."""
    return all(
        frozenset(gate.visible(viewer, model).values_list("pk", flat=True)) == keys for model, keys in before
    )
