"""Marking a record in the browser: a class, what it asks for, what it means, and then it is so."""

import re
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client

from commonpurchase.contracts.models import Contract
from commonpurchase.disclosures import actions as disclosures
from commonpurchase.disclosures.models import Disclosure
from commonpurchase.holdings.actions import marking
from commonpurchase.holdings.facts.custody import Kind as Row
from commonpurchase.holdings.facts.marking import WORDS, Marked, Preset
from commonpurchase.holdings.facts.seeing import Kind
from commonpurchase.holdings.models import LedgerRow
from commonpurchase.organisations.facts import Kind as Party
from commonpurchase.sharing import gate
from commonpurchase.sharing.actions import holds
from commonpurchase.sharing.facts import Audience, Flag, Label, Secret, Viewer
from tests import world as the_world
from tests.contracts import records
from tests.holdings.agreeing import DAY, agreed
from tests.holdings.keeping import collecting
from tests.world import World, signed_in


@pytest.fixture
def version(world: World) -> Disclosure:
    now = the_world.now()
    return records.disclosure(world.nordbyte, world.ekvik, on=now.date(), at=now)


@pytest.fixture
def bob(world: World) -> Client:
    return signed_in(world.bob)


def address(row: Disclosure | Contract, page: str = "mark") -> str:
    return f"/holdings/seeing/{type(row).__name__.lower()}/{row.pk}/{page}/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def marked(client: Client, to: str, **fields: object) -> str:
    """Mark a record as a person does: read what it means, confirm it."""
    shown = client.post(to, fields).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', shown)
    assert seen, shown
    done = client.post(to, {**fields, "seen": seen[1]})
    assert done.status_code == 302, done.content.decode()
    return " ".join(shown.split())


def label_of(row: Disclosure | Contract) -> Label:
    return type(row).objects.get(pk=row.pk).label.fact


def status(person: UUID, row: Disclosure | Contract) -> int:
    kind = {"disclosure": "disclosures", "contract": "contracts"}[type(row).__name__.lower()]
    return signed_in(person).get(f"/{kind}/{row.pk}/").status_code


def acting(world: World, who: str = "bob") -> Viewer:
    of = {"bob": world.nordbyte, "alice": world.ekvik, "dana": world.fjordby}[who]
    return the_world.viewer(of, person=getattr(world, who), at=the_world.now())


def test_the_classes_stand_there_by_name_and_three_say_where_they_come_from(
    world: World, version: Disclosure, bob: Client
) -> None:
    said = text(bob.get(address(version)))

    assert all(words.name in said for words in WORDS.values())
    assert said.count('type="radio" name="as"') == 9
    assert all(f'value="{code}"' not in said for code in ("C0", "C2", "C7"))
    assert "comes from meetings alone" in said
    assert "belong to a release plan" in said
    assert "Competitively sensitive <span" in said
    assert f'href="{address(version)}"' in text(bob.get(address(version, "")[:-1]))


def test_under_an_agreement_it_opens_while_the_agreement_is_in_force(
    world: World, version: Disclosure, bob: Client
) -> None:
    agreed(world, programmes=frozenset({"laptops"}), title="Site lists")
    form = text(bob.get(address(version) + "?as=C5"))
    assert "One about “laptops”" in form
    assert "Site lists" in form
    fields = {"as": "C5", "wall": "on", "programme": "laptops"}

    shown = marked(bob, address(version), named=[str(world.ekvik.id), str(world.fjordby.id)], **fields)

    assert (
        "After this, one organisation besides yours will see this: Ekvik stad. Ekvik stad will hold a copy; "
        "in Sweden it is likely a public record." in shown
    )
    assert "It is named. Under an agreement until" in shown
    assert "<strong>Fjordby kommune</strong>: Only an agreement opens it." in shown
    assert label_of(version).secrets == {Secret(world.nordbyte.id, "laptops")}
    assert Flag.COMPETITIVELY_SENSITIVE in label_of(version).flags
    assert [status(one, version) for one in (world.alice, world.dana, world.charlie)] == [200, 404, 404]


def test_without_an_agreement_whoever_saw_it_no_longer_does_and_that_is_said_before(
    world: World, version: Disclosure, bob: Client
) -> None:
    assert status(world.alice, version) == 200

    shown = marked(bob, address(version), named=[str(world.ekvik.id)], **{"as": "C5", "wall": "on"})

    assert "After this nobody but your organisation will see this." in shown
    assert "Ekvik stad will no longer see it; what it has by then stays there." in shown
    assert status(world.alice, version) == 404


