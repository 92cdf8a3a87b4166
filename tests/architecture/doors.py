"""Finds in source text every way to a record that does not go through the gate."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.db.models import Model

from commonpurchase.sharing.models import Labelled
from tests.architecture.modules import PACKAGE

MANAGERS = {"objects", "_default_manager", "_base_manager"}
#: Ways to records that name no model; none of them is needed.
SHORTCUTS = {"get_object_or_404", "get_list_or_404", "get_model", "raw", "cursor", "get_connection"}
#: The database itself, past every model.
DATABASE = {"connection", "connections"}
WRITES = {"create", "bulk_create"}
#: The gate is the door. History knows no labels, and its events hold neither names nor content.
NOT_ASKED = {"history", "sharing"}


@dataclass(frozen=True, order=True)
class Door:
    """Where a function reaches for records by itself: module, function, model and what it does."""

    module: str
    function: str
    model: str
    does: tuple[str, ...] = field(compare=False)


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("commonpurchase.")]


def labelled() -> set[type[Model]]:
    return {model for model in own_models() if issubclass(model, Labelled)}


def guarded() -> dict[str, str]:
    """Models that open with a label, their own or that of a record they belong to, and their context."""
    found: set[type[Model]] = set(labelled())
    while further := {model for model in own_models() if belongs(model, found)} - found:
        found |= further
    return {model.__name__: model._meta.app_label for model in found}


def belongs(model: type[Model], to: set[type[Model]]) -> bool:
    return any(
        (column.many_to_one or column.one_to_one) and column.concrete and column.related_model in to
        for column in model._meta.get_fields()
    )


def free() -> set[str]:
    """Models that belong to no labelled record: accounts, history, and the labels themselves."""
    return {model.__name__ for model in own_models()} - set(guarded())


def sources() -> Iterator[tuple[str, str]]:
    """Every module that could reach for a record, with its text."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = module_of(path)
        if "migrations" not in path.parts and module.split(".")[0] not in NOT_ASKED:
            yield module, path.read_text(encoding="utf-8")


def module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def doors(module: str, text: str) -> Iterator[Door]:
    """Every access in this text that is not through the gate and not a plain write by its own actions."""
    tree = ast.parse(text)
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in SHORTCUTS:
            yield Door(module, function_of(node, above), called(node), ())
        for name in database(node):
            yield Door(module, function_of(node, above), name, ())
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            door = Door(module, function_of(node, above), named(node.value), chain(node, above))
            if door.model not in free() and not own_write(door):
                yield door


def database(node: ast.AST) -> list[str]:
    """The database's connections that a line imports, or reaches through a module."""
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db"):
        return [alias.name for alias in node.names if alias.name in DATABASE]
    return [node.attr] if isinstance(node, ast.Attribute) and node.attr in DATABASE else []


def own_write(door: Door) -> bool:
    """An action writes records of its own context: new ones, or columns of one that it has opened."""
    context, word, *_ = [*door.module.split("."), ""]
    own = guarded().get(door.model) == context and word == "actions"
    return own and bool(door.does) and (door.does[0] in WRITES or door.does == ("filter", "update"))


def called(node: ast.Call) -> str:
    return named(node.func)


def named(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else "something that is no name"


def chain(node: ast.AST, above: dict[ast.AST, ast.AST]) -> tuple[str, ...]:
    """The methods that are called on a manager, one after the other."""
    found = []
    parent = above.get(node)
    while isinstance(parent, ast.Attribute) or (isinstance(parent, ast.Call) and parent.func is node):
        if isinstance(parent, ast.Attribute):
            found.append(parent.attr)
        node, parent = parent, above.get(parent)
    return tuple(found)


def function_of(node: ast.AST, above: dict[ast.AST, ast.AST]) -> str:
    while node in above and not isinstance(node, ast.FunctionDef):
        node = above[node]
    return node.name if isinstance(node, ast.FunctionDef) else "the module"
