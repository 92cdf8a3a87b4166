"""Contracts with their sourced dates, where they were imported from, and decisions at their gates."""

from django.db import models

from commonpurchase.contracts import facts
from commonpurchase.sharing.models import Labelled
from commonpurchase.vocabulary.amounts import Basis


class Import(Labelled):
    """One file of contracts that an organisation brought in, and what became of its rows."""

    derives = False

    file = models.ForeignKey("documents.File", models.PROTECT, related_name="+")
    kind = models.TextField(help_text="Table or OCDS.")
    mapping = models.JSONField(default=dict, help_text="Which column was read as which field.")
    imported_at = models.DateTimeField(null=True, help_text="When it was carried out; empty while previewed.")
    outcome = models.JSONField(default=dict, help_text="How many were added, changed, unchanged, set aside.")
    set_aside = models.JSONField(default=list, help_text="Rows that were not taken, each with its reason.")

    def __str__(self) -> str:
        return f"import {self.pk}"


class ColumnMapping(Labelled):
    """How an organisation read a header before, so that it is not asked twice."""

    derives = False

    header = models.TextField(help_text="The folded header cells, between bars.")
    columns = models.JSONField(help_text="Field by header cell.")

    def __str__(self) -> str:
        return f"mapping {self.pk}"


class Contract(Labelled):
    """A contract between a buyer and a supplier, as one organisation holds it."""

    derives = False

    # Identification
    reference = models.TextField(help_text="The contract's own number.")
    source_key = models.TextField(help_text="What makes a second import of it the same contract.")
    title = models.TextField(blank=True, default="", help_text="What it is called.")
    buyer = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    supplier = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    framework = models.TextField(blank=True, default="", help_text="The framework it was called off from.")
    source = models.ForeignKey(Import, models.PROTECT, null=True, related_name="contracts")
    held_by = models.UUIDField(db_index=True, help_text="The organisation that brought it in.")

    stage = models.TextField(
        choices=[(s.value, s.value) for s in facts.Stage],
        default=facts.Stage.CONTRACT.value,
        help_text="A contract, a call-off, or a framework.",
    )
    notes = models.JSONField(
        default=list, blank=True, help_text="What its file said that no field holds, a sentence each."
    )

    said_by_people = models.JSONField(
        default=list, blank=True, help_text="What a person set here; an import leaves it alone."
    )

    # What is bought
    cpv = models.TextField(blank=True, default="", help_text="CPV code, eight digits.")
    value_minor = models.BigIntegerField(null=True, help_text="Value in minor units; empty if unknown.")
    currency = models.TextField(blank=True, default="", help_text="ISO 4217 code.")
    value_basis = models.TextField(
        choices=[(b.value, b.value) for b in Basis],
        default=Basis.UNKNOWN.value,
        help_text="Net of VAT, gross, or unknown.",
    )

    # Update duty
    duty = models.TextField(
        choices=[(d.value, d.value) for d in facts.Duty],
        default=facts.Duty.UNKNOWN.value,
        help_text="Whether the supplier must update what it disclosed.",
    )
    duty_reference = models.TextField(blank=True, default="", help_text="Where the clause stands.")
    duty_text = models.TextField(blank=True, default="", help_text="The clause's own words.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["held_by", "source_key"], name="a_contract_once_a_holder"),
            models.CheckConstraint(
                condition=models.Q(value_minor__isnull=True) | ~models.Q(currency=""),
                name="a_value_has_a_currency",
            ),
        )

    def __str__(self) -> str:
        return f"contract {self.reference}"


class ContractDate(models.Model):
    """One date of a contract, its source, and whether a person confirmed it."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="dates")
    kind = models.TextField(choices=[(k.value, k.value) for k in facts.DateKind], help_text="Which date.")
    on = models.DateField(db_index=True, help_text="The day.")
    source = models.TextField(blank=True, default="", help_text="Where it comes from.")
    inferred = models.BooleanField(default=False, help_text="Worked out from text or a duration.")
    confirmed_by = models.UUIDField(null=True, help_text="The person who confirmed it.")
    confirmed_at = models.DateTimeField(null=True, help_text="When.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["contract", "kind"], name="a_date_once_a_contract"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="confirmed_by_someone_at_some_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class ContractedModel(models.Model):
    """A product model bought under a contract."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="models")
    brand = models.TextField(help_text="Brand on the product.")
    product_model = models.TextField(help_text="Model name.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["contract", "brand", "product_model"], name="a_model_once"),
        )

    def __str__(self) -> str:
        return f"{self.brand} {self.product_model}"


class Served(models.Model):
    """A disclosure that its supplier sent for this contract in particular."""

    disclosure = models.ForeignKey("disclosures.Disclosure", models.CASCADE, related_name="+")
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="served")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["disclosure", "contract"], name="served_once"),)

    def __str__(self) -> str:
        return f"{self.disclosure_id} for {self.contract_id}"


class GateDecision(Labelled):
    """What was decided at a gate, with everything it rested on, so that it can be replayed."""

    derives = True

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="decisions")
    outcome = models.TextField(choices=[(o.value, o.value) for o in facts.Outcome], help_text="The decision.")
    reason = models.TextField(blank=True, default="", help_text="Why; required to waive.")
    waived_by_name = models.TextField(blank=True, default="", help_text="The named person who waives.")
    decided_on = models.DateField(help_text="The day whose data was judged.")
    decided_at = models.DateTimeField(help_text="When it was decided.")
    decided_by = models.UUIDField(help_text="The person who decided.")
    for_end_on = models.DateField(null=True, help_text="The end date that the decision was about.")
    actions = models.JSONField(default=list, help_text="Dated actions: by which day, what.")
    basis = models.JSONField(help_text="The contract, rows and thresholds that were judged.")
    gate = models.JSONField(help_text="What the gate said.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(outcome="waive") | (~models.Q(reason="") & ~models.Q(waived_by_name="")),
                name="a_waiver_has_a_name_and_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"decision {self.outcome}"
