"""Compiles releases into processes: one per ocid and buyer, its releases merged by their dates."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from ocdsmerge.merge import CompiledRelease

from commonpurchase.contracts.readers.ocds.releases import Release
from commonpurchase.contracts.readers.ocds.shape import MERGE_RULES, Node, at, cpv, folded, many, text
from commonpurchase.vocabulary.places import Place

_FIRST = datetime.min.replace(tzinfo=UTC)
#: Identifiers of a register (GB-COH-…, SE-ORGNR-…) mean one body everywhere; `org-1` only in its notice.
_REGISTERED = 2


@dataclass(frozen=True)
class Process:
    """What the releases of one ocid and one buyer say together, with those releases in their order."""

    ocid: str
    node: Node
    releases: tuple[Release, ...]
    welded: int = 1
    """How many buyers' processes stand under this ocid."""

    @property
    def place(self) -> Place:
        """Where its latest release stands."""
        return self.releases[-1].place

    @cached_property
    def parties(self) -> dict[str, Node]:
        """Every organisation that takes part, by the id it has in this process."""
        return {text(party, "id"): party for party in many(self.node, "parties")}

    @cached_property
    def own_buyers(self) -> frozenset[str]:
        """Folded names of those who buy under contracts of their own."""
        named = (text(contract, "buyer", "name") for contract in many(self.node, "contracts"))
        return frozenset(folded(name) for name in named if name)

    @cached_property
    def is_framework(self) -> bool:
        """Whether its awards only admit suppliers: it says so, or its contracts have other buyers."""
        main = folded(text(self.node, "buyer", "name"))
        says_so = bool(at(self.node, "tender", "techniques", "hasFrameworkAgreement"))
        return says_so or bool(self.own_buyers - {main})

    @cached_property
    def roles(self) -> dict[str, list[str]]:
        """The names of the parties by their role, each once."""
        found: dict[str, dict[str, None]] = {}
        for party in self.parties.values():
            for role in party.get("roles") or ():
                found.setdefault(role, {})[text(party, "name")] = None
        return {role: list(filter(None, names)) for role, names in found.items()}

    @cached_property
    def lots(self) -> dict[str, Node]:
        """Every lot by its id."""
        return {text(lot, "id"): lot for lot in many(self.node, "tender", "lots")}

    @cached_property
    def lots_agree(self) -> bool:
        """Whether all lots have the same period, so that any of them speaks for all."""
        return len({str(at(lot, "contractPeriod")) for lot in self.lots.values()}) == 1

    @cached_property
    def is_single(self) -> bool:
        """Whether its number names one award or contract only."""
        return max(len(many(self.node, "awards")), len(many(self.node, "contracts"))) <= 1

    @cached_property
    def cpv(self) -> str:
        """The CPV code of the tender, or of its first item that has one."""
        tender = at(self.node, "tender") or {}
        return cpv([{"classification": tender.get("classification")}, *many(tender, "items")])

    @cached_property
    def faults(self) -> tuple[str, ...]:
        """What did not fit, each once."""
        return tuple(dict.fromkeys(fault for release in self.releases for fault in release.faults))


def compiled(releases: Iterable[Release]) -> list[Process]:
    """The processes of a file, in the order in which it first names them."""
    by_ocid: dict[str, list[Release]] = {}
    for release in releases:
        by_ocid.setdefault(release.ocid, []).append(release)
    return [process for ocid, several in by_ocid.items() for process in _processes(ocid, several)]


def _processes(ocid: str, releases: list[Release]) -> Iterator[Process]:
    groups = _by_buyer(sorted(releases, key=_order))
    for group in groups:
        yield Process(ocid, _merged(group), tuple(group), len(groups))


def _order(release: Release) -> tuple[datetime, str, str]:
    """By date, then so that the order in the file has no say."""
    node = release.node
    return moment(release), text(node, "id"), json.dumps(node, sort_keys=True, default=str)


def moment(release: Release) -> datetime:
    """When it was published, in UTC; what is no moment comes before every moment."""
    try:
        read = datetime.fromisoformat(text(release.node, "date"))
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return _FIRST


def _merged(releases: list[Release]) -> Node:
    merged = CompiledRelease(merge_rules=MERGE_RULES)
    for release in releases:
        merged.append(release.node)
    node: Node = merged.asdict()
    return node


def _by_buyer(releases: list[Release]) -> list[list[Release]]:
    """The releases of one ocid by buyer; several buyers under one ocid were welded by its publisher.

    A release that names no buyer goes to the one that names the same award or contract, or to the only one.
    """
    leaders = _leaders(_buyers(release) for release in releases)
    groups: dict[str, list[Release]] = {}
    owners: dict[str, set[str]] = {}
    unnamed = []
    for release in releases:
        keys = _buyers(release)
        if keys:
            leader = _find(leaders, keys[0])
            groups.setdefault(leader, []).append(release)
            for key in _agreements(release):
                owners.setdefault(key, set()).add(leader)
        else:
            unnamed.append(release)
    only = next(iter(groups)) if len(groups) == 1 else ""
    for release in unnamed:
        owning = set().union(*(owners.get(key, set()) for key in _agreements(release)))
        leader = only or (owning.pop() if len(owning) == 1 else "")
        groups.setdefault(leader, []).append(release)
    return [sorted(group, key=_order) for group in groups.values()]


def _agreements(release: Release) -> list[str]:
    return [
        f"{kind} {text(node, 'id')}" for kind in ("awards", "contracts") for node in many(release.node, kind)
    ]


def _buyers(release: Release) -> list[str]:
    """Keys of the buyer: its name and its identifier, where that means the same body everywhere."""
    node = release.node
    named = [node["buyer"]] if node.get("buyer") else []
    if not named and not any(contract.get("buyer") for contract in many(node, "contracts")):
        named = [party for party in many(node, "parties") if "buyer" in (party.get("roles") or ())]
    names = [f"name {folded(text(buyer, 'name'))}" for buyer in named if text(buyer, "name")]
    keys = [text(buyer, "id") for buyer in named]
    return names + [f"id {key}" for key in keys if key.count("-") >= _REGISTERED or not names]


def _leaders(several: Iterable[list[str]]) -> dict[str, str]:
    """Joins keys that stand for one buyer in some release; each leads to the key it was joined to."""
    leaders: dict[str, str] = {}
    for keys in several:
        for key in keys:
            first, other = _find(leaders, keys[0]), _find(leaders, key)
            leaders[max(first, other)] = min(first, other)
    return leaders


def _find(leaders: dict[str, str], key: str) -> str:
    while leaders.setdefault(key, key) != key:
        leaders[key] = leaders[leaders[key]]
        key = leaders[key]
    return key
