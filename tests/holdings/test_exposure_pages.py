"""What an organisation holds on a day: as it was live, for itself alone, as page, paper, Word and CSV."""

import html
import io
import re
import zipfile
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from commonpurchase.disclosures.models import Disclosure
from commonpurchase.entrance import clock
from commonpurchase.history import queries as history
from commonpurchase.holdings.actions import cases as requests
from commonpurchase.holdings.actions import custody, ledger
from commonpurchase.holdings.actions import programmes as joining
from commonpurchase.holdings.facts.custody import Answer, CustodyAnswer, Mode
from commonpurchase.holdings.models import AskedReport, Standing
from commonpurchase.holdings.queries import custody as programmes
from commonpurchase.holdings.queries import exposure
from commonpurchase.holdings.queries import ledger as ledger_queries
from commonpurchase.holdings.readers import policy
from commonpurchase.holdings.reckoning.exposure import digest
from commonpurchase.organisations import actions as organisations
from commonpurchase.organisations.facts import Details, Regime
from commonpurchase.organisations.models import Organisation
from commonpurchase.sharing.facts import Viewer
from commonpurchase.sharing.models import Party
from tests import world as the_world
from tests.contracts import records
from tests.world import World, signed_in


def alice(world: World) -> Viewer:
    return the_world.viewer(world.ekvik, person=world.alice, at=the_world.now())


def sent(world: World) -> UUID:
    at = the_world.now() - timedelta(days=5)
    return UUID(str(records.disclosure(world.nordbyte, world.ekvik, on=at.date(), at=at).pk))


def test_the_report_knows_what_was_never_opened(world: World) -> None:
    key = sent(world)

    page = signed_in(world.alice).get(reverse("holdings:held")).content.decode()

    assert str(key) in page
    assert "Being able to open it" in page
    assert "Sweden TF: likely" in page
    assert "not legal advice" in page


def test_a_past_moment_is_told_as_it_was_then(world: World) -> None:
    key = sent(world)
    client = signed_in(world.alice)
    client.get(reverse("holdings:held"))
    moment = the_world.now()
    live = exposure.report(alice(world), moment)

    client.get(reverse("disclosures:csv", args=[key]))
    custody.say_of(item=key, said=custody.Said(sensitive=True), by=alice(world))
    organisations.amend(key=world.ekvik.id, details=_british(), by=alice(world))
    ledger.settle(by=alice(world))
    sent(world)
    client.get(reverse("holdings:held"))

    assert digest(exposure.report(alice(world), moment)) == digest(live)
    now = exposure.report(alice(world), the_world.now(), masked=False)
    assert digest(now) != digest(live)
    assert {status.law for row in now.rows for status in row.statuses} == {"UK FOIA"}
    assert max(row.mode for row in now.rows) is Mode.COPY


def _british() -> Details:
    today = the_world.now().date()
    return Details("", "", "en", Regime.UK_FOIA, "the Act", today, today + timedelta(days=365))


def test_a_past_day_is_told_by_what_was_recorded_then_and_by_nothing_else(world: World) -> None:
    sent(world)
    client = signed_in(world.alice)
    then = the_world.now() - timedelta(days=3)
    ledger.settle(by=the_world.viewer(world.ekvik, person=world.alice, at=then))
    Standing.objects.all().delete()
    yesterday = str(the_world.now().date() - timedelta(days=1))

    table = client.get(reverse("holdings:held"), {"on": yesterday}).content.decode()
    before = client.get(reverse("holdings:file", args=["csv"]), {"on": yesterday}).content
    Organisation.objects.filter(pk=world.ekvik.id).update(regime=Regime.NONE.value)
    after = client.get(reverse("holdings:file", args=["csv"]), {"on": yesterday}).content

    assert "is not recorded" in table
    assert "Sweden TF" not in table.split("What it holds, or may")[1].split("Known not")[0]
    assert before == after


def test_the_law_is_recorded_with_the_change_that_brings_it(world: World) -> None:
    client, today = signed_in(world.alice), the_world.now().date()
    typed = {"language": "en", "regime": "none", "regime_evidence": "A new statute"}
    days = {"regime_reviewed_on": str(today), "regime_review_due_on": str(today + timedelta(days=99))}

    client.post(reverse("organisations:amend", args=[world.ekvik.id]), {**typed, **days})

    standing = Standing.objects.filter(organisation=world.ekvik.id).order_by("pk")
    assert [one.regime for one in standing][-1] == "none"


