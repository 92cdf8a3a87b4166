"""Places in a file, as a person would point at them."""

from commonpurchase.vocabulary.places import Place, Problem


def test_a_problem_reads_file_row_column_found_expected() -> None:
    problem = Problem(Place("contracts.csv", row=3, column="end_on"), '"soon"', "a date")

    assert str(problem) == 'contracts.csv, row 3, column end_on: found "soon"; expected a date'


def test_what_is_not_known_of_a_place_is_left_out() -> None:
    assert str(Place("sites.xlsx", sheet="Sites", row=2)) == "sites.xlsx, sheet Sites, row 2"
    assert str(Place("sites.xlsx")) == "sites.xlsx"
