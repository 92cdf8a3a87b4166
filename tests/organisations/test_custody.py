"""Who will see it and who will hold it, before anything is sent."""

from uuid import UUID, uuid4

import pytest

from commonpurchase.organisations.facts import Kind, Organisation, Regime
from commonpurchase.organisations.reckoning import custody


def organisation(name: str, regime: Regime, country: str = "", key: UUID | None = None) -> Organisation:
    return Organisation(key or uuid4(), name, Kind.BUYER, country, "en", regime, claimed=True)


EKVIK = organisation("Ekvik stad", Regime.SWEDEN_TF)
SODERBY = organisation("Söderby kommun", Regime.SWEDEN_TF)
FJORDBY = organisation("Fjordby kommune", Regime.NORWAY_OFFENTLEGLOVA)
NORDBYTE = organisation("Nordbyte AB", Regime.NONE)
SOMEBODY = organisation("Somebody", Regime.UNKNOWN)


def test_a_swedish_city_will_likely_hold_a_public_record() -> None:
    assert custody.sentence(EKVIK) == ("Ekvik stad will hold a copy; in Sweden it is likely a public record.")


def test_an_organisation_outside_the_law_is_said_to_be_recorded_so() -> None:
    assert custody.sentence(NORDBYTE) == (
        "Nordbyte AB will hold a copy; no freedom-of-information law is recorded for it."
    )


def test_an_unknown_regime_is_said_to_be_unknown() -> None:
    assert custody.sentence(SOMEBODY).endswith("applies to it is not known here.")


def test_what_is_put_here_is_held_as_ones_own() -> None:
    assert custody.sentence(FJORDBY, custody.Mode.OWN) == (
        "Fjordby kommune will hold this as its own; in Norway it is likely a public record."
    )


def test_everybody_who_receives_is_named_or_counted() -> None:
    assert custody.before_sharing(NORDBYTE, [EKVIK, FJORDBY, SODERBY]) == (
        "Ekvik stad, Fjordby kommune and 1 more will see this. "
        "Fjordby kommune will hold a copy; in Norway it is likely a public record. "
        "Ekvik stad and Söderby kommun will hold a copy; in Sweden it is likely a public record. "
        "Whether that is so is decided by law, not here."
    )


def test_among_organisations_outside_the_law_nothing_is_left_to_be_decided() -> None:
    assert custody.before_sharing(EKVIK, [NORDBYTE]) == (
        "Nordbyte AB will see this. "
        "Nordbyte AB will hold a copy; no freedom-of-information law is recorded for it."
    )


@pytest.mark.parametrize("receiving", [[], [NORDBYTE]], ids=["nobody", "only itself"])
def test_what_goes_to_nobody_is_seen_by_the_uploader_only(receiving: list[Organisation]) -> None:
    assert custody.before_sharing(NORDBYTE, receiving) == "Only Nordbyte AB will see this."


def test_a_city_that_keeps_something_to_itself_still_holds_it() -> None:
    assert custody.before_sharing(EKVIK, []) == (
        "Only Ekvik stad will see this. "
        "Ekvik stad will hold this as its own; in Sweden it is likely a public record. "
        "Whether that is so is decided by law, not here."
    )


@pytest.mark.parametrize("regime", Regime)
@pytest.mark.parametrize("mode", custody.Mode)
def test_every_regime_has_a_sentence_that_promises_nothing(regime: Regime, mode: custody.Mode) -> None:
    said = custody.sentence(organisation("Somewhere", regime), mode)

    assert said.startswith("Somewhere will hold ")
    assert any(word in said for word in ("likely", "arguably", "recorded", "not known"))
    assert "not disclosable" not in said
    assert "confidential" not in said


def test_the_detail_names_the_version_of_the_table() -> None:
    assert custody.TABLE.version in custody.detail()
    assert "counsel" in custody.detail()


@pytest.mark.parametrize(
    ("organisations", "said"),
    [
        ([EKVIK], "Ekvik stad"),
        ([EKVIK, FJORDBY], "Ekvik stad and Fjordby kommune"),
        ([EKVIK, FJORDBY, SODERBY, NORDBYTE], "Ekvik stad, Fjordby kommune and 2 more"),
    ],
)
def test_names_are_listed_as_a_person_would(organisations: list[Organisation], said: str) -> None:
    assert custody.names(organisations) == said


def test_after_a_grant_everybody_who_sees_it_is_named_and_the_receiver_s_law_told() -> None:
    assert custody.after_granting([EKVIK, NORDBYTE, SODERBY], EKVIK) == (
        "After this, these 3 organisations besides yours will see this: "
        "Ekvik stad, Nordbyte AB and Söderby kommun. "
        "Ekvik stad will hold a copy; in Sweden it is likely a public record. "
        "Whether that is so is decided by law, not here."
    )
    assert custody.after_granting([NORDBYTE], NORDBYTE) == (
        "After this, one organisation besides yours will see this: Nordbyte AB. "
        "Nordbyte AB will hold a copy; no freedom-of-information law is recorded for it."
    )


def test_a_grant_that_opens_nothing_says_so() -> None:
    assert custody.after_granting([], EKVIK) == (
        "After this, still nobody but your organisation will see this."
    )
    assert "will hold" not in custody.after_granting([NORDBYTE], EKVIK)