@pytest.mark.parametrize("kind", ["held", "paper", "csv", "pdf", "docx"])
@pytest.mark.parametrize("on", ["1800-01-01", "0001-01-01", "2026-13-45"])
def test_a_day_that_cannot_be_is_refused_by_every_kind_of_report(world: World, kind: str, on: str) -> None:
    client, pages = signed_in(world.alice), {"held", "paper"}
    address = reverse(f"holdings:{kind}") if kind in pages else reverse("holdings:file", args=[kind])

    answer = client.get(address, {"on": on})

    assert answer.status_code == 422
    assert not AskedReport.objects.exists()


def test_how_much_others_do_is_not_told_by_numbers_or_hashes(world: World) -> None:
    at = the_world.now()
    hidden = records.disclosure(world.nordbyte, world.fjordby, on=at.date(), at=at)
    signed_in(world.dana).get(reverse("disclosures:csv", args=[hidden.pk]))
    key, client = sent(world), signed_in(world.alice)
    client.get(reverse("disclosures:one", args=[key]))

    page = client.get(reverse("holdings:item", args=[key])).content.decode()
    firsts = [row.first for row in exposure.report(alice(world), the_world.now()).rows if row.first]

    assert '<th scope="row">2</th>' in page
    assert '<th scope="row">4</th>' not in page
    assert [(one.sequence, one.version) for one in firsts] == [(2, "")]


def test_what_is_sensitive_leaves_no_trace_in_a_masked_report(world: World) -> None:
    key = sent(world)
    client = signed_in(world.alice)
    client.get(reverse("disclosures:one", args=[key]))
    custody.say_of(item=key, said=custody.Said(sensitive=True), by=alice(world))

    assert str(key) not in client.get(reverse("holdings:held")).content.decode()
    assert str(key) in client.get(reverse("holdings:held"), {"unmasked": "on"}).content.decode()


def test_an_originators_words_neither_take_an_officers_marks_away_nor_hide_what_it_holds(
    world: World,
) -> None:
    key = sent(world)
    client = signed_in(world.alice)
    client.get(reverse("disclosures:one", args=[key]))
    bob = the_world.viewer(world.nordbyte, person=world.bob, at=the_world.now())

    ledger.settle(by=bob)
    custody.say_of(item=key, said=custody.Said(sensitive=True, emissions=True), by=bob)
    told = exposure.report(alice(world), the_world.now())
    assert [row.item.emissions for row in told.rows if row.item.id == key] == [True]

    custody.say_of(item=key, said=custody.Said(sensitive=True, emissions=True), by=alice(world))
    custody.say_of(item=key, said=custody.Said(), by=bob)
    assert str(key) not in client.get(reverse("holdings:held")).content.decode()
    whole = exposure.report(alice(world), the_world.now(), masked=False)
    assert [row.item.emissions for row in whole.rows if row.item.id == key] == [True]


def test_a_report_is_kept_as_a_question_and_a_hash(world: World) -> None:
    key = sent(world)
    client = signed_in(world.alice)

    table = client.get(reverse("holdings:file", args=["csv"])).content.decode("utf-8-sig")
    document = client.get(reverse("holdings:file", args=["docx"])).content
    paper = client.get(reverse("holdings:paper")).content.decode()
    printed = client.get(reverse("holdings:file", args=["pdf"]))

    text = zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml").decode()
    pages = "".join(page.extract_text() for page in PdfReader(io.BytesIO(printed.content)).pages)
    assert printed["Content-Type"] == "application/pdf"
    assert all(str(key) in one for one in (table, text, paper, pages))
    assert AskedReport.objects.count() == 4
    assert str(key) not in str(AskedReport.objects.values())


def files(client: Client, **asked: str) -> dict[str, str]:
    """The report in each kind of file, as text."""
    got = {
        kind: client.get(reverse("holdings:file", args=[kind]), asked).content
        for kind in ("csv", "docx", "pdf")
    }
    xml = zipfile.ZipFile(io.BytesIO(got["docx"])).read("word/document.xml").decode()
    pages = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(got["pdf"])).pages)
    return {"csv": got["csv"].decode("utf-8-sig"), "docx": re.sub("<[^>]*>", "", xml), "pdf": pages}


