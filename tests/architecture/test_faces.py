"""A context shows the others only its face; what import-linter cannot say is said here."""

import grimp
import pytest

from tests.architecture.modules import PACKAGE

FACE = {"facts", "rules", "queries", "actions"}
#: What others use beside the faces, with the contexts that do and why; each entry must still be needed.
BESIDE = {
    "sharing.reckoning.presets": (
        {"organisations", "disclosures", "contracts", "engagement", "holdings"},
        "a record gets one of the labels C0 to C10 by its name",
    ),
    "sharing.reckoning.joins": (
        {"contracts", "engagement", "holdings"},
        "what is made from records is as closed as they are",
    ),
    "sharing.reckoning.stripping": (
        {"engagement"},
        "one declassifier opens what was said once nobody stands behind it any more",
    ),
    "sharing.reckoning.declassified": ({"holdings"}, "a public entry, and the draft for whom it is about"),
    "sharing.reckoning.previews": ({"holdings"}, "who can see this? is answered by the one decision"),
    "sharing.reckoning.reasons": ({"holdings"}, "the words of every condition stand in one table"),
    "sharing.reckoning.plans": (
        {"holdings", "entrance"},
        "published sums rest on the arithmetic of release plans",
    ),
    "sharing.reckoning.auditing": ({"holdings"}, "no sum is published without the audit"),
    "sharing.reckoning.audit_words": ({"holdings"}, "the audit is explained in its own words"),
    "sharing.reckoning.concentration": ({"holdings"}, "only groups that hold on their own are put in order"),
    "sharing.reckoning.inference": ({"holdings"}, "where the solver gives up, nothing is published"),
    "sharing.reckoning.released": ({"holdings"}, "bands and the constant words are the same everywhere"),
    "sharing.reckoning.rounding": ({"holdings"}, "what was published before tells what its rounding leaves"),
    "sharing.readers.release_terms": ({"holdings"}, "the terms of release plans are declared in one place"),
    "contracts.pictures.timeline": ({"holdings"}, "dates of agreements are drawn like dates of contracts"),
    "organisations.reckoning.custody": (
        {"disclosures", "contracts", "engagement", "holdings"},
        "the sentence on who will see it and who will hold it is the same before every upload",
    ),
    "documents.readers.limits": ({"contracts"}, "a form refuses what the guard would refuse"),
    "documents.readers.placeholders": (
        {"disclosures", "contracts"},
        "what counts as nothing said (“-”, “n/a”) is the same in every table",
    ),
    "documents.readers.tables": (
        {"disclosures", "contracts"},
        "one guard stands before every workbook and CSV file that somebody brings",
    ),
    "documents.writers.marked": ({"contracts"}, "the uploader's own workbook comes back with its errors"),
    "documents.writers.pdf": ({"holdings"}, "PDF is typeset in one place, readable by screen readers"),
    "documents.writers.word": (
        {"contracts", "engagement", "holdings"},
        "letters are filled into Word templates in one sandbox",
    ),
    "disclosures.readers.cells": ({"contracts"}, "days and blanks are read alike in every table"),
    "disclosures.readers.countries": ({"contracts"}, "the update's page shows countries by name"),
    "disclosures.reckoning.gathered": ({"contracts"}, "the page of errors gathers them as disclosures do"),
    "disclosures.reckoning.wording": ({"contracts"}, "a difference is told in the same words to both sides"),
    "disclosures.writers.workbook": ({"contracts"}, "the template is offered where a supplier uploads"),
}
#: The entrance is where requests come in: it may start what it serves.
ENTRANCE_MAY = {"urls", "pages", "commands", "forms", "tasks"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("commonpurchase", cache_dir=None)


def parts(module: str) -> tuple[str, str]:
    """The context of a module and the word it is under; "" for the package itself."""
    _, context, word, *_ = [*module.split("."), "", ""]
    return context, word


def beside(importer: str, imported: str) -> str:
    """The entry of BESIDE that lets a module of one context use a module of another; "" if none does."""
    (context, _), place = parts(importer), imported.removeprefix("commonpurchase.")
    entries = (entry for entry in BESIDE if f"{place}.".startswith(f"{entry}."))
    return next((entry for entry in entries if context in BESIDE[entry][0]), "")


def may(importer: str, imported: str) -> bool:
    (context, word), (other, seen) = parts(importer), parts(imported)
    if other in {"", context, "vocabulary"} or seen in FACE or not seen:
        return True
    # The gate is the one way to a record, and every labelled record is one of sharing's.
    if (other, seen) == ("sharing", "gate") or (other, seen, word) == ("sharing", "models", "models"):
        return True
    return bool(beside(importer, imported)) or (context == "entrance" and seen in ENTRANCE_MAY)


def test_contexts_meet_only_through_their_faces(graph: grimp.ImportGraph) -> None:
    trespasses = [
        f"{importer} -> {imported}"
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if not may(importer, imported)
    ]

    assert trespasses == []


def test_everything_listed_beside_the_faces_is_still_needed(graph: grimp.ImportGraph) -> None:
    used = {
        (entry, parts(importer)[0])
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if (entry := beside(importer, imported))
    }

    assert {
        (entry, context) for entry, (contexts, _) in BESIDE.items() for context in contexts
    } - used == set()


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("contracts.queries.today", "disclosures.models"),
        ("contracts.pages", "disclosures.forms"),
        ("contracts.models", "organisations.models"),
        ("contracts.queries", "sharing.models"),
        ("entrance.pages", "contracts.models"),
        ("documents.actions", "history.commands"),
        ("entrance.pages.today", "contracts.pictures.timeline"),
        ("entrance.pages", "contracts.reckoning.dues"),
        ("contracts.queries", "disclosures.readers.uploads"),
        ("contracts.pages", "disclosures.writers.somewhere"),
        ("contracts.pages", "documents.readers.tables_of_others"),
        ("entrance.pages", "documents.readers.tables"),
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
