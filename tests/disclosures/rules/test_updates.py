from commonpurchase.disclosures.facts import Said, Status
from commonpurchase.disclosures.reckoning.difference import difference
from commonpurchase.disclosures.rules.updates import every_earlier_row_is_accounted_for
from commonpurchase.vocabulary.findings import Verdict
from commonpurchase.vocabulary.places import Place
from tests.disclosures import sites

EARLIER = [
    sites.row(reference=f"S{n}", site_name=name) for n, name in enumerate(("Alpha", "Beta", "Gamma", "Delta"))
]


def said(*names: str) -> list[Said]:
    rows = [sites.row(site_name=name) for name in names]
    return [Said(row, Place(), Status.CLOSE if row.site_name == "Alpha" else None) for row in rows]


def test_a_first_version_has_nothing_to_account_for() -> None:
    finding = every_earlier_row_is_accounted_for(difference([], said("Beta")))

    assert finding.verdict is Verdict.NOT_ASSESSABLE


def test_confirming_changing_or_closing_every_row_accounts_for_all() -> None:
    finding = every_earlier_row_is_accounted_for(difference(EARLIER, said("Alpha", "Beta", "Gamma", "Delta")))

    assert finding.verdict is Verdict.MET
    assert finding.because == "all 4 earlier rows are confirmed, changed or closed"


def test_rows_that_the_update_leaves_out_are_named() -> None:
    some = every_earlier_row_is_accounted_for(difference(EARLIER, said("Alpha")))
    all_of_them = every_earlier_row_is_accounted_for(difference(EARLIER, said("New")))

    assert some.verdict is Verdict.NOT_MET
    assert some.because == "3 of 4 earlier rows are not mentioned: Beta, Gamma, Delta"
    assert all_of_them.because.endswith("Alpha, Beta, Gamma and 1 more")
