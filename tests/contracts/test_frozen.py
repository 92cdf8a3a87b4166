"""What a decision rested on survives being kept."""

import json
from datetime import date
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.contracts import facts
from commonpurchase.contracts.reckoning import frozen
from commonpurchase.disclosures.facts import Disclosure, Evidence, Row
from commonpurchase.vocabulary.amounts import Basis, Money

days = st.dates(date(1990, 1, 1), date(2060, 1, 1))
words = st.text(max_size=12)
sourced = st.none() | st.builds(facts.SourcedDate, days, words, st.booleans(), st.booleans())
contracts = st.builds(
    facts.Contract,
    reference=words,
    buyer=words,
    supplier=words,
    start=sourced,
    end=sourced,
    maximum_end=sourced,
    notice=sourced,
    title=words,
    value=st.none() | st.builds(Money, st.integers(), st.just("SEK"), st.sampled_from(Basis)),
    update_duty=st.builds(facts.UpdateDuty, st.sampled_from(facts.Duty), words, words),
    models=st.lists(st.builds(facts.Model, words, words), max_size=3).map(tuple),
    id=st.none() | st.builds(uuid4),
)
rows = st.builds(
    Row,
    *(words,) * 5,
    st.none() | st.integers(1, 4),
    days,
    latitude=st.none() | st.floats(-90, 90),
    produced_from=st.none() | days,
    evidence=st.sampled_from(Evidence),
)


@given(contracts, st.lists(rows, max_size=4).map(tuple))
def test_freezing_and_thawing_loses_nothing(contract: facts.Contract, kept: tuple[Row, ...]) -> None:
    disclosure = Disclosure("Nordbyte AB", kept, 3, uuid4())

    stored = json.loads(json.dumps(frozen.freeze({"contract": contract, "disclosure": disclosure})))

    assert frozen.thaw_contract(stored["contract"]) == contract
    assert frozen.thaw_disclosure(stored["disclosure"]) == disclosure
