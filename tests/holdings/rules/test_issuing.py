"""A statement that rows do not support is refused; one that they do support says no more than they show."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commonpurchase.contracts.facts import Model
from commonpurchase.disclosures.facts import Disclosure, Evidence, Row
from commonpurchase.holdings.facts.attestations import Claim, Class, Count, Party, Scope, Statement
from commonpurchase.holdings.facts.issuing import Shown
from commonpurchase.holdings.reckoning import issuing as reckoning
from commonpurchase.holdings.rules import issuing as rules
from commonpurchase.holdings.rules.attestations import the_statement_says_what_it_rests_on
from commonpurchase.organisations.facts import Kind
from commonpurchase.vocabulary.findings import Verdict
from tests.holdings.parties import organisation

ON = date(2026, 3, 1)
LIFETIME = timedelta(days=365)
BOOK, SLATE = Model("Aurelis", "Book 14"), Model("Aurelis", "Slate 2")
SCOPE = Scope((BOOK, SLATE), 1)


def row(reference: str, model: str = "Book 14", site: str = "Lantian 1", **other: object) -> Row:
    columns: dict[str, object] = {
        "brand": "Aurelis",
        "address": f"{site} Road",
        "country": "CN",
        "tier": 1,
        "disclosed_on": date(2026, 2, 1),
        "reference": reference,
        **other,
    }
    return Row(product_model=model, site_name=site, **columns)  # type: ignore[arg-type]


BOTH = (row("R1"), row("R2", "Slate 2", "Cellhaus", country="VN"))


def shown(*rows: Row, scope: Scope = SCOPE) -> Shown:
    return reckoning.shown(Disclosure("Nordbyte AB", rows), scope, ON)


def carried(claim: Claim, *rows: Row) -> Verdict:
    return rules.the_rows_leave_nothing_open(claim, shown(*rows), LIFETIME).verdict


@pytest.mark.parametrize("kind", Kind)
def test_only_suppliers_convenors_and_monitors_attest(kind: Kind) -> None:
    may = {Kind.RESELLER, Kind.BRAND, Kind.MANUFACTURER, Kind.CONVENOR, Kind.MONITORING_PARTNER}

    finding = rules.its_issuer_answers_for_what_it_knows(organisation("Somebody", kind))

    assert (finding.verdict is Verdict.MET) is (kind in may)


def test_a_statement_of_two_models_is_supported_by_a_site_of_each() -> None:
    assert rules.every_model_has_a_site(shown(*BOTH)).verdict is Verdict.MET


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (row("R1"),),
        (row("R1"), row("R2", "Slate 2", tier=2)),
        (row("R1"), row("R2", "Slate 2", tier=None)),
        (row("R1"), row("R2", "")),
        (row("R1"), row("R2", "Slate 2", brand="Kestrova")),
        (row("R1"), row("R2", "Slate 2", produced_until=date(2026, 2, 28))),
        (row("R1"), row("R2", "Slate 2", produced_from=date(2026, 3, 2))),
    ],
    ids=["nothing", "one model", "another tier", "no tier", "no model", "another brand", "ended", "to come"],
)
def test_a_model_without_a_site_in_production_is_named(rows: tuple[Row, ...]) -> None:
    finding = rules.every_model_has_a_site(shown(*rows))

    assert finding.verdict is Verdict.NOT_MET
    assert "Slate 2" in finding.because


def test_no_model_is_no_statement() -> None:
    assert rules.every_model_has_a_site(shown(*BOTH, scope=Scope((), 1))).verdict is Verdict.NOT_MET


@pytest.mark.parametrize("claim", [Claim.ALL_SITES_DISCLOSED, Claim.ALL_SITES_VERIFIED])
@pytest.mark.parametrize(
    ("own", "declared", "verdict"),
    [
        (True, True, Verdict.MET),
        (True, False, Verdict.NOT_MET),
        (False, True, Verdict.NOT_MET),
        (False, False, Verdict.NOT_MET),
    ],
)
def test_that_these_are_all_is_the_suppliers_express_word(
    claim: Claim, own: bool, declared: bool, verdict: Verdict
) -> None:
    finding = rules.all_of_them_is_said_by_who_discloses(claim, own=own, declared=declared)

    assert finding.verdict is verdict


def test_anybody_who_may_attest_can_say_that_some_are_disclosed() -> None:
    finding = rules.all_of_them_is_said_by_who_discloses(Claim.SITES_DISCLOSED, own=False, declared=False)

    assert finding.verdict is Verdict.MET


@pytest.mark.parametrize(("age", "verdict"), [(365, Verdict.MET), (366, Verdict.NOT_MET)])
def test_one_row_too_old_and_all_is_refused(age: int, verdict: Verdict) -> None:
    old = row("R3", disclosed_on=ON - timedelta(days=age))

    assert carried(Claim.ALL_SITES_DISCLOSED, *BOTH, old) is verdict


@pytest.mark.parametrize("left_open", [{"tier": None}, {"model": ""}], ids=["tier", "model"])
def test_a_row_that_leaves_the_tier_or_model_open_does_not_carry_all(left_open: dict[str, object]) -> None:
    doubtful = row("R3", **{"site": "Third", **left_open})  # type: ignore[arg-type]

    assert carried(Claim.ALL_SITES_DISCLOSED, *BOTH, doubtful) is Verdict.NOT_MET
    assert carried(Claim.SITES_DISCLOSED, *BOTH, doubtful) is Verdict.MET


def test_a_row_of_another_brand_or_tier_leaves_nothing_open() -> None:
    others = (row("R3", "", brand="Kestrova"), row("R4", tier=2), row("R5", "Book 16"))

    assert carried(Claim.ALL_SITES_DISCLOSED, *BOTH, *others) is Verdict.MET


def test_verified_is_said_only_when_every_site_was() -> None:
    checked = [
        replace(one, verified_by="Open Gate", verified_on=date(2026, 2, day))
        for day, one in enumerate(BOTH, 9)
    ]

    assert carried(Claim.ALL_SITES_VERIFIED, *checked) is Verdict.MET
    assert carried(Claim.ALL_SITES_VERIFIED, checked[0], BOTH[1]) is Verdict.NOT_MET


def test_the_statement_is_as_well_supported_as_its_weakest_row_and_as_old_as_its_oldest() -> None:
    verified = replace(BOTH[0], verified_by="Open Gate", verified_on=date(2026, 2, 9))
    documented = replace(BOTH[1], evidence=Evidence.DOCUMENTED, disclosed_on=date(2025, 12, 1))

    statement = stated(verified, documented)

    assert statement.basis.evidence is Evidence.DOCUMENTED
    assert statement.basis.checked_by == ""
    assert statement.updated_on == date(2025, 12, 1)
    assert the_statement_says_what_it_rests_on(statement).verdict is Verdict.MET


def test_of_several_checks_the_first_day_is_named_and_everybody_who_checked() -> None:
    checked = [
        replace(one, verified_by=by, verified_on=date(2026, 2, day))
        for one, by, day in zip(BOTH, ("Open Gate", "Fairwatch"), (11, 9), strict=True)
    ]

    basis = stated(*checked).basis

    assert (basis.checked_by, basis.checked_on) == ("Fairwatch and Open Gate", date(2026, 2, 9))


def stated(*rows: Row) -> Statement:
    return reckoning.stated(shown(*rows), Claim.SITES_DISCLOSED, Party("Nordbyte AB"), Class.NAMED)


def test_sites_and_countries_are_counted_once_whatever_they_make() -> None:
    statement = stated(*BOTH, row("R3", "Slate 2"))

    assert (statement.sites, statement.countries) == (Count.exactly(2), Count.exactly(2))


COUNTS = {
    "one name, two addresses": ({"address": "2 Other Road"}, Count(2, 3)),
    "one address, two names": ({"site": "Lantian South", "address": "Lantian 1 Road"}, Count(2, 3)),
    "one name, two countries": ({"country": "VN"}, Count.exactly(3)),
    "written otherwise": ({"site": " LANTIAN  1 ", "address": "lantian 1 road"}, Count.exactly(2)),
    "tier left open": ({"site": "Third", "tier": None}, Count(2, 3)),
    "model left open": ({"site": "Third", "model": ""}, Count(2, 3)),
}


@pytest.mark.parametrize(("other", "count"), COUNTS.values(), ids=COUNTS)
def test_a_count_that_rows_leave_open_is_an_interval(other: dict[str, object], count: Count) -> None:
    assert shown(*BOTH, row("R3", **other)).sites == count  # type: ignore[arg-type]


def test_places_without_an_address_are_not_taken_for_one() -> None:
    rows = (row("R1", address=""), row("R2", "Slate 2", "Cellhaus", address=""))

    assert shown(*rows).sites == Count.exactly(2)


def test_sites_that_share_an_end_each_are_one_group() -> None:
    chain = (
        row("R1", site="A", address="1"),
        row("R2", "Slate 2", "C", address="2"),
        row("R3", site="A", address="2"),
    )

    assert shown(*chain).sites == Count(1, 3)


def test_models_are_offered_once_as_first_written() -> None:
    rows = (row("R1", "Slate 2"), row("R2", "book 14"), row("R3", "Book 14"), row("R4", ""))

    assert reckoning.models_in(rows) == (Model("Aurelis", "book 14"), Model("Aurelis", "Slate 2"))