def test_it_is_marked_back_while_nothing_forbids_it(world: World, version: Disclosure, bob: Client) -> None:
    marked(bob, address(version), **{"as": "own"})
    assert status(world.alice, version) == 404

    marked(bob, address(version), named=[str(world.ekvik.id)], **{"as": "C6"})

    assert status(world.alice, version) == 200
    assert label_of(version).flags == {Flag.COMPETITIVELY_SENSITIVE}


def test_nothing_changes_before_it_is_confirmed_and_what_changed_since_is_shown_again(
    world: World, version: Disclosure, bob: Client
) -> None:
    before = label_of(version)
    fields = {"as": "C4", "named": [str(world.ekvik.id), str(world.monitor.id)]}
    shown = bob.post(address(version), fields).content.decode()
    seen = re.findall(r'name="seen" value="(\w+)"', shown)[0]
    bob.post(address(version), {**fields, "seen": "0" * 64})
    assert label_of(version) == before

    disclosures.show_to(disclosure=version.pk, recipients=[world.fjordby.id], by=acting(world))
    again = bob.post(address(version), {**fields, "seen": seen})

    assert again.status_code == 200
    assert "Fjordby kommune will no longer see it" in text(again)
    assert label_of(version).named == before.named | {world.fjordby.id}


@pytest.mark.parametrize("preset", ["C1", "C3"])
def test_open_to_many_it_never_reaches_a_competitor_behind_the_wall(
    world: World, version: Disclosure, bob: Client, preset: str
) -> None:
    shown = marked(bob, address(version), wall="on", **{"as": preset})

    assert "Tekhandel" not in shown
    assert "Only a signed statement goes there: that is the cap for C6 under Norway offentleglova." in shown
    assert "Fjordby kommune will hold" not in shown
    assert [status(one, version) for one in (world.dana, world.charlie)] == [403, 404]


def test_taking_ones_own_wall_down_says_that_competitors_will_see_it(
    world: World, version: Disclosure, bob: Client
) -> None:
    shown = marked(bob, address(version), **{"as": "C1"})

    assert "Tekhandel AB" in shown
    assert status(world.charlie, version) == 200


def test_the_wall_around_somebody_else_is_not_taken_down(world: World) -> None:
    row = records.contract(world.ekvik, world.nordbyte, end=None, title="Laptops for schools")
    alice = signed_in(world.alice)
    fields = {"as": "C1"}
    shown = alice.post(address(row), fields).content.decode()

    refused = alice.post(address(row), {**fields, "seen": re.findall(r'name="seen" value="(\w+)"', shown)[0]})

    assert refused.status_code == 422
    assert "whose competitors must not learn of it: that wall stays." in text(refused)
    assert status(world.charlie, row) == 404
    assert label_of(row).audience is Audience.NAMED


def test_of_a_competitive_record_those_it_is_about_are_protected_too(
    world: World, version: Disclosure, bob: Client
) -> None:
    brand, rival = (the_world.organisation(name, Party.BRAND) for name in ("Aurelis", "Borealis"))
    person = the_world.account(rival, "brit@borealis.example")
    offered = {"as": "C6", "named": [str(world.ekvik.id)], "subjects": [str(brand.id)]}
    marked(bob, address(version), **offered)

    form = text(bob.get(address(version) + "?as=C4"))
    by_action = Marked(Preset.SENSITIVE, frozenset({rival.id}), frozenset({brand.id}))
    with pytest.raises(marking.NotMarkedError, match="A competitor never sees this"):
        marking.mark(kind=Kind.DISCLOSURE, key=version.pk, chosen=by_action, by=acting(world))

    assert f'name="named" value="{rival.id}"' not in form
    assert f'name="named" value="{brand.id}"' in form
    assert label_of(version).subjects == {world.nordbyte.id, brand.id}
    assert status(person, version) == 404


def test_who_handles_it_is_answered_alike_whether_there_is_such_an_account(
    world: World, version: Disclosure, bob: Client
) -> None:
    other = the_world.account(world.ekvik, "eva@ekvik.example")
    told, opened = [], []
    for one in ("alice@ekvik.example", "dana@fjordby.example", "nobody@ekvik.example"):
        with transaction.atomic():
            fields = {"as": "C9", "named": [str(world.ekvik.id)], "handlers": one, "wall": "on"}
            shown = marked(bob, address(version), **fields)
            pages = [
                shown,
                text(bob.get(address(version, "")[:-1])),
                text(bob.get(address(version) + "?as=C9")),
            ]
            told.append(re.sub(NEW, "", " ".join(pages)).replace(one, "somebody"))
            opened.append([status(who, version) for who in (world.alice, other, world.dana, world.charlie)])
            transaction.set_rollback(True)

    assert told[0] == told[1] == told[2]
    assert "Only those of its people whom the record names." in told[0]
    assert "Empty: the 1 person that you named before." in told[0]
    assert opened == [[200, 404, 404, 404], [404] * 4, [404] * 4]


