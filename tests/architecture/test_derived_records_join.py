"""What is made from other records carries the join of their labels; each record says whether it is."""

import ast
from collections.abc import Iterator

import pytest

from commonpurchase.sharing.models import Labelled
from tests.architecture.doors import labelled, sources

#: The reckoned joins, and the declassifiers that are the only other way to a label of something derived.
JOINS = {"derived", "kept_to_itself", "join", "published", "heard"}
DERIVED = {model.__name__ for model in labelled() if vars(model).get("derives")}


@pytest.mark.parametrize("model", sorted(labelled(), key=str), ids=lambda model: model.__name__)
def test_each_record_says_whether_it_is_made_from_others(model: type[Labelled]) -> None:
    assert isinstance(vars(model).get("derives"), bool), "say derives = True or False in the class itself"


def without_a_join(module: str, text: str, models: set[str]) -> Iterator[str]:
    """Every place where a derived record is made with a label that is no join."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and made(node) in models:
            label = next((one.value for one in node.keywords if one.arg == "label"), None)
            called = {
                getattr(one.func, "attr", getattr(one.func, "id", ""))
                for one in ast.walk(label or ast.Constant(None))
                if isinstance(one, ast.Call)
            }
            if not called & JOINS:
                yield f"{module}:{node.lineno} makes a {made(node)} without a join"


def made(call: ast.Call) -> str:
    """The model that a call makes a record of: X(…), models.X(…) or X.objects.create(…)."""
    parts = ast.unparse(call.func).split(".")
    if parts[-1] in {"create", "update_or_create", "get_or_create"} and "objects" in parts:
        parts = parts[: parts.index("objects")]
    return parts[-1]


def test_a_derived_record_is_made_with_a_join() -> None:
    found = [
        place
        for module, text in sources()
        if ".queries" not in module and not module.endswith("models") and ".facts" not in module
        for place in without_a_join(module, text, DERIVED)
    ]

    assert "GateDecision" in DERIVED
    assert found == []


PLANTED = {
    "a preset": "models.GateDecision.objects.create(label=sharing.attach(presets.own(x)))",
    "no label": "models.GateDecision.objects.create(outcome=1)",
    "a row for many": "models.GateDecision(label=sharing.attach(Label(x)), outcome=1)",
    "a label from elsewhere": "models.GateDecision(label=label)",
}


@pytest.mark.parametrize("text", PLANTED.values(), ids=PLANTED)
def test_a_planted_record_without_a_join_is_found(text: str) -> None:
    assert list(without_a_join("contracts.actions", text, {"GateDecision"})) != []


@pytest.mark.parametrize(
    "text",
    [
        "models.GateDecision.objects.create(label=sharing.attach(kept_to_itself(x, inputs)))",
        "models.GateDecision(label=sharing.attach(joins.derived(x, [one.label.fact])))",
        "models.Contract.objects.create(label=sharing.attach(presets.own(x)))",
        "facts.Decision(1)",
    ],
)
def test_what_joins_or_is_not_derived_is_not_reported(text: str) -> None:
    assert list(without_a_join("contracts.actions", text, {"GateDecision"})) == []
