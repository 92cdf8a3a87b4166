import pytest

from commonpurchase.disclosures.readers import countries


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Kina", "CN"), ("China (CN)", "CN"), ("P.R. China", "CN"), ("CHN", "CN"), ("Sydkorea", "KR"),
        ("Republic of Korea", "KR"), ("Korea, Republic of", "KR"), ("Viet Nam", "VN"), ("UK", "GB"),
        ("U.S.A.", "US"), ("Tjeckien", "CZ"), ("Czech Republic", "CZ"), ("Nederland", "NL"), ("NA", "NA"),
        ("Taiwan", "TW"), ("Turkiet", "TR"), ("Turkey", "TR"), ("Kosovo", "XK"), ("Côte d’Ivoire", "CI"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_code_name_and_common_form(written: str, code: str) -> None:
    assert countries.code(written) == code


@pytest.mark.parametrize("written", ["", "Korea", "Atlantis", "Vietnam (CN)", "ZZ", "Vietnam (ZZ)"])
def test_what_is_no_country_or_two_is_not_guessed(written: str) -> None:
    assert countries.code(written) is None


@pytest.mark.parametrize("code", sorted(countries.names()))
def test_what_our_workbook_writes_is_read_back(code: str) -> None:
    assert countries.code(countries.written(code)) == code