#: Tokens, fingerprints and ids, which are new every time.
NEW = r'(?<=value=")[0-9A-Za-z]{40,}(?=")|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|nonce="[^"]*"'


def test_handlers_stay_where_nobody_is_typed(world: World, version: Disclosure, bob: Client) -> None:
    fields = {"as": "C9", "named": [str(world.ekvik.id)], "wall": "on"}
    marked(bob, address(version), handlers="alice@ekvik.example", **fields)

    marked(bob, address(version), handlers="", environmental="on", **fields)

    assert label_of(version).handlers == {world.alice}
    assert Flag.ENVIRONMENTAL in label_of(version).flags


def test_a_bid_is_for_its_panel_until_the_buyer_enters_the_award(
    world: World, version: Disclosure, bob: Client
) -> None:
    colleague = the_world.account(world.ekvik, "eva@ekvik.example")
    marked(bob, address(version), authority=str(world.ekvik.id), panel="alice@ekvik.example", **{"as": "C10"})
    people = (world.alice, colleague, world.dana, world.charlie)
    assert [status(one, version) for one in people] == [200, 404, 404, 404]
    assert "Enter the award" in text(signed_in(world.alice).get(address(version, "")[:-1]))
    assert "Enter the award" not in text(bob.get(address(version, "")[:-1]))
    today = the_world.now().date()
    tries = (world.bob, colleague, world.dana, world.charlie)
    refused = [signed_in(one).post(address(version, "award"), {"on": today}).status_code for one in tries]
    assert refused == [404] * 4
    assert label_of(version).award_at is None

    signed_in(world.alice).post(address(version, "award"), {"on": f"{today + 3 * DAY}"})
    assert [status(one, version) for one in people] == [200, 404, 404, 404]
    signed_in(world.alice).post(address(version, "award"), {"on": f"{today}"})

    assert [status(one, version) for one in people] == [200, 200, 404, 404]
    assert signed_in(world.alice).post(address(version, "award"), {"on": today}).status_code == 404
    marked(bob, address(version), authority=str(world.ekvik.id), panel="", **{"as": "C10"})
    assert label_of(version).award_at is not None


def test_whoever_keeps_it_is_outside_freedom_of_information_with_a_statement(
    world: World, version: Disclosure, bob: Client
) -> None:
    assert "Open Gate. " not in text(bob.get(address(version) + "?as=own"))
    collecting(world)

    keeps = {"as": "own", "custodian": str(world.monitor.id)}
    shown = marked(bob, address(version), **keeps)

    said = (
        "Open Gate will keep it for you. Programme “Assembly in the east”: it keeps that for its own purpose."
    )
    assert said in shown
    assert status(world.erin, version) == 200
    assert status(world.alice, version) == 404
    moves = LedgerRow.objects.filter(kind=Row.CUSTODY_MOVE.value)
    assert [(one.organisation, one.item) for one in moves] == [(world.monitor.id, version.pk)]


def test_kept_on_behalf_of_buyers_is_said_to_be_held_by_them(
    world: World, version: Disclosure, bob: Client
) -> None:
    collecting(world, wrong=True)

    shown = text(bob.post(address(version), {"as": "own", "custodian": str(world.monitor.id)}))

    assert "on behalf of the programme’s members, which are then likely to hold it too" in shown


def test_nobody_else_is_offered_or_taken_as_custodian(world: World, version: Disclosure, bob: Client) -> None:
    collecting(world)

    answer = bob.post(address(version), {"as": "own", "custodian": str(world.convenor.id)})

    assert answer.status_code == 422
    chosen = Marked(Preset.OWN, custodian=world.fjordby.id)
    with pytest.raises(marking.NotMarkedError, match="outside Freedom of Information"):
        marking.mark(kind=Kind.DISCLOSURE, key=version.pk, chosen=chosen, by=acting(world))


