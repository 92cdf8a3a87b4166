"""Change what a viewer may not see, and not one byte of what it gets changes.

Pairs of databases that differ only in what the viewer may not see; each is asked the same addresses as the
same person. Its twin is completeness: a leak planted in each channel is found, and what may be seen is seen.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
from uuid import UUID

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from commonpurchase.contracts.models import Contract, GateDecision, Import
from commonpurchase.contracts.queries import contracts, decisions
from commonpurchase.disclosures import queries as disclosures
from commonpurchase.disclosures.models import Disclosure, SiteRow, Upload
from commonpurchase.documents.models import File
from commonpurchase.entrance import clock
from commonpurchase.entrance.pages import search as search_page
from commonpurchase.organisations.models import Organisation, Person
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Viewer
from commonpurchase.vocabulary.hits import Hit
from tests.journeys import stage as the_stage
from tests.journeys.stage import VISITS, Stage, Visit
from tests.specification import answers, secrets
from tests.specification import people as principals
from tests.specification.answers import Answer
from tests.specification.people import client_of, twelve
from tests.world import World

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "prove"
PAIRS, PRINCIPALS, LEAST = (5_000 if LONG else 36), 12, 50
#: Part 1 of 2, say, in one process and part 2 in another: `COMMONPURCHASE_SHARD=1/2`.
SHARD, SHARDS = map(int, os.environ.get("COMMONPURCHASE_SHARD", "1/1").split("/"))
#: Prime to the number of addresses, so that a short run asks all over the workspace.
STRIDE = 1 if LONG else 17
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
#: The heads where a day began: the changes made here are dated to days before, as nothing else is.
PUBLISHED = {"holdings:heads"}
ASKED = [visit for visit in VISITS if visit.kind != "button" and visit.name not in PUBLISHED]
#: Addresses a pair: in a long run so many that every address of every principal is asked in `LEAST` pairs.
SAMPLE = LEAST * len(ASKED) // (PAIRS // PRINCIPALS) + 1 if LONG else 7
LABELLED = (Contract, Disclosure, Upload, File, Import, GateDecision, Organisation)


@pytest.fixture(autouse=True)
def _a_moment_that_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def stage(world: World) -> Stage:
    return the_stage.built(world)


@pytest.fixture
def people(stage: Stage) -> dict[str, UUID | None]:
    return twelve(stage)


def viewer_of(person: UUID | None) -> Viewer:
    return principals.viewer_of(person, NOW)


def address_of(visit: Visit, stage: Stage) -> str:
    return reverse(visit.name, args=visit.keys(stage)) + (visit.query and f"?{visit.query}")


def pairs(
    stage: Stage,
    people: dict[str, UUID | None],
    *,
    asked: list[Visit] = ASKED,
    of: tuple[secrets.Change, ...] = secrets.CHANGES,
) -> Iterator[tuple[str, list[str], str]]:
    """Who was asked, what had been changed, and where two answers part; every cell is asked in turn."""
    names = sorted(people)

    # A part is a stretch of whole turns, so that it too goes round all addresses.
    turns = -(-PAIRS // len(names))
    first, last = (turns * part // SHARDS * len(names) for part in (SHARD - 1, SHARD))
    for number in range(first, min(last, PAIRS)):
        # Dice of its own for each pair: it is the same pair in whichever part of the run it falls.
        random = Random(11_000 + number)
        who, turn = names[number % len(names)], number // len(names)
        viewer = viewer_of(people[who])
        places = [(turn * SAMPLE + place) * STRIDE for place in range(min(SAMPLE, len(asked)))]
        sample = [asked[place % len(asked)] for place in places]
        keys = [(model, seen(viewer, model)) for model in LABELLED]
        # Reading leaves its own trace (a ledger, a report that was made), so both begin from the same state.
        one = asked_in_turn(people[who], sample, stage)
        with transaction.atomic():
            changed = secrets.made(viewer, random, random.choice([1, 2, 4]), of=of)
            assert secrets.still_hidden(viewer, keys), (who, changed)
            other = asked_in_turn(people[who], sample, stage)
            transaction.set_rollback(True)
        for visit in sample:
            yield f"{who} {visit.id}", changed, answers.difference(one[visit], other[visit])


def asked_in_turn(person: UUID | None, sample: list[Visit], stage: Stage) -> dict[Visit, Answer]:
    """What each address answers, one after the other; nothing of it stays."""
    with transaction.atomic():
        client = client_of(person)
        found = {visit: answers.ask(client, address_of(visit, stage)) for visit in sample}
        transaction.set_rollback(True)
    return found


def seen(viewer: Viewer, model: type) -> frozenset[UUID]:
    return frozenset(gate.visible(viewer, model).values_list("pk", flat=True))


def test_what_one_may_not_see_changes_nothing_that_one_gets(
    stage: Stage, people: dict[str, UUID | None], record_property: Callable[[str, object], None]
) -> None:
    asked = list(pairs(stage, people))
    leaks = [(where, changed, how) for where, changed, how in asked if how]
    cells = Counter(where for where, _, _ in asked)
    record_property("answers compared", len(asked))
    record_property("cells", len(cells))

    assert len(people) == PRINCIPALS
    assert leaks == []
    if LONG:
        assert len(cells) == len(people) * len({visit.id for visit in ASKED})
        assert min(cells.values()) >= LEAST // SHARDS


def test_every_kind_of_change_is_made(stage: Stage, people: dict[str, UUID | None]) -> None:
    """A change that finds nothing hidden proves nothing: each is made for some principal."""
    made: Counter[str] = Counter()
    for who, person in people.items():
        for change in secrets.CHANGES:
            with transaction.atomic():
                try:
                    change(secrets.Choice(viewer_of(person), Random(who)))
                    made[change.__name__] += 1
                except secrets.NothingHiddenError:
                    pass
                transaction.set_rollback(True)

    assert {
        change.__name__: made[change.__name__] for change in secrets.CHANGES if not made[change.__name__]
    } == {}


def with_header(said: Callable[[], str]) -> Callable[[pytest.MonkeyPatch], None]:
    """Every answer carries something in a header."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        before = gate.kept_nowhere

        def kept(response: HttpResponse) -> HttpResponse:
            response["X-Report"] = said()
            return before(response)

        patch.setattr(gate, "kept_nowhere", kept)

    return plant


