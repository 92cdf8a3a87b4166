"""A row of the ledger is committed before any byte of another's record leaves, whichever page asked."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from commonpurchase.contracts.facts import Duty
from commonpurchase.entrance import middleware
from commonpurchase.holdings.actions import ledger
from commonpurchase.holdings.facts.custody import Channel, Kind, Mode
from commonpurchase.holdings.facts.ledger import CHOSE_COPY, CHOSE_READING, Row
from commonpurchase.holdings.models import LedgerHead, LedgerRow
from commonpurchase.holdings.queries import ledger as queries
from commonpurchase.holdings.reckoning.holding import mode_of
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import gate
from commonpurchase.sharing import queries as sharing
from commonpurchase.sharing.facts import Viewer
from tests import world as the_world
from tests.contracts import records
from tests.world import World, signed_in


def rows(of: Organisation) -> list[tuple[str, str]]:
    found = LedgerRow.objects.filter(organisation=of.id).order_by("sequence")
    return list(found.values_list("kind", "channel"))


def sent(world: World, *buyers: Organisation) -> str:
    at = the_world.now() - timedelta(days=10)
    row = records.disclosure(world.nordbyte, *buyers, on=at.date(), at=at)
    return str(row.pk)


def mode(world: World, of: Organisation, item: str) -> Mode:
    seen = queries.of_own(the_world.viewer(of))
    events = [row.event for row in seen]
    return mode_of(events, of.id, UUID(item), the_world.now() + timedelta(minutes=1))


def test_a_page_and_then_a_file_leave_a_row_each(world: World) -> None:
    key = sent(world, world.ekvik)
    alice = signed_in(world.alice)

    for name in ("disclosures:one", "disclosures:one", "disclosures:csv", "disclosures:csv"):
        assert alice.get(reverse(name, args=[key])).status_code == 200

    assert rows(world.ekvik) == [
        (Kind.REACH_ON, Channel.WORKSPACE),
        (Kind.VIEW, Channel.PAGE),
        (Kind.COPY, Channel.DOWNLOAD),
    ]
    assert mode(world, world.ekvik, key) is Mode.COPY


def test_each_person_who_gets_it_leaves_a_row_with_its_name(world: World) -> None:
    key = sent(world, world.ekvik)
    colleague = the_world.account(world.ekvik, "anna@ekvik.example")

    for person in (world.alice, colleague, world.alice, colleague):
        assert signed_in(person).get(reverse("disclosures:one", args=[key])).status_code == 200

    views = LedgerRow.objects.filter(kind=Kind.VIEW.value, item=key)
    assert Counter(views.values_list("person", flat=True)) == {world.alice: 1, colleague: 1}


def test_to_ask_for_the_head_alone_is_refused_like_the_whole(world: World) -> None:
    key = sent(world, world.ekvik)
    choose(world, key, CHOSE_READING)
    before, alice = LedgerRow.objects.count(), signed_in(world.alice)

    head = alice.head(reverse("disclosures:csv", args=[key]))

    assert head.status_code == 403
    assert "Content-Disposition" not in head.headers
    assert alice.head(reverse("disclosures:one", args=[key])).status_code == 200
    assert LedgerRow.objects.count() == before


def test_a_clause_makes_it_a_delivery_of_its_own(world: World) -> None:
    records.contract(world.ekvik, world.nordbyte, end=None)
    key = sent(world, world.ekvik)

    signed_in(world.alice).get(reverse("disclosures:one", args=[key]))

    assert rows(world.ekvik)[0] == (Kind.DELIVER, Channel.CONTRACT)
    assert mode(world, world.ekvik, key) is Mode.OWN


def test_a_clause_that_is_agreed_later_counts_from_then_on(world: World) -> None:
    key = sent(world, world.ekvik)
    choose(world, key, CHOSE_READING)
    records.contract(world.ekvik, world.nordbyte, end=None)

    assert signed_in(world.alice).get(reverse("disclosures:csv", args=[key])).status_code == 200
    assert mode(world, world.ekvik, key) is Mode.OWN


def test_a_contract_without_a_clause_obliges_to_nothing(world: World) -> None:
    records.contract(world.ekvik, world.nordbyte, end=None, duty=Duty.NONE)
    key = sent(world, world.ekvik)

    signed_in(world.alice).get(reverse("disclosures:one", args=[key]))

    assert rows(world.ekvik)[0] == (Kind.REACH_ON, Channel.WORKSPACE)


def test_what_is_hidden_or_only_asked_about_leaves_no_row(world: World) -> None:
    key = sent(world, world.ekvik)

    assert signed_in(world.charlie).get(reverse("disclosures:one", args=[key])).status_code == 404
    assert signed_in(world.dana).get(reverse("disclosures:csv", args=[key])).status_code == 404
    assert signed_in(world.alice).head(reverse("disclosures:one", args=[key])).status_code == 200

    assert LedgerRow.objects.count() == 0


def test_a_list_counts_for_what_it_shows(world: World) -> None:
    sent(world, world.ekvik)

    signed_in(world.alice).get(reverse("disclosures:list"))
    signed_in(world.alice).get(reverse("search"), {"words": "lantian"})

    assert (Kind.VIEW, Channel.PAGE) in rows(world.ekvik)


def test_nothing_leaves_when_the_ledger_cannot_be_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = sent(world, world.ekvik)

    def full(rows: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(ledger, "append", full)
    client = signed_in(world.alice)
    client.raise_request_exception = False

    answer = client.get(reverse("disclosures:one", args=[key]))

    assert answer.status_code == 500
    assert b"Lantian" not in answer.content


def test_the_rows_are_there_before_the_answer_is(world: World) -> None:
    key = sent(world, world.ekvik)
    request = RequestFactory().get("/")
    request.viewer = the_world.viewer(world.ekvik, person=world.alice)  # type: ignore[attr-defined]
    answer = middleware.ledger_first(_page(key))(request)

    assert answer.content == b"shown"
    assert (Kind.VIEW, Channel.PAGE) in rows(world.ekvik)


def _page(key: str) -> Callable[[HttpRequest], HttpResponse]:
    def page(request: HttpRequest) -> HttpResponse:
        model = sharing.kinds()["disclosure"]
        gate.open_record(gate.viewer_of(request), model, UUID(key))
        assert LedgerRow.objects.count() == 0
        return HttpResponse("shown")

    return page


def told(by: Viewer, key: str) -> queries.Labelled:
    return queries.others(by, [gate.Note("disclosure", UUID(key), None)])[0]


def choose(world: World, key: str, what: str) -> None:
    by = the_world.viewer(world.ekvik, at=the_world.now())
    known = told(by, key)
    ledger.append([ledger._row(known, Kind.REACH_ON, by, basis=(what,))])


def test_reading_on_screen_goes_no_further(world: World) -> None:
    key = sent(world, world.ekvik)
    choose(world, key, CHOSE_READING)
    alice = signed_in(world.alice)

    refused = alice.get(reverse("disclosures:workbook", args=[key]))

    assert alice.get(reverse("disclosures:one", args=[key])).status_code == 200
    assert refused.status_code == 403
    assert "reading on screen" in refused.content.decode()
    assert mode(world, world.ekvik, key) is Mode.SEEN


def test_the_originator_chooses_on_a_page_and_nobody_else_does(world: World) -> None:
    key = sent(world, world.ekvik)
    address = reverse("holdings:choose", args=[key, world.ekvik.id])
    bob, alice = signed_in(world.bob), signed_in(world.alice)
    for person in (world.alice, world.charlie, world.dana):
        assert signed_in(person).post(address, {"mode": "copy"}).status_code == 404

    assert "Reading on screen only for Ekvik stad" in bob.get(item(key)).content.decode()
    assert bob.post(address, {"mode": "reading"}).status_code == 302
    assert alice.get(reverse("disclosures:csv", args=[key])).status_code == 403
    assert bob.post(address, {"mode": "copy"}).status_code == 302
    assert alice.get(reverse("disclosures:csv", args=[key])).status_code == 200


def item(key: str) -> str:
    return reverse("holdings:item", args=[key])


def test_a_clause_is_stronger_than_reading_on_screen(world: World) -> None:
    key = sent(world, world.ekvik)
    choose(world, key, CHOSE_READING)
    by = the_world.viewer(world.ekvik, at=the_world.now())
    known = told(by, key)
    ledger.append([ledger._row(known, Kind.DELIVER, by, channel=Channel.CONTRACT)])

    assert signed_in(world.alice).get(reverse("disclosures:csv", args=[key])).status_code == 200


@pytest.mark.parametrize(
    ("buyer", "person", "page"), [("ekvik", "alice", 403), ("fjordby", "dana", 403)], ids=["SE", "NO"]
)
def test_without_a_choice_the_law_of_the_receiver_caps(
    world: World, buyer: str, person: str, page: int
) -> None:
    key = sent(world, getattr(world, buyer))
    by = the_world.viewer(getattr(world, buyer), at=the_world.now())
    known = told(by, key)
    ledger.append([ledger._row(known, Kind.REACH_ON, by)])

    answer = signed_in(getattr(world, person)).get(reverse("disclosures:one", args=[key]))

    assert answer.status_code == page
    assert "Lantian" not in answer.content.decode()


def test_sending_enters_it_for_sender_and_receivers(world: World) -> None:
    key = sent(world, world.ekvik)
    bob = signed_in(world.bob)

    bob.post(reverse("disclosures:show", args=[key]), {"recipients": [str(world.fjordby.id)]})

    assert (Kind.ORIGINATE, Channel.WORKSPACE) in rows(world.nordbyte)
    assert rows(world.fjordby) == [(Kind.REACH_ON, Channel.WORKSPACE)]
    assert LedgerRow.objects.get(organisation=world.fjordby.id).basis == [CHOSE_COPY]
    assert rows(world.tekhandel) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE holdings_ledgerrow SET kind = 'view'",
        "DELETE FROM holdings_ledgerrow",
        "DELETE FROM holdings_ledgerhead",
    ],
)
def test_the_database_refuses_to_change_the_ledger(world: World, statement: str) -> None:
    key = sent(world, world.ekvik)
    signed_in(world.alice).get(reverse("disclosures:one", args=[key]))

    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


def some(world: World) -> list[Row]:
    key = sent(world, world.ekvik)
    for name in ("disclosures:one", "disclosures:csv"):
        signed_in(world.alice).get(reverse(name, args=[key]))
    return queries.of_own(the_world.viewer(world.ekvik))


def test_the_chain_holds_and_says_where_it_does_not(world: World) -> None:
    found = some(world)

    assert queries.verify().holds
    assert queries.verify(found[0].hash).holds
    assert not queries.verify("0" * 64).holds


def test_a_cut_off_end_is_noticed(world: World) -> None:
    found = some(world)
    LedgerHead.objects.filter(id=1).update(sequence=2, hash=found[1].hash)

    assert queries.verify().holds
    assert not queries.verify(found[-1].hash).holds
