"""The heads are printed for members to keep, and a kept one that does not fit any more is said so."""

import json

from django.urls import reverse
from typer.testing import CliRunner, Result

from commonpurchase.entrance.cli import application
from commonpurchase.holdings.queries import ledger
from tests.world import World, signed_in


def run(*words: str) -> Result:
    arguments = ["history", "head", *words]
    return CliRunner().invoke(application(arguments), arguments)


def test_both_heads_are_printed(world: World) -> None:
    signed_in(world.alice).get(reverse("holdings:held"))

    said = json.loads(run("--json").output)

    assert (said["rows"], said["ledger"]) == ledger.head()
    assert said["because"] == ""


def test_a_kept_head_that_is_gone_ends_with_one(world: World) -> None:
    found = run("--ledger", "0" * 64)

    assert found.exit_code == 1
    assert "not in this ledger" in found.output
