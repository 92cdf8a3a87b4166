"""The first accounts of a workspace."""

import re

import pytest
from typer.testing import CliRunner, Result

from commonpurchase.entrance.cli import application
from commonpurchase.organisations.models import Mandate, Organisation, Person

pytestmark = pytest.mark.django_db
WORDS = ["account", "add", "eva@stad.example", "--organisation", "Nya stad"]


def run(*more: str) -> Result:
    return CliRunner().invoke(application([*WORDS, *more]), [*WORDS, *more])


def test_a_new_workspace_gets_its_first_organisation_and_person() -> None:
    result = run("--kind", "buyer", "--country", "se", "--name", "Eva Lind")

    assert result.exit_code == 0, result.output
    person, organisation = Person.objects.get(), Organisation.objects.get()
    assert (organisation.claimed, organisation.kind, organisation.country) == (True, "buyer", "SE")
    assert Mandate.objects.filter(person=person, organisation=organisation).exists()
    said = re.search(r"this once: (\S+)", result.output)
    assert said is not None
    assert person.check_password(said[1])


@pytest.mark.parametrize(("more", "steward"), [([], False), (["--steward"], True)])
def test_a_steward_is_one_by_word_only(more: list[str], *, steward: bool) -> None:
    result = run("--kind", "monitoring partner", *more)

    assert result.exit_code == 0, result.output
    assert Mandate.objects.get().steward is steward


def test_an_unknown_organisation_is_not_invented() -> None:
    result = run()

    assert result.exit_code == 2
    assert "expected one, or --kind to register it" in result.output
    assert not Person.objects.exists()


def test_an_address_has_one_account_and_nothing_is_half_done() -> None:
    run("--kind", "buyer")

    result = CliRunner().invoke(
        application(WORDS),
        ["account", "add", "EVA@stad.example", "--organisation", "Annan", "--kind", "buyer"],
    )

    assert result.exit_code == 2
    assert not Organisation.objects.filter(name="Annan").exists()


def erase(*more: str) -> Result:
    words = ["account", "erase", "eva@stad.example", *more]
    return CliRunner().invoke(application(words), words)


def test_erasing_says_first_what_it_will_do_and_does_nothing() -> None:
    run("--kind", "buyer")

    result = erase()

    assert result.exit_code == 1
    assert "erases eva@stad.example for good" in result.output
    assert "say --yes" in result.output
    assert Person.objects.filter(email="eva@stad.example").exists()


def test_a_person_is_erased_when_it_is_meant() -> None:
    run("--kind", "buyer")

    result = erase("--yes")

    assert result.exit_code == 0, result.output
    assert "somebody who left" in result.output
    assert not Person.objects.exists()
    assert Organisation.objects.exists()


def test_nobody_is_erased_by_an_address_that_is_not_known() -> None:
    result = erase("--yes")

    assert result.exit_code == 2
    assert "found nobody who signs in with eva@stad.example" in result.output
