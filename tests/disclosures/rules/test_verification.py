from datetime import date, timedelta

import pytest

from commonpurchase.disclosures.facts import Checked, Ground
from commonpurchase.disclosures.rules.verification import (
    the_check_has_taken_place,
    the_one_who_checks_does_not_sell,
    what_was_checked_is_said_of_the_site,
)
from commonpurchase.vocabulary.findings import Verdict
from tests.disclosures import sites

ON = date(2026, 3, 1)
LIFETIME = timedelta(days=730)
ROWS = (sites.row(reference="S1"), sites.row(reference="S2", site_name="Cellhaus"))


def checked(*references: str, on: date = ON, found: str = "The line was running.") -> Checked:
    return Checked(frozenset(references), on, Ground.VISIT, found)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (checked("S1"), Verdict.MET),
        (checked("S1", on=ON - timedelta(days=1)), Verdict.MET),
        (checked("S1", on=ON - LIFETIME), Verdict.MET),
        (checked("S1", on=ON - LIFETIME - timedelta(days=1)), Verdict.NOT_MET),
        (checked("S1", on=date.min), Verdict.NOT_MET),
        (checked("S1", on=ON + timedelta(days=1)), Verdict.NOT_MET),
        (checked("S1", found=" "), Verdict.NOT_MET),
    ],
    ids=["today", "earlier", "just young enough", "a day too old", "long ago", "tomorrow", "nothing found"],
)
def test_a_check_is_of_a_day_that_has_come_and_says_what_was_found(said: Checked, verdict: Verdict) -> None:
    assert the_check_has_taken_place(said, ON, LIFETIME).verdict is verdict


@pytest.mark.parametrize(
    ("references", "because"),
    [
        (("S1", "S2"), "all 2 rows are in force in this version"),
        ((), "Choose at least one row that was checked."),
        (("S1", "S9"), "1 of the rows chosen are not in force in this version: choose again."),
    ],
)
def test_only_rows_in_force_are_checked(references: tuple[str, ...], because: str) -> None:
    assert what_was_checked_is_said_of_the_site(checked(*references), ROWS).because == because


@pytest.mark.parametrize(
    ("verifier", "verdict"),
    [("Open Gate", Verdict.MET), (" lumora", Verdict.NOT_MET), ("Nordbyte AB", Verdict.NOT_MET)],
)
def test_nobody_verifies_what_they_sell(verifier: str, verdict: Verdict) -> None:
    assert the_one_who_checks_does_not_sell(verifier, "Nordbyte AB", ROWS).verdict is verdict
