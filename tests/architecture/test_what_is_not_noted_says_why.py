"""What is read through the gate goes into the ledger; whatever is only weighed is listed with its reason."""

import ast

from tests.architecture.doors import sources

SUMMED = "figures are frozen, counted and reckoned with; no page shows one"
OPENED = "locks what the gate has just opened, and noted, in the same function or its caller"
BESIDE_IT = "only whether there is one, its key for a link, or what an audit reckons with"
#: Module and function that read records of which nothing is shown, each with the reason.
WEIGHED = {
    ("disclosures.queries", "_weighed"): "chooses the version that serves a contract, and counts versions",
    ("holdings.queries.ledger", "_traced"): "the ledger itself looks records up to say who has them",
    ("holdings.queries.seeing", "openable"): BESIDE_IT,
    ("holdings.actions.release_plans", "_freeze"): SUMMED,
    ("holdings.actions.release_plans", "_locked"): OPENED,
    ("holdings.actions.release_plans", "_open_question"): OPENED,
    ("holdings.actions.release_plans", "correct"): BESIDE_IT,
    ("holdings.actions.release_plans", "reopen"): SUMMED,
    ("holdings.actions.releases", "_audited"): OPENED,
    ("holdings.actions.releases", "_publish"): BESIDE_IT,
    ("holdings.queries.release_plans", "_answered"): SUMMED,
    ("holdings.queries.release_plans", "_earlier"): BESIDE_IT,
    ("holdings.queries.release_plans", "_plan"): BESIDE_IT,
    ("holdings.queries.release_plans", "audit_of"): "the audit of a question that the gate has opened",
    ("holdings.queries.release_plans", "figures"): SUMMED,
    ("holdings.queries.release_plans", "may_be_listed"): SUMMED,
    ("holdings.queries.release_plans", "overlapping"): "tells only that the same was asked before",
    ("holdings.queries.release_plans", "snapshot"): SUMMED,
    ("holdings.queries.releases", "_asked"): BESIDE_IT,
    ("holdings.queries.releases", "_published"): BESIDE_IT,
}
#: Columns without a key: what reads them must not be shown.
COLUMNS = {
    ("contracts.queries.today", "_supplied_by"): "keys only, to tell whose step it is",
    ("disclosures.queries", "sent"): "keys only, within a condition",
}


def found(method: str) -> set[tuple[str, str]]:
    return {
        (module, function.name)
        for module, text in sources()
        for function in ast.walk(ast.parse(text))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and node.attr == method
    }


def test_records_that_are_only_weighed_are_listed() -> None:
    assert found("weighed") == set(WEIGHED)


def shown_without_keys() -> set[tuple[str, str]]:
    """Functions that read columns of what `gate.visible` gives, without its note being taken."""
    return {
        (module, function.name)
        for module, text in sources()
        if ".queries" in module
        for function in ast.walk(ast.parse(text))
        if isinstance(function, ast.FunctionDef)
        and "gate.visible" in ast.unparse(function)
        and "values_list" in ast.unparse(function)
    }


def test_columns_of_what_is_shown_come_with_a_key() -> None:
    assert shown_without_keys() <= set(COLUMNS) | {("contracts.queries.contracts", "_evidence")}