def test_every_file_has_every_part(world: World) -> None:
    """Organisation, day, matrix, hash, searches, questions, what others keep: from one list of parts."""
    programme(world)
    organisations.amend(key=world.ekvik.id, details=_british(), by=alice(world))
    sent(world)
    client = signed_in(world.alice)
    ledger.settle(by=alice(world))
    asked_under = ["UK FOIA"]
    on = the_world.now().date()
    case = requests.receive(asked="x", received_on=on, laws=asked_under, by=alice(world))
    requests.place_hold(case=case, words="", by=alice(world))
    requests.search(case=case, terms="assembly", scope="two mailboxes", found=[], by=alice(world))
    (row, *_) = [one for one in exposure.report(alice(world), the_world.now()).rows if one.candidates]
    question = row.candidates[0].questions[0]

    for kind, text in files(client).items():
        flat = "".join(html.unescape(text).split())
        for wanted in (
            "Ekvik stad",
            "Holding matrix: version",
            "Hash of this report",
            "two mailboxes",
            "Kept on its behalf by others",
            "Assembly in the east",
            row.item.number,
            question,
        ):
            assert "".join(wanted.split()) in flat, (kind, wanted)


def test_the_hash_that_is_kept_is_of_what_was_given_out(world: World) -> None:
    sent(world)
    client = signed_in(world.alice)
    client.get(reverse("holdings:held"))
    one = exposure.report(alice(world), the_world.now()).rows[0].item.item_class.value

    table = client.get(reverse("holdings:file", args=["csv"]), {"class": one}).content.decode("utf-8-sig")

    kept = AskedReport.objects.get()
    assert f"Hash of this report: {kept.sha256}" in table
    assert f"Class: {one}" in table
    assert kept.question["class"] == one


def test_items_can_be_told_apart_and_opened_by_whoever_may(world: World) -> None:
    first, second = sent(world), sent(world)
    client = signed_in(world.alice)
    page = client.get(reverse("holdings:held")).content.decode()
    assert f"no. {str(first)[:8]}" in page
    assert f"no. {str(second)[:8]}" in page

    record = reverse("disclosures:one", args=[first])
    assert record in client.get(reverse("holdings:item", args=[first])).content.decode()
    label = Disclosure.objects.get(pk=first).label_id
    Party.objects.filter(label=label, who=world.ekvik.id).delete()
    assert record not in client.get(reverse("holdings:item", args=[first])).content.decode()
    own = signed_in(world.bob).get(reverse("holdings:held")).content.decode()
    assert "Put here by the organisation itself" in own
    assert "Delivery under" not in own


def test_nobody_reads_what_another_holds(world: World) -> None:
    key = sent(world)
    signed_in(world.alice).get(reverse("holdings:held"))

    for person in (world.charlie, world.dana, world.erin):
        client = signed_in(person)
        for name in ("holdings:held", "holdings:paper"):
            assert str(key) not in client.get(reverse(name)).content.decode()
        assert client.get(reverse("holdings:item", args=[key])).status_code == 404
        assert client.post(reverse("holdings:item", args=[key]), {"harm": "x"}).status_code == 404
        assert client.post(reverse("holdings:deleted", args=[key])).status_code == 404


def test_harm_is_the_originators_word(world: World) -> None:
    key = sent(world)
    signed_in(world.alice).get(reverse("disclosures:one", args=[key]))
    bob = the_world.viewer(world.nordbyte, person=world.bob, at=the_world.now())
    ledger.settle(by=bob)
    typed = {"harm": "Rivals would approach the factory", "to_whom": "Nordbyte AB"}
    signed_in(world.alice).post(reverse("holdings:item", args=[key]), {"harm": "none", "to_whom": "us"})
    assert signed_in(world.bob).post(reverse("holdings:item", args=[key]), typed).status_code == 302

    page = signed_in(world.alice).get(reverse("holdings:item", args=[key])).content.decode()

    assert "Rivals would approach the factory" in page


def test_a_day_that_is_none_is_named_and_nothing_is_lost(world: World) -> None:
    page = signed_in(world.alice).get(reverse("holdings:held"), {"on": "yesterday", "words": "sites"})

    assert page.status_code == 422
    assert "yesterday" in page.content.decode()
    assert 'value="sites"' in page.content.decode()


def right(world: World, **other: str) -> dict[int, CustodyAnswer]:
    review = the_world.now().date() + timedelta(days=300)
    asked = policy.questions(the_world.now().date()).asked
    return {
        one.number: CustodyAnswer(
            other.get(f"q{one.number}", one.supports[0]),
            "its articles" if one.needs_evidence else "",
            review if one.needs_evidence else None,
        )
        for one in asked
    }


def programme(world: World) -> UUID:
    key = joining.begin(
        name="Assembly in the east",
        members=[world.ekvik.id],
        how_to_ask="Write to the office.",
        by=erin(world),
    )
    joining.join(programme=key, by=alice(world))
    return key


