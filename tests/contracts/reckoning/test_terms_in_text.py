import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurchase.contracts.reckoning import terms_in_text


@pytest.mark.parametrize(
    ("text", "months", "initial"),
    [
        ("Awarded for three years with an additional two 12 month extension periods.", (12, 12), 36),
        ("Optional Extension Period of 2 x 12 Months", (12, 12), None),
        ("There is an option to extend for up to 24 months", (24,), None),
        ("The term is 5+2+2 years", (24, 24), 60),
        ("5 + 2 + 2 years", (24, 24), 60),
        ("an option to extend the contract for an additional 2 years (03 April 2028)", (24,), None),
        (
            "an initial period of two (2) years with the option to further extend the contract on the "
            "same terms for a further period of one (1) year a total of three (3) years",
            (12,),
            24,
        ),
        ("for 5 years, with the potential for an additional up to 24 months' extension", (24,), 60),
        (
            "for a three (3) year term with the ability to extend the contract period by a further two (2) "
            "one (1) year periods at the sole discretion of the client",
            (12, 12),
            36,
        ),
        ("for a period of SIX weeks, with an option to extend for a further ONE month", (1,), None),
        ("let for a 2 years term with a potential extension of up to 12 months", (12,), 24),
        ("over a 3 year period with an additional 2 year extension", (24,), 36),
        ("This is a 3 year contract with the option to extend for a further 1 year period (3+1)", (12,), 36),
        ("for a three year term with possible 1+1 year extension", (12, 12), 36),
        ("with options to extend for 2 further periods of 12 months", (12, 12), None),
        ("Extension option for 3 months included", (3,), None),
        ("option to extend for 12 months and a further 12 months", (12, 12), None),
        ("may be extended? No: an option to extend by twenty-four (24) months", (24,), None),
        ("Avtalet gäller i 2 år med möjlighet att förlänga med 12+12 månader", (12, 12), 24),
        ("Option på förlängning i ytterligare 24 månader", (24,), None),
        ("Avtaletid 2+1+1 år", (12, 12), 24),
        ("Opsjon på forlengelse i 1+1 år", (12, 12), None),
        ("met een optie tot verlenging van 2 x 1 jaar", (12, 12), None),
    ],
)  # fmt: skip
def test_extensions_are_read_as_people_write_them(
    text: str, months: tuple[int, ...], initial: int | None
) -> None:
    found = terms_in_text.extensions(text)

    assert [(one.months, one.initial) for one in found] == [(months, initial)]
    assert found[0].total == sum(months)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A contract of 36 months.",
        "The Contract is being extended by a further 5 months to deliver additional data collection.",
        "Contract Variation 001 has extended the contract term from the 11th March to 31st March 2025.",
        "The council reserves the right to extend this contract up until 2025-07-31.",
        "Renewal of floor coverings to 12 residential blocks, to be done within 6 months of the order.",
        "A two (2) bed home with the option to utilise the second bed.",
        "Each camera has a warranty of 24 months and extensive high-speed imaging.",
        "Homes with 2+1 bedrooms",
        "Extend it by 999 months",
    ],
)
def test_what_is_no_right_to_extend_is_not_read_as_one(text: str) -> None:
    assert terms_in_text.extensions(text) == ()


def test_a_field_about_renewal_needs_no_other_word() -> None:
    assert terms_in_text.extensions("2 x 12 months") == ()
    assert terms_in_text.extensions("2 x 12 months", of_renewal=True)[0].months == (12, 12)
    assert terms_in_text.extensions("Two years, then renewed for 1 year", of_renewal=True)[0].months == (12,)


def test_the_same_length_said_twice_is_one_answer_and_two_lengths_are_two() -> None:
    same = "Option to extend for 12 months. The extension of up to 1 year needs notice."
    ambiguous = "Lot 1 has an option to extend for 12 months. Lot 2 has an option to extend for 24 months."

    assert [one.total for one in terms_in_text.extensions(same)] == [12]
    assert [one.total for one in terms_in_text.extensions(ambiguous)] == [12, 24]


def test_the_sentence_that_was_read_is_kept_as_it_was_written() -> None:
    text = "We buy paper.  There is an\n option to EXTEND for 12 months. Thank you."

    assert terms_in_text.extensions(text)[0].matched == "There is an option to EXTEND for 12 months."


@given(st.text(alphabet=st.sampled_from("0123456789 x+(),.'-extndoptimhsyarsf\n"), max_size=300))
def test_any_text_is_answered_with_lengths_of_at_least_a_month(text: str) -> None:
    for found in terms_in_text.extensions(text, of_renewal=True):
        assert found.months
        assert all(0 < months <= terms_in_text.LONGEST for months in found.months)


@given(parts=st.lists(st.integers(1, 10), min_size=2, max_size=5))
def test_a_pattern_of_years_gives_its_first_term_and_its_extensions(parts: list[int]) -> None:
    written = "+".join(map(str, parts))

    (found,) = terms_in_text.extensions(f"The contract runs {written} years.")

    assert found.initial == parts[0] * 12
    assert found.months == tuple(part * 12 for part in parts[1:])
