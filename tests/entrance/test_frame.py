"""The navigation speaks to a buyer or to a supplier and says where one is."""

from dataclasses import replace
from uuid import UUID

import pytest

from commonpurchase.entrance.pages.frame import navigation
from commonpurchase.organisations.facts import Kind, Organisation, Regime

EKVIK = Organisation(UUID(int=1), "Ekvik stad", Kind.BUYER, "SE", "sv", Regime.SWEDEN_TF, claimed=True)
NORDBYTE = replace(EKVIK, kind=Kind.RESELLER)
CONVENOR = replace(EKVIK, kind=Kind.CONVENOR)


@pytest.mark.parametrize(
    ("organisation", "labels"),
    [
        (
            EKVIK,
            [
                "Today",
                "Contracts",
                "Disclosures",
                "Meetings",
                "Agreements",
                "Attestations",
                "Shared sums",
                "Holdings",
                "Organisations",
            ],
        ),
        (
            NORDBYTE,
            [
                "Today",
                "Contracts",
                "Updates",
                "Meetings",
                "Agreements",
                "Attestations",
                "Shared sums",
                "Holdings",
                "Organisations",
            ],
        ),
        (
            CONVENOR,
            [
                "Today",
                "Contracts",
                "Disclosures",
                "Meetings",
                "Agreements",
                "Attestations",
                "Shared sums",
                "Holdings",
                "Organisations",
            ],
        ),
    ],
)
def test_links_are_in_the_words_of_whoever_looks(organisation: Organisation, labels: list[str]) -> None:
    assert [one.label for one in navigation(organisation, "/")] == labels


@pytest.mark.parametrize(
    ("organisation", "path", "current"),
    [
        (EKVIK, "/", {"Today": "page"}),
        (EKVIK, "/contracts/", {"Contracts": "page"}),
        (EKVIK, "/contracts/1/decide/", {"Contracts": "true"}),
        (EKVIK, "/disclosures/1/", {"Disclosures": "true"}),
        (NORDBYTE, "/contracts/updates/", {"Updates": "page"}),
        (NORDBYTE, "/contracts/updates/1/", {"Updates": "true"}),
        (NORDBYTE, "/disclosures/1/", {"Updates": "true"}),
        (NORDBYTE, "/contracts/1/", {"Contracts": "true"}),
        (EKVIK, "/holdings/agreements/", {"Agreements": "page"}),
        (NORDBYTE, "/holdings/agreements/1/sign/", {"Agreements": "true"}),
        (EKVIK, "/search/", {}),
    ],
)
def test_one_link_at_most_says_where_one_is(
    organisation: Organisation, path: str, current: dict[str, str]
) -> None:
    assert {one.label: one.current for one in navigation(organisation, path) if one.current} == current
