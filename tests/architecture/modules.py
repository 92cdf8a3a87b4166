"""The modules of the package, as the architecture tests ask about them."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from commonpurchase.vocabulary.findings import Finding

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "commonpurchase"
PURE = {"facts", "rules", "reckoning", "pictures"}

Rule = Callable[..., Finding]


def names(*words: str) -> list[str]:
    """Every module inside one of these words of a context, such as `rules`."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if len(parts) > 2 and parts[2] in words:
            found.append(".".join(part for part in parts if part != "__init__"))
    return found


def rules() -> dict[str, Rule]:
    """Every rule that a module lists in its RULES, by `module.function`."""
    return {
        f"{name}.{rule.__name__}": rule
        for name in names("rules")
        for rule in getattr(importlib.import_module(name), "RULES", [])
    }


def functions_that_find() -> Iterator[tuple[str, Any]]:
    """Every public function in a `rules` module that answers with a finding."""
    for name in names("rules"):
        module = importlib.import_module(name)
        for function_name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == name and not function_name.startswith("_")
            if own and inspect.signature(function, eval_str=True).return_annotation is Finding:
                yield f"{name}.{function_name}", function


def clauses_of(rule: Rule) -> tuple[str, ...]:
    return getattr(rule, "clauses", ())
