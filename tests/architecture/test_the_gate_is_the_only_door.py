"""Nothing reaches a record but through the gate; what must is listed here with its reason."""

import pytest
from django.contrib import admin

from commonpurchase.organisations.models import Mandate, Person
from tests.architecture.doors import Door, doors, guarded, labelled, sources
from tests.architecture.modules import PACKAGE

WHO_LOOKS = "builds the viewer that the gate asks about, so it cannot ask the gate"
OPENED = "locks or completes a record that the gate has just opened in the same function or its caller"
WITH_ITS_RECORD = "reads rows of records that the gate has opened in the same function or its caller"
MARK = "reads and writes the mark of the database file that it holds the example; no table"
PUBLIC_HALF = "a key's public half and salt; every member may see them, to compare keys with statements"
OF_THE_ERASED = "deletes what Django itself keeps of a person who is forgotten; no record of ours"
#: Module, function and model; each entry must still be needed.
EXCEPTIONS = {
    ("organisations.admin", "formfield_for_foreignkey", "Organisation"): (
        "offers whoever administers accounts the organisations that have joined; every member sees those"
    ),
    ("organisations.queries", "mandates", "Mandate"): WHO_LOOKS,
    ("organisations.queries", "viewer_for", "Mandate"): WHO_LOOKS,
    ("organisations.queries", "acting", "Organisation"): WHO_LOOKS,
    ("organisations.queries", "acting", "Membership"): WHO_LOOKS,
    ("organisations.queries", "_some_is_subject", "Organisation"): WHO_LOOKS,
    ("organisations.queries", "colleagues", "Mandate"): "only of the organisation the viewer acts for",
    ("organisations.actions", "enrol", "Membership"): "writes; get_or_create so that it can be repeated",
    ("organisations.actions", "_end_sessions", "Session"): OF_THE_ERASED,
    ("organisations.actions", "end_every_session", "Session"): "signs everybody out of a restored copy",
    ("engagement.actions.replaying", "_erase", "model"): (
        "deletes what was said at a meeting in a restored copy, before anybody is served"
    ),
    ("holdings.actions.replaying", "carry_out", "Attestation"): (
        "takes a statement back by its id in a restored copy, before anybody is served"
    ),
    ("organisations.actions", "_forget_what_administrators_did", "LogEntry"): OF_THE_ERASED,
    ("disclosures.actions", "_waiting", "Upload"): OPENED,
    ("disclosures.actions", "_waiting", "Disclosure"): OPENED,
    ("disclosures.actions", "_write", "Disclosure"): OPENED,
    ("disclosures.actions", "withdraw_verification", "Verification"): OPENED,
    ("disclosures.actions", "_carry", "VerifiedRow"): WITH_ITS_RECORD,
    ("disclosures.actions", "_attach", "SiteRow"): (
        "marks the same, unchanged rows of later versions, of which the verifier learns nothing"
    ),
    ("disclosures.queries", "_said", "VerifiedRow"): WITH_ITS_RECORD,
    ("contracts.actions.imports", "_carried_out", "Import"): OPENED,
    ("contracts.queries.contracts", "_evidence", "Served"): WITH_ITS_RECORD,
    ("engagement.actions.meetings", "_slips", "Slip"): (
        "takes the texts out of their seals when all are read at once; whoever closes is shown none of it"
    ),
    ("engagement.actions.opening", "locked", "Meeting"): OPENED,
    ("holdings.actions.attestations", "_locked", "Proposal"): OPENED,
    ("holdings.actions.attestations", "take_back", "Place"): OPENED,
    ("holdings.actions.signing", "_place", "Place"): "draws a free place in the list of the signer's own key",
    ("holdings.queries.keys", "of", "Key"): PUBLIC_HALF,
    ("holdings.queries.keys", "seed_of", "Key"): PUBLIC_HALF,
    ("holdings.queries.keys", "status_list", "Key"): (
        "anybody who has the address may have the list: bits and a key, no name"
    ),
    ("holdings.actions.case_records", "locked", "Case"): OPENED,
    ("holdings.actions.register", "_locked", "Publication"): OPENED,
    ("holdings.actions.register", "reply", "Hearing"): OPENED,
    ("entrance.cli", "_is_up_to_date", "connection"): "asks Django which migrations are missing; no table",
    ("entrance.commands.example", "the module", "connection"): MARK,
    ("entrance.commands.example", "_mark", "cursor"): MARK,
    ("entrance.commands.example", "_settle", "cursor"): MARK,
}


def where(door: Door) -> tuple[str, str, str]:
    return door.module, door.function, door.model


FOUND = sorted({where(door): door for module, text in sources() for door in doors(module, text)}.values())


def test_nothing_else_reaches_for_records() -> None:
    assert [door for door in FOUND if where(door) not in EXCEPTIONS] == []


