"""The pages of contracts, as Alice who holds them, Bob who supplies, and Charlie who must see nothing."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from commonpurchase.contracts import models
from tests import world as the_world
from tests.contracts import records
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(world: World) -> models.Contract:
    """A failing gate that is open today, whatever day the tests run on."""
    on = the_world.now().date()
    records.disclosure(world.nordbyte, world.ekvik, on=on - timedelta(days=400), at=the_world.now())
    return records.contract(
        world.ekvik,
        world.nordbyte,
        end=on + timedelta(days=150),
        notice=on + timedelta(days=60),
        title="Laptops for schools",
        bought=[("Aurelis", "Book 14"), ("Aurelis", "View 27")],
    )


def test_the_list_shows_the_verdict_and_opens_the_contract(world: World, contract: models.Contract) -> None:
    page = the_world.signed_in(world.alice).get(reverse("contracts:list")).content.decode()

    assert "Laptops for schools" in page
    assert "Fail" in page
    assert reverse("contracts:one", args=[contract.pk]) in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("words=laptops+nordbyte", True),
        ("words=monitors", False),
        ("verdict=fail", True),
        ("verdict=pass", False),
        ("supplier=Nordbyte+AB", True),
        ("supplier=Tekhandel+AB", False),
        ("sort=-value", True),
        ("sort=nonsense&page=99", True),
    ],
)
def test_the_list_filters_and_sorts(world: World, contract: models.Contract, query: str, found: bool) -> None:
    page = the_world.signed_in(world.alice).get(f"{reverse('contracts:list')}?{query}")

    assert page.status_code == 200
    assert (reverse("contracts:one", args=[contract.pk]) in page.content.decode()) is found


def test_the_list_as_a_file_holds_what_is_listed_and_no_formula(
    world: World, contract: models.Contract
) -> None:
    contract.title = '=HYPERLINK("x")'
    contract.save()

    text = (
        the_world.signed_in(world.alice)
        .get(f"{reverse('contracts:list')}?as=csv")
        .content.decode("utf-8-sig")
    )

    assert text.splitlines()[0].startswith("Contract,Title,Buyer")
    assert "\"'=HYPERLINK" in text


def test_one_contract_shows_its_gate_its_timeline_and_its_sites(
    world: World, contract: models.Contract
) -> None:
    page = the_world.signed_in(world.alice).get(reverse("contracts:one", args=[contract.pk])).content.decode()

    assert "Renewal gate" in page
    assert "<svg" in page
    assert "蓝天装配厂" in page
    assert "Download the formal letter" in page
    assert "View 27" in page


def test_a_wrong_day_is_named_and_today_is_shown(world: World, contract: models.Contract) -> None:
    address = reverse("contracts:one", args=[contract.pk])

    page = the_world.signed_in(world.alice).get(f"{address}?on=yesterday").content.decode()

    assert "“yesterday” is not a day" in page


def test_the_timeline_calls_another_day_the_day_asked_for(world: World, contract: models.Contract) -> None:
    address = reverse("contracts:one", args=[contract.pk])
    alice = the_world.signed_in(world.alice)

    today = alice.get(address).content.decode()
    earlier = alice.get(f"{address}?on=2026-01-15").content.decode()

    assert '<th scope="row">Today</th>' in today
    assert "The day asked for" not in today
    assert '<th scope="row">The day asked for</th>' in earlier
    assert "The day asked for, 15 January 2026</text>" in earlier
    assert ">Today" not in earlier.partition("<main")[2]


def test_a_letter_comes_as_word(world: World, contract: models.Contract) -> None:
    client = the_world.signed_in(world.alice)

    answer = client.get(reverse("contracts:letter", args=[contract.pk, "formal"]))

    assert answer.content[:2] == b"PK"
    assert "letter-formal-en.docx" in answer["Content-Disposition"]


def test_a_refused_decision_says_why_and_keeps_what_was_typed(
    world: World, contract: models.Contract
) -> None:
    client = the_world.signed_in(world.alice)

    page = client.post(
        reverse("contracts:decide", args=[contract.pk]), {"outcome": "extend", "reason": "We like them"}
    ).content.decode()

    assert "The gate says fail" in page
    assert "We like them" in page
    assert models.GateDecision.objects.count() == 0


def test_every_bad_condition_is_named_at_once(world: World, contract: models.Contract) -> None:
    page = the_world.signed_in(world.alice).post(
        reverse("contracts:decide", args=[contract.pk]),
        {"outcome": "extend on conditions", "actions": "soon\n2027-02-30 Send rows\n2027-02-01 Send rows"},
    )

    assert len(re.findall(r"Line [12]: found", page.content.decode())) >= 2


def test_a_waiver_is_kept_and_replayed(world: World, contract: models.Contract) -> None:
    client = the_world.signed_in(world.alice)

    client.post(
        reverse("contracts:decide", args=[contract.pk]),
        {"outcome": "waive", "reason": "Schools would stop", "waived_by": "Eva Lind"},
    )

    decision = models.GateDecision.objects.get()
    page = client.get(reverse("contracts:decision", args=[decision.pk])).content.decode()
    assert "Replayed: the same" in page
    assert "Eva Lind" in page


def test_a_corrected_date_is_confirmed_by_a_person(world: World, contract: models.Contract) -> None:
    client = the_world.signed_in(world.alice)
    address = reverse("contracts:change-date", args=[contract.pk, "maximum end"])

    client.post(address, {"on": "2031-01-31", "source": "section 4"})

    row = contract.dates.get(kind="maximum end")
    assert (str(row.on), row.source, row.confirmed_by) == ("2031-01-31", "section 4", world.alice)
    client.post(address, {"on": ""})
    assert not contract.dates.filter(kind="maximum end").exists()


def test_the_duty_needs_the_words_that_a_letter_quotes(world: World, contract: models.Contract) -> None:
    client = the_world.signed_in(world.alice)
    address = reverse("contracts:change-duty", args=[contract.pk])

    refused = client.post(address, {"duty": "clause", "reference": "", "text": ""})
    client.post(address, {"duty": "none"})

    assert b"so that a formal letter can quote the clause" in refused.content
    contract.refresh_from_db()
    assert (contract.duty, contract.duty_text) == ("none", "")


def test_the_models_bought_are_a_list_of_brand_and_model(world: World, contract: models.Contract) -> None:
    client = the_world.signed_in(world.alice)
    address = reverse("contracts:change-models", args=[contract.pk])

    refused = client.post(address, {"bought": "Aurelis Book 14\nAurelis:"})
    client.post(address, {"bought": "Aurelis: Book 14\nAurelis: Book 14"})

    assert refused.content.count(b"expected brand: model") >= 2
    assert contract.models.count() == 1


def test_the_supplier_sees_the_contract_but_changes_nothing(world: World, contract: models.Contract) -> None:
    bob = the_world.signed_in(world.bob)

    page = bob.get(reverse("contracts:one", args=[contract.pk])).content.decode()
    refused = bob.get(reverse("contracts:decide", args=[contract.pk]))

    assert "Laptops for schools" in page
    assert reverse("contracts:decide", args=[contract.pk]) not in page
    assert refused.status_code == 403
    assert b"The buyer decides at the gate" in refused.content


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        ("one", []),
        ("decide", []),
        ("letter", ["formal"]),
        ("change-date", ["notice"]),
        ("change-duty", []),
        ("change-models", []),
    ],
)
def test_hidden_and_absent_answer_alike(
    world: World, contract: models.Contract, name: str, extra: list[str]
) -> None:
    absent = "00000000-0000-4000-8000-000000000000"

    for person in (world.charlie, world.dana):
        client = the_world.signed_in(person)
        hidden = client.get(reverse(f"contracts:{name}", args=[contract.pk, *extra]))
        missing = client.get(reverse(f"contracts:{name}", args=[absent, *extra]))
        assert hidden.status_code == missing.status_code == 404
        assert _normal(hidden.content, str(contract.pk)) == _normal(missing.content, absent)


def test_the_list_of_an_outsider_is_empty(world: World, contract: models.Contract) -> None:
    page = the_world.signed_in(world.charlie).get(reverse("contracts:list")).content.decode()

    assert "No contracts yet" in page
    assert "Laptops" not in page


def test_a_long_list_costs_a_fixed_number_of_queries(
    world: World, contract: models.Contract, django_assert_max_num_queries: object
) -> None:
    on = the_world.now().date()
    for place in range(30):
        records.contract(world.ekvik, world.nordbyte, end=on + timedelta(days=place))
    client = the_world.signed_in(world.alice)
    # The first time it is shown, the ledger has something to write.
    client.get(reverse("contracts:list"))

    with django_assert_max_num_queries(30):  # type: ignore[operator]
        client.get(reverse("contracts:list"))


def _normal(content: bytes, key: str) -> str:
    text = content.decode().replace(key, "KEY")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "9999-12-31", "2026-02-30"])
def test_a_day_out_of_reach_is_named_and_breaks_nothing(
    world: World, contract: models.Contract, day: str
) -> None:
    page = the_world.signed_in(world.alice).get(f"{reverse('contracts:one', args=[contract.pk])}?on={day}")

    assert page.status_code == 200
    assert f"“{day}” is not a day" in page.content.decode()


def test_a_page_says_who_put_the_contract_here(world: World, contract: models.Contract) -> None:
    page = the_world.signed_in(world.bob).get(reverse("contracts:one", args=[contract.pk])).content.decode()

    assert "Put here by Ekvik stad" in page


def test_before_anything_is_typed_it_says_who_will_see_it(world: World, contract: models.Contract) -> None:
    page = the_world.signed_in(world.alice).get(
        reverse("contracts:change-date", args=[contract.pk, "notice"])
    )

    assert "Nordbyte AB will see this" in page.content.decode()
    assert "seen by your own organisation only" in page.content.decode()


def test_with_no_extension_left_only_a_new_procurement_can_be_chosen(
    world: World, contract: models.Contract
) -> None:
    end = contract.dates.get(kind="end").on
    contract.dates.create(kind="maximum end", on=end)

    page = (
        the_world.signed_in(world.alice).get(reverse("contracts:decide", args=[contract.pk])).content.decode()
    )

    assert "The gate says: new procurement" in page
    assert page.count('name="outcome"') == 1


@pytest.mark.parametrize(
    ("kind", "on", "said"),
    [
        ("start", "2099-01-01", "cannot be after the end"),
        ("maximum end", "2020-01-01", "cannot be after the latest possible end"),
        ("notice", "2099-01-01", "cannot be after the end"),
        ("end", "0001-01-01", "expected a day from 1900-01-01 to 9999-12-30"),
        ("end", "9999-12-31", "Found 9999-12-31; expected a day from 1900-01-01 to 9999-12-30"),
    ],
)
def test_a_person_cannot_set_dates_that_contradict_each_other(
    world: World, contract: models.Contract, kind: str, on: str, said: str
) -> None:
    page = the_world.signed_in(world.alice).post(
        reverse("contracts:change-date", args=[contract.pk, kind]), {"on": on, "source": "letter"}
    )

    assert said in page.content.decode()
    assert not contract.dates.filter(kind=kind, on=on).exists()


def test_the_page_shows_the_sites_of_what_the_contract_buys(world: World, contract: models.Contract) -> None:
    on = the_world.now().date()
    other = [("Aurelis", f"Other {place}") for place in range(30)]
    records.disclosure(
        world.nordbyte, world.ekvik, on=on, at=the_world.now(), bought=[*other, ("Aurelis", "Book 14")]
    )

    page = the_world.signed_in(world.alice).get(reverse("contracts:one", args=[contract.pk])).content.decode()

    assert "Sites of the models that this contract buys" in page
    assert "Other 3" not in page


def test_an_overdue_gate_is_no_pass_in_the_list_its_filter_or_its_file(world: World) -> None:
    on = the_world.now().date()
    records.disclosure(world.nordbyte, world.ekvik, on=on, at=the_world.now())
    late = records.contract(
        world.ekvik, world.nordbyte, end=on + timedelta(days=90), notice=on - timedelta(days=1), title="Late"
    )
    records.contract(
        world.ekvik,
        world.nordbyte,
        end=on + timedelta(days=90),
        notice=on + timedelta(days=1),
        maximum_end=on + timedelta(days=90),
        title="Last term",
    )
    alice, address = the_world.signed_in(world.alice), reverse("contracts:list")

    assert "Late" not in alice.get(f"{address}?verdict=pass").content.decode()
    assert "Late" in alice.get(f"{address}?verdict=overdue").content.decode()
    assert "Last term" in alice.get(f"{address}?verdict=new+procurement").content.decode()
    rows = alice.get(f"{address}?as=csv").content.decode("utf-8-sig").splitlines()[1:]
    assert sorted(row.split(",")[4] for row in rows) == ["new procurement", "overdue"]
    alice.post(
        reverse("contracts:decide", args=[late.pk]), {"outcome": "extend", "reason": "The board met late"}
    )
    decision = models.GateDecision.objects.get()
    page = alice.get(reverse("contracts:decision", args=[decision.pk])).content.decode()
    assert "Overdue" in page
    assert ">Pass<" not in page


def test_the_supplier_is_not_told_that_its_customer_is_late(world: World) -> None:
    on = the_world.now().date()
    late = records.contract(
        world.ekvik, world.nordbyte, end=on + timedelta(days=90), notice=on - timedelta(days=1), title="Late"
    )

    page = the_world.signed_in(world.bob).get(reverse("contracts:one", args=[late.pk])).content.decode()

    assert "Overdue" not in page
    assert "No decision is known" not in page
    assert "Ekvik stad decides; whether it has is not shown to you." in page
