import pytest

from commonpurchase.disclosures.reckoning.gathered import gathered
from commonpurchase.vocabulary.places import Place, Problem


def problem(row: int = 0, column: str = "Country", sheet: str = "Sites", found: str = "“?”") -> Problem:
    return Problem(Place("a.xlsx", sheet if row else "", row, column if row else ""), found, "a country")


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ([2], "Sheet Sites, row 2, column Country"),
        ([2, 3, 4], "Sheet Sites, rows 2 to 4, column Country"),
        ([2, 3, 9], "Sheet Sites, rows 2 to 3 and 9, column Country"),
        ([0], "The file"),
        (
            list(range(2, 60, 2)),
            "Sheet Sites, rows 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24 and further ones (29 in all), "
            "column Country",
        ),
    ],
)
def test_the_same_mistake_is_told_once_with_all_its_rows(rows: list[int], where: str) -> None:
    (mistake,) = gathered(problem(row) for row in rows)

    assert mistake.where == where


def test_different_mistakes_stay_apart_in_the_order_of_their_first_row() -> None:
    found = gathered([problem(2), problem(3, "Tier"), problem(4), problem(5, found="“!”")])

    assert [(one.column, one.rows) for one in found] == [
        ("Country", (2, 4)),
        ("Tier", (3,)),
        ("Country", (5,)),
    ]