def erin(world: World) -> Viewer:
    return the_world.viewer(world.monitor, person=world.erin, at=the_world.now())


def kept_by_the_monitor(world: World) -> UUID:
    """A version that Open Gate keeps for Nordbyte, and that Ekvik was shown."""
    key = sent(world)
    row = Disclosure.objects.get(pk=key)
    type(row.label).objects.filter(pk=row.label_id).update(custodian=world.monitor.id)
    return key


def statuses(world: World, key: UUID) -> set[Answer]:
    report = exposure.report(alice(world), the_world.now())
    return {status.answer for row in report.rows if row.item.id == key for status in row.statuses}


def test_a_right_statement_keeps_it_out_and_a_wrong_one_brings_it_in(world: World) -> None:
    organisations.amend(key=world.ekvik.id, details=_british(), by=alice(world))
    item, key = kept_by_the_monitor(world), programme(world)
    ledger.settle(by=alice(world))
    assert statuses(world, item) == {Answer.HELD}

    custody.state(programme=key, answers=right(world), signed_by="E. Tan, director", by=erin(world))
    assert statuses(world, item) == {Answer.UNLIKELY}
    known = exposure.report(alice(world), the_world.now()).not_held
    assert [(one.programme, one.custodian) for one in known] == [("Assembly in the east", "Open Gate")]

    custody.state(programme=key, answers=right(world, q3="yes"), signed_by="E. Tan", by=erin(world))
    assert statuses(world, item) == {Answer.HELD}


def test_a_missing_answer_makes_it_on_behalf(world: World) -> None:
    key = programme(world)
    answers = {number: one for number, one in right(world).items() if number != 7}

    custody.state(programme=key, answers=answers, signed_by="E. Tan", by=erin(world))

    page = signed_in(world.dana).get(reverse("holdings:programme", args=[key])).content.decode()
    assert "on behalf of its buyers" in page
    assert "7 (unanswered)" in page


def test_only_the_custodian_states(world: World) -> None:
    key = programme(world)

    for person, status in ((world.alice, 403), (world.charlie, 404)):
        assert signed_in(person).get(reverse("holdings:state", args=[key])).status_code == status
    assert signed_in(world.erin).get(reverse("holdings:state", args=[key])).status_code == 200


def test_the_pages_enter_a_programme_and_publish_its_statement(world: World) -> None:
    client = signed_in(world.erin)
    typed = {"name": "Assembly", "how_to_ask": "The office", "members": [str(world.ekvik.id)]}
    assert client.post(reverse("holdings:begin"), typed).status_code == 302
    found = programmes.programmes(erin(world))[0]
    unsigned = client.post(reverse("holdings:state", args=[found.id]), {"answer_1": "both"})
    assert unsigned.status_code == 422
    assert '<option value="both" selected>' in unsigned.content.decode()

    answers = {f"answer_{number}": one.answer for number, one in right(world).items()}
    evidence = {"evidence_8": "its articles", "review_8": str(the_world.now().date() + timedelta(days=9))}
    signed = {"signed_by": "E. Tan", **answers, **evidence}
    assert client.post(reverse("holdings:state", args=[found.id]), signed).status_code == 302

    assert "for its own purpose" in client.get(reverse("holdings:programmes")).content.decode()


def test_collectors_are_outside_freedom_of_information_by_evidence(world: World) -> None:
    evidence = Details(
        "", "", "en", Regime.NONE, "no statute names it", None, the_world.now().date() + timedelta(days=90)
    )
    organisations.amend(key=world.monitor.id, details=evidence, by=erin(world))

    found = {one.name: may for one, _, may in programmes.collectors(alice(world))}

    assert found["Open Gate"]
    assert not found["Ekvik stad"]
    assert not found["Nordbyte AB"]
    assert signed_in(world.alice).get(reverse("holdings:collectors")).status_code == 200


def test_the_heads_are_for_every_member_and_tell_nothing_of_the_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = the_world.now() + timedelta(days=1)
    signed_in(world.alice).get(reverse("disclosures:one", args=[sent(world)]))
    client = signed_in(world.charlie)
    before = client.get(reverse("holdings:heads")).content.decode()
    signed_in(world.bob).get(reverse("holdings:held"))

    after = client.get(reverse("holdings:heads")).content.decode()
    assert re.findall("[0-9a-f]{64}", after) == re.findall("[0-9a-f]{64}", before)
    assert ledger_queries.head()[1] not in after

    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    page = signed_in(world.charlie).get(reverse("holdings:heads")).content.decode()
    assert ledger_queries.head()[1] in page
    assert history.head()[1] in page
