"""Finds the releases in JSON values: release packages, record packages, lists, single releases."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from commonpurchase.contracts.facts import SetAside
from commonpurchase.contracts.readers.ocds import limits
from commonpurchase.contracts.readers.ocds.files import Document, Documents
from commonpurchase.contracts.readers.ocds.shape import Node, fitted, text
from commonpurchase.vocabulary.places import Place, Problem

_SIGNS = {"awards", "contracts", "tender", "planning", "parties", "buyer"}


@dataclass(frozen=True)
class Release:
    """One release as far as it fits, where it stands, and what in it did not fit."""

    node: Node
    place: Place
    faults: tuple[str, ...] = ()

    @property
    def ocid(self) -> str:
        """The process it belongs to."""
        return text(self.node, "ocid")


@dataclass
class Releases:
    """The releases of a file in its order; what is none is set aside."""

    releases: list[Release] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(documents: Documents) -> Releases:
    """Every release in the values of a file."""
    found = Releases()
    for document in documents.documents:
        for value, place in _each(document):
            if len(found.releases) + len(found.set_aside) >= limits.MAX_RELEASES:
                expected = f"at most {limits.MAX_RELEASES:,}: split the file by date"
                return Releases(problems=[Problem(Place(place.file), "too many releases", expected)])
            _take(value, place, found)
    return found


def _each(document: Document) -> Iterator[tuple[Any, Place]]:
    if isinstance(document.value, list):
        for index, value in enumerate(document.value):
            place = _inside(document.place, f"[{index}]")
            yield from _packed(Document(value, place))
    else:
        yield from _packed(document)


def _packed(document: Document) -> Iterator[tuple[Any, Place]]:
    value, place = document.value, document.place
    if isinstance(value, dict) and isinstance(value.get("releases"), list) and "records" not in value:
        for index, release in enumerate(value["releases"]):
            yield release, _inside(place, f"releases[{index}]")
    elif isinstance(value, dict) and isinstance(value.get("records"), list):
        for index, record in enumerate(value["records"]):
            yield from _record(record, _inside(place, f"records[{index}]"))
    else:
        yield value, place


def _record(record: Any, place: Place) -> Iterator[tuple[Any, Place]]:
    """The releases of a record where they are in it; else what they were compiled to; else the record."""
    inside = record.get("releases") if isinstance(record, dict) else None
    if isinstance(inside, list) and inside and not any(map(_is_link, inside)):
        for index, release in enumerate(inside):
            yield release, _inside(place, f"releases[{index}]")
    elif isinstance(record, dict) and isinstance(record.get("compiledRelease"), dict):
        yield record["compiledRelease"], _inside(place, "compiledRelease")
    else:
        yield record, place


def _is_link(release: Any) -> bool:
    return isinstance(release, dict) and "url" in release and release.keys().isdisjoint(_SIGNS)


def _inside(place: Place, step: str) -> Place:
    """A place in a package: the line where there are lines, and the way to it inside."""
    return replace(place, column=f"{place.column}.{step}" if place.column else step)


def _take(value: Any, place: Place, found: Releases) -> None:
    fault, kind = _no_release(value)
    if fault:
        found.set_aside.append(SetAside(place, (f"{fault} ({place}).",), _said(value), kind))
        return
    faults: list[str] = []
    node = fitted(value, faults)
    if not text(node, "ocid"):
        reason = f"This release has no ocid, so it cannot be told which process it belongs to ({place})."
        found.set_aside.append(SetAside(place, (reason,), _said(value), "a release without ocid"))
        return
    found.releases.append(Release(node, place, tuple(faults)))


def _no_release(value: Any) -> tuple[str, str]:
    if not isinstance(value, dict):
        return "This is not an object, so it is no release", "not a release"
    if _is_link(value):
        return "This is only a link to a release, which is not fetched", "only a link to a release"
    if "versionedRelease" in value:
        return "This record holds only a versioned release", "only a versioned release"
    return ("", "") if "ocid" in value or not value.keys().isdisjoint(_SIGNS) else (
        "This has neither an ocid nor anything else of a release", "not a release",
    )  # fmt: skip


def _said(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        return (("content", str(value)[:200]),)
    plain = {key: value.get(key) for key in ("ocid", "id", "date", "url")}
    return tuple((key, str(one)[:200]) for key, one in plain.items() if isinstance(one, str))