def test_every_exception_is_still_needed() -> None:
    assert set(EXCEPTIONS) - {where(door) for door in FOUND} == set()


def test_the_search_knows_every_kind_of_record() -> None:
    assert {model.__name__ for model in labelled()} >= {
        "Organisation",
        "File",
        "Upload",
        "Disclosure",
        "Contract",
    }
    assert guarded()["SiteRow"] == "disclosures"
    assert "Person" not in guarded()


PLANTED = {
    "a list in a query": ("contracts.queries", "def f(viewer): return models.Contract.objects.all()"),
    "a fetch by key in a query": ("contracts.queries", "def f(key): return Contract.objects.get(pk=key)"),
    "a list in a page": ("contracts.pages", "def f(request): return list(Contract.objects.all())"),
    "a fetch in an action": ("contracts.actions", "def f(key): return models.Contract.objects.get(pk=key)"),
    "a read before a write": (
        "contracts.actions",
        "def f(): models.Contract.objects.select_for_update().first()",
    ),
    "a write to another context": ("contracts.actions", "def f(): disclosures.Disclosure.objects.create()"),
    "a write in a page": ("contracts.pages", "def f(): models.Contract.objects.create()"),
    "a write of all of them": ("contracts.actions", "def f(): models.Contract.objects.update(title='x')"),
    "rows of a record": ("disclosures.pages", "def f(): return models.SiteRow.objects.filter(country='SE')"),
    "the default manager": ("contracts.queries", "def f(): return models.Contract._default_manager.count()"),
    "the base manager": ("contracts.queries", "def f(): return models.Contract._base_manager.first()"),
    "a model in a variable": ("contracts.queries", "def f(model): return model.objects.all()"),
    "the class of a row": ("contracts.queries", "def f(row): return type(row).objects.all()"),
    "a choice in a form": ("contracts.forms", "class F: choices = Field(models.Contract.objects.all())"),
    "Django's shortcut": ("contracts.pages", "def f(key): return get_object_or_404(Contract, pk=key)"),
    "a model by its name": ("contracts.queries", "def f(): return apps.get_model('contracts.Contract')"),
    "the database": ("contracts.queries", "from django.db import connection as c, transaction"),
    "all databases": ("disclosures.pages", "def f():\n from django.db import connections"),
    "the database by its module": ("contracts.queries", "from django import db\nx = db.connection"),
    "the database of a transaction": ("contracts.queries", "def f(): return transaction.get_connection()"),
    "SQL of one's own": ("contracts.queries", "def f(): return connection.cursor()"),
}


@pytest.mark.parametrize(("module", "text"), PLANTED.values(), ids=PLANTED)
def test_a_planted_door_is_found(module: str, text: str) -> None:
    assert list(doors(module, text)) != []


HARMLESS = {
    "the gate": ("contracts.queries", "def f(viewer): return gate.visible(viewer, models.Contract)"),
    "a new record": ("contracts.actions.decisions", "def f(): models.GateDecision.objects.create(x=1)"),
    "many new records": ("contracts.actions", "def f(): models.Contract.objects.bulk_create([])"),
    "columns of an opened record": (
        "contracts.actions",
        "def f(row): models.Contract.objects.filter(pk=row.pk).update(x=1)",
    ),
    "a transaction": ("contracts.actions", "from django.db import transaction"),
    "an account": ("organisations.queries", "def f(key): return models.Person.objects.get(pk=key)"),
}


@pytest.mark.parametrize(("module", "text"), HARMLESS.values(), ids=HARMLESS)
def test_what_is_allowed_is_not_reported(module: str, text: str) -> None:
    assert list(doors(module, text)) == []


#: From a record that one has opened to another labelled record, backwards.
BACKWARDS = {
    ("Import", "contracts"): "an import and its contracts have one originator",
    ("Contract", "decisions"): "decisions are read through the gate; the relation only narrows them",
    ("Upload", "disclosure"): "an upload and the version made of it have one originator",
    ("RegisterEntry", "corrected_by"): "both versions of a public entry are public",
    ("Publication", "hearings"): "a proposal and the drafts made of it have one originator",
}


def test_no_record_leads_to_another_behind_its_back() -> None:
    ways = {
        (model.__name__, relation.get_accessor_name())
        for model in labelled()
        for relation in model._meta.related_objects
        if relation.related_model in labelled() and not relation.hidden
    }

    assert ways == set(BACKWARDS)


def test_only_accounts_are_administered() -> None:
    files = [str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("admin.py")]
    own = {model for model in admin.site._registry if model.__module__.startswith("commonpurchase.")}

    assert files == ["organisations/admin.py"]
    assert own == {Person, Mandate}


def test_accounts_are_administered_where_no_record_is_edited_beside_them() -> None:
    for model in (Person, Mandate):
        assert list(admin.site.get_model_admin(model).inlines) == []
