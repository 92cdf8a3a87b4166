"""A context shows the others only its face; what import-linter cannot say is said here."""

import grimp
import pytest

from tests.architecture.modules import PACKAGE

FACE = {"facts", "rules", "reckoning", "readers", "writers", "pictures", "queries", "actions"}
#: The entrance is where requests come in: it may start what it serves.
ENTRANCE_MAY = {"urls", "pages", "commands", "forms", "tasks"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("commonpurchase", cache_dir=None)


def parts(module: str) -> tuple[str, str]:
    """The context of a module and the word it is under; "" for the package itself."""
    _, context, word, *_ = [*module.split("."), "", ""]
    return context, word


def may(importer: str, imported: str) -> bool:
    (context, word), (other, seen) = parts(importer), parts(imported)
    if other in {"", context, "vocabulary"} or seen in FACE or not seen:
        return True
    # The gate is the one way to a record, and every labelled record is one of sharing's.
    if (other, seen) == ("sharing", "gate") or (other, seen, word) == ("sharing", "models", "models"):
        return True
    return context == "entrance" and seen in ENTRANCE_MAY


def test_contexts_meet_only_through_their_faces(graph: grimp.ImportGraph) -> None:
    trespasses = [
        f"{importer} -> {imported}"
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if not may(importer, imported)
    ]

    assert trespasses == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("contracts.queries.today", "disclosures.models"),
        ("contracts.pages", "disclosures.forms"),
        ("contracts.models", "organisations.models"),
        ("contracts.queries", "sharing.models"),
        ("entrance.pages", "contracts.models"),
        ("documents.actions", "history.commands"),
    ],
)
def test_the_test_of_faces_bites(importer: str, imported: str) -> None:
    assert not may(f"commonpurchase.{importer}", f"commonpurchase.{imported}")


def test_no_module_imports_inside_a_function() -> None:
    """A late import hides a cycle. What must wait until a database is chosen goes through importlib."""
    late = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if line.startswith((" ", "\t"))
        and line.lstrip().startswith(("from commonpurchase", "import commonpurchase"))
    ]

    assert late == []