def test_what_a_clause_obliges_is_not_routed_past_the_buyer(world: World, version: Disclosure) -> None:
    collecting(world)
    records.contract(world.ekvik, world.nordbyte, end=the_world.now().date() + 300 * DAY)
    assert status(world.alice, version) == 200
    away = Marked(Preset.OWN, custodian=world.monitor.id)

    with pytest.raises(marking.NotMarkedError, match="it goes to that buyer"):
        marking.mark(kind=Kind.DISCLOSURE, key=version.pk, chosen=away, by=acting(world))
    both = replace(away, preset=Preset.NAMED, named=frozenset({world.ekvik.id}))
    marking.mark(kind=Kind.DISCLOSURE, key=version.pk, chosen=both, by=acting(world))

    assert [status(one, version) for one in (world.alice, world.erin)] == [200, 200]


def test_an_embargo_closes_what_nobody_has_read_and_ends_sooner_at_will(
    world: World, version: Disclosure, bob: Client
) -> None:
    today = the_world.now().date()
    fields = {"as": "C4", "wall": "on", "named": [str(world.ekvik.id)]}

    shown = marked(bob, address(version), embargo_until=f"{today + 9 * DAY}", **fields)

    assert "and not before, one organisation besides yours will see this: Ekvik stad." in shown
    assert status(world.alice, version) == 404
    marked(bob, address(version), embargo_until=f"{today + 12 * DAY}", **fields)
    marked(bob, address(version), embargo_until="", **fields)
    assert status(world.alice, version) == 200
    late = bob.post(address(version), {**fields, "embargo_until": f"{today + DAY}"})
    assert late.status_code == 422
    assert "Somebody else has read it" in text(late)


def test_the_embargo_is_weighed_again_where_it_is_written(world: World, version: Disclosure) -> None:
    assert status(world.alice, version) == 200
    late = Marked(
        Preset.NAMED, frozenset({world.ekvik.id}), embargo_until=the_world.now().date() + 5 * DAY, wall=True
    )

    with pytest.raises(marking.NotMarkedError, match="only while nobody but your organisation has read it"):
        marking.mark(kind=Kind.DISCLOSURE, key=version.pk, chosen=late, by=acting(world))


def test_a_hold_forbids_to_close_it_and_says_so(world: World, version: Disclosure, bob: Client) -> None:
    alice = acting(world, "alice")
    holds.place(records=[("disclosure", version.pk)], case=uuid4(), by=alice)
    fields = {"as": "own"}
    shown = bob.post(address(version), fields).content.decode()

    refused = bob.post(
        address(version), {**fields, "seen": re.findall(r'name="seen" value="(\w+)"', shown)[0]}
    )

    assert refused.status_code == 422
    assert "answering a request under a freedom-of-information law" in text(refused)
    assert status(world.alice, version) == 200


def test_everything_that_is_wrong_is_said_at_once(world: World, version: Disclosure, bob: Client) -> None:
    wrong = {"as": "C9", "named": [str(world.tekhandel.id)], "handlers": "x\ny@z", "embargo_until": "soon"}

    answer = bob.post(address(version), wrong)

    assert answer.status_code == 422
    said = text(answer)
    assert "Choose those that are offered." in said
    assert "Found “x”; expected an address" in said
    assert "Found “y@z”; expected an address" in said
    assert 'value="soon"' in said
    assert bob.post(address(version), {"as": "C0"}).status_code == 200
    assert label_of(version).audience is Audience.NAMED


@pytest.mark.parametrize("page", ["mark", "award"])
def test_charlie_and_whoever_is_not_named_learn_of_nothing(
    world: World, version: Disclosure, page: str
) -> None:
    hidden, absent = address(version, page), f"/holdings/seeing/disclosure/{uuid4()}/{page}/"

    answers = [
        signed_in(who).get(to).status_code for who in (world.charlie, world.dana) for to in (hidden, absent)
    ]

    assert answers == [404] * 4


def test_who_only_sees_it_does_not_mark_it(world: World, version: Disclosure) -> None:
    alice = signed_in(world.alice)

    assert alice.get(address(version)).status_code == 403
    assert alice.post(address(version), {"as": "own"}).status_code == 403
    assert "Mark this record" not in text(alice.get(address(version, "")[:-1]))
    with pytest.raises(gate.RefusedError):
        marking.mark(
            kind=Kind.DISCLOSURE, key=version.pk, chosen=Marked(Preset.OWN), by=acting(world, "alice")
        )


def test_what_opens_only_with_something_else_is_not_marked(
    world: World, version: Disclosure, bob: Client
) -> None:
    upload = version.upload_id

    assert bob.get(f"/holdings/seeing/upload/{upload}/mark/").status_code == 404
    assert "Mark this record" not in text(bob.get(f"/holdings/seeing/upload/{upload}/"))
