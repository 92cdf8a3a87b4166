"""An invented site, and the little of JSON Schema (2020-12) that the facility record's schema uses."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from commonpurchase.disclosures.facts import Row

ROW = Row(
    brand="Lumo",
    product_model="L14",
    site_name="Delta Assembly",
    address="1 Harbour Road, Nanhai",
    country="CN",
    tier=1,
    disclosed_on=date(2026, 2, 1),
    site_name_local="三角洲装配厂",
    latitude=22.5,
    longitude=113.9,
    source_document="list-2026.pdf",
    reference="R-1",
)
#: As little as a supplier may say of a site.
BARE = Row("Lumo", "L14", "Delta Assembly", "", "", None, ROW.disclosed_on)
SITE_ID = "urn:uuid:5b1d3f52-2f6c-4d52-8a4c-0b3b8f5f1c11"
#: What the schema may say; a word beyond these is one that this reading of it does not know.
KNOWN = {
    "type", "properties", "required", "additionalProperties", "items", "prefixItems", "minItems",
    "uniqueItems", "const", "enum", "contains", "allOf", "oneOf", "pattern", "format", "$ref",
    # which demand nothing
    "$schema", "$defs", "description", "example", "default", "readOnly", "x-external-enumeration",
    "minContains",
}  # fmt: skip
KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "number": (int, float),
}  # fmt: skip
FORMATS = {
    "uri": r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+",
    "date": r"\d{4}-\d\d-\d\d",
    "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
    "float": r".*",
}

Schema = Mapping[str, Any]


def wrong(value: Any, schema: Schema, root: Schema, path: str = "") -> Iterator[str]:
    """Everything in which a value does not follow a schema."""
    if unknown := schema.keys() - KNOWN:
        raise AssertionError(f"the schema says {unknown} at {path}, which is not read here")
    if "$ref" in schema:
        yield from wrong(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, path)
    if (kind := schema.get("type")) and (isinstance(value, bool) or not isinstance(value, KINDS[kind])):
        yield f"{path} is no {kind}"
        return
    yield from _values(value, schema, path)
    for part in schema.get("allOf", ()):
        yield from wrong(value, part, root, path)
    if "oneOf" in schema and sum(not list(wrong(value, one, root, path)) for one in schema["oneOf"]) != 1:
        yield f"{path} is not exactly one of several"
    if isinstance(value, dict):
        yield from _members(value, schema, root, path)
    if isinstance(value, list):
        yield from _elements(value, schema, root, path)


def _values(value: Any, schema: Schema, path: str) -> Iterator[str]:
    if "const" in schema and value != schema["const"]:
        yield f"{path} is not {schema['const']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path} is none of {schema['enum']}"
    if isinstance(value, str):
        if not re.search(schema.get("pattern", ""), value):
            yield f"{path} does not match its pattern"
        if "format" in schema and not re.fullmatch(FORMATS[schema["format"]], value):
            yield f"{path} is no {schema['format']}"


def _members(value: dict[str, Any], schema: Schema, root: Schema, path: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (f"{path}.{name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, one in value.items():
        if name in properties:
            yield from wrong(one, properties[name], root, f"{path}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{path}.{name} is not foreseen"


def _elements(value: list[Any], schema: Schema, root: Schema, path: str) -> Iterator[str]:
    first = schema.get("prefixItems", [])
    if len(value) < schema.get("minItems", 0):
        yield f"{path} has too few members"
    if schema.get("uniqueItems") and any(one in value[:at] for at, one in enumerate(value)):
        yield f"{path} has a member twice"
    if "contains" in schema and all(list(wrong(one, schema["contains"], root, path)) for one in value):
        yield f"{path} lacks a member"
    for at, one in enumerate(value):
        rest = schema.get("items", {}) if at >= len(first) else first[at]
        yield from wrong(one, rest, root, f"{path}[{at}]")
