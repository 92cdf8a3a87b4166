"""Whatever a file holds, and in whatever order, reading it ends with the same answer and no exception."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.contracts.facts import Draft, ReadContracts
from commonpurchase.contracts.readers.ocds import read_ocds
from commonpurchase.vocabulary.places import Place
from tests.contracts.readers.ocds import invented

PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["1", "2025-01-01", "9999-12-31", "GBP", "cancelled", "buyer", "2 x 12 months", "1e9999"]
    ),
)
NAMES = st.sampled_from(
    [
        "ocid",
        "id",
        "date",
        "tag",
        "buyer",
        "parties",
        "awards",
        "contracts",
        "tender",
        "suppliers",
        "value",
        "amount",
        "amountGross",
        "currency",
        "name",
        "contractPeriod",
        "period",
        "startDate",
        "endDate",
        "maxExtentDate",
        "durationInDays",
        "lots",
        "relatedLots",
        "awardID",
        "renewal",
        "description",
        "title",
        "hasRenewal",
        "relatedProcesses",
        "relationship",
        "items",
        "identifier",
        "roles",
        "techniques",
    ]
)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=30,
)


@st.composite
def spoiled(draw: st.DrawFn) -> Any:
    """A valid release with anything at all put in some of its places."""
    value = invented.release(
        invented.award("1", "A", "B"),
        contracts=[invented.contract(value=invented.value(7))],
        parties=[{"id": "b", "name": "Example City", "roles": ["buyer"]}],
        relatedProcesses=[{"id": "1", "relationship": ["framework"]}],
    )
    for _ in range(draw(st.integers(1, 4))):
        _spoil(draw, value)
    return value


def _spoil(draw: st.DrawFn, value: Any) -> None:
    while True:
        places: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not places:
            return
        place = draw(st.sampled_from(places))
        if isinstance(value[place], dict | list) and value[place] and draw(st.booleans()):
            value = value[place]
        else:
            value[place] = draw(ANYTHING)
            return


def _read(*values: object) -> ReadContracts:
    return read_ocds("\n".join(json.dumps(one) for one in values).encode(), "any.jsonl")


def _same(found: ReadContracts) -> tuple[set[Draft], int, int, dict[str, int]]:
    drafts = {replace(draft, place=Place(), notes=tuple(sorted(draft.notes))) for draft in found.drafts}
    return drafts, found.rows_in, found.rows_taken, found.counts


@given(ANYTHING)
def test_any_json_is_read_without_an_exception_and_adds_up(value: object) -> None:
    assert _read(value).adds_up


@given(st.lists(spoiled(), max_size=4))
def test_any_spoiled_release_is_read_and_adds_up(values: list[object]) -> None:
    found = _read(*values)

    assert found.adds_up
    assert found.rows_in >= bool(values) or found.problems
    assert len({draft.source_key for draft in found.drafts}) == len(found.drafts)
    assert all(draft.buyer and draft.supplier for draft in found.drafts)


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(content: bytes) -> None:
    assert read_ocds(content, "any").adds_up


@given(st.lists(spoiled(), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_releases_in_a_file_has_no_say(values: list[object], random: Any) -> None:
    shuffled = values.copy()
    random.shuffle(shuffled)

    assert _same(_read(*shuffled)) == _same(_read(*values))


@given(st.lists(spoiled(), min_size=1, max_size=4))
def test_reading_a_file_twice_or_releases_twice_says_the_same(values: list[object]) -> None:
    once, again = _read(*values), _read(*values)
    doubled = _read(*values, *values)

    assert once == again
    assert _same(doubled)[0] == _same(once)[0]