def listing_counts_everything(patch: pytest.MonkeyPatch) -> None:
    before = contracts.listed
    patch.setattr(
        contracts,
        "listed",
        lambda viewer, on: [] if Contract.objects.count() % 2 else before(viewer, on),
    )


def a_search_looks_everywhere(patch: pytest.MonkeyPatch) -> None:
    def found(_: Viewer, __: str) -> list[Hit]:
        rows = Contract.objects.order_by("title", "pk")
        return [Hit(row.title, row.reference, "contracts:one", row.pk) for row in rows]

    patch.setattr(search_page, "SEARCHED", (("Contracts", found),))


def versions_are_numbered_for_everybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        disclosures,
        "_numbered",
        lambda rows: [(Disclosure.objects.count(), row) for row in rows.order_by("-accepted_at", "pk")],
    )


def recipients_are_shown(patch: pytest.MonkeyPatch) -> None:
    before = disclosures.opened

    def opened(viewer: Viewer, key: UUID) -> object:
        version = before(viewer, key)
        label = Disclosure.objects.get(pk=key).label.fact
        return replace(version, supplier_name=f"{version.supplier_name} ({len(label.named)})")

    patch.setattr(disclosures, "opened", opened)


def sources_are_shown(patch: pytest.MonkeyPatch) -> None:
    before = contracts._date
    patch.setattr(contracts, "_date", lambda one, *, own: before(one, own=True))


def decisions_are_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(contracts, "_deciders", lambda viewer, rows: {row.pk: "" for row in rows})

    def latest(viewer: Viewer, keys: list[UUID], on: object = None) -> dict[UUID, object]:
        rows = GateDecision.objects.filter(contract__in=list(keys)).order_by("decided_at")
        return {row.contract_id: decisions.fact(row) for row in rows}

    patch.setattr(decisions, "latest", latest)


def sites_come_from_all_versions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        disclosures,
        "_rows",
        lambda row, said, on: tuple(disclosures.site_row(one) for one in SiteRow.objects.order_by("pk")),
    )


@dataclass(frozen=True)
class Leak:
    """A mistake in the code, the page that would tell by it, and the changes that it would tell of."""

    plant: Callable[[pytest.MonkeyPatch], None]
    route: str
    of: tuple[secrets.Change, ...]


LEAKS = {
    "a count in a header": Leak(
        with_header(lambda: str(Contract.objects.count())),
        "organisations:list",
        (secrets.others_make_a_contract,),
    ),
    "a hash of everything as an entity tag": Leak(
        with_header(lambda: str(sorted(Contract.objects.values_list("title", flat=True)))),
        "contracts:import",
        (secrets.a_hidden_contract_says_something_else, secrets.others_make_a_contract),
    ),
    "whether files changed": Leak(
        with_header(lambda: str(sorted(File.objects.values_list("name", flat=True)))),
        "contracts:list",
        (secrets.a_hidden_file_is_replaced,),
    ),
    "how many people there are": Leak(
        with_header(lambda: str(Person.objects.count())), "search", (secrets.others_enrol_somebody,)
    ),
    "how many versions there are": Leak(
        with_header(lambda: str(Disclosure.objects.count())),
        "disclosures:csv",
        (secrets.others_exchange_a_version,),
    ),
    "a list that depends on what is hidden": Leak(
        listing_counts_everything, "contracts:list", (secrets.others_make_a_contract,)
    ),
    "a search that looks everywhere": Leak(
        a_search_looks_everywhere,
        "search",
        (secrets.a_hidden_contract_says_something_else, secrets.others_make_a_contract),
    ),
    "version numbers that count for others": Leak(
        versions_are_numbered_for_everybody, "disclosures:list", (secrets.others_exchange_a_version,)
    ),
    "how many others see a version": Leak(
        recipients_are_shown, "disclosures:one", (secrets.a_version_is_shown_to_somebody_else,)
    ),
    "where a date stands": Leak(sources_are_shown, "contracts:one", (secrets.where_a_date_stands_is_noted,)),
    "what others decided": Leak(decisions_are_told, "contracts:list", (secrets.somebody_else_decides,)),
    "sites of other versions": Leak(
        sites_come_from_all_versions,
        "disclosures:one",
        (secrets.a_hidden_version_is_rewritten, secrets.others_exchange_a_version),
    ),
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_a_planted_leak_is_found(
    stage: Stage, people: dict[str, UUID | None], monkeypatch: pytest.MonkeyPatch, leak: Leak
) -> None:
    """Asked of those whom it concerns, about what it concerns: a leak is never found by luck alone."""
    leak.plant(monkeypatch)
    some = {who: people[who] for who in ("alice", "bob", "dana")}
    asked = [visit for visit in ASKED if visit.name == leak.route]

    assert any(how for _, _, how in pairs(stage, some, asked=asked, of=leak.of))
