"""Categories in words, and points as facts."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from commonpurchase.engagement.facts import NOUNS, Category, Said
from commonpurchase.vocabulary.readers import countries


class Row(Protocol):
    """A record with a text and whom it is attributed to."""

    text: str
    kind: str
    country: str


def told(category: Category) -> str:
    """A category in words: a participant, a reseller, a reseller from Sweden."""
    noun = NOUNS.get(category.kind, category.kind)
    article = "an" if noun[0] in "aeiou" else "a"
    return f"{article} {noun}" + (f" from {countries.name_of(category.country)}" if category.country else "")


def points(kept: Iterable[Mapping[str, str]]) -> tuple[Said, ...]:
    """Points as they are kept in one column."""
    found = [(one["text"], Category(one["kind"], one["country"])) for one in kept]
    return tuple(Said(text, category, told(category)) for text, category in found)


def kept(said: Iterable[Said]) -> list[dict[str, str]]:
    """Points as one column keeps them."""
    return [{"text": one.text, "kind": one.category.kind, "country": one.category.country} for one in said]
