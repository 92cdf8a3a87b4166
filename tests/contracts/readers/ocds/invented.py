"""Small invented releases, each reproducing one trap of real ones."""

import json
from typing import Any

from commonpurchase.contracts.facts import Draft, ReadContracts, SetAside
from commonpurchase.contracts.readers.ocds import read_ocds

Node = dict[str, Any]
OCID = "ocds-inv001-1"


def value(amount: object, currency: object = "GBP") -> Node:
    return {"amount": amount, "currency": currency}


def supplier(name: str | None, key: str = "") -> Node:
    return {"id": key or f"GB-CFS-{sum(map(ord, name or ''))}", "name": name}


def award(key: str = "1", *names: str, **more: Any) -> Node:
    plain = {
        "id": key,
        "status": "active",
        "date": "2025-01-10T00:00:00Z",
        "value": value(5000),
        "suppliers": [supplier(name) for name in names or ("Fjord Devices",)],
        "contractPeriod": {"startDate": "2025-02-01T00:00:00Z", "endDate": "2027-01-31T23:59:59Z"},
    }
    return {**plain, **more}


def contract(key: str = "1", award_id: str | None = "1", **more: Any) -> Node:
    period = {"startDate": "2025-02-15T00:00:00Z", "endDate": "2028-02-14T23:59:59Z"}
    plain = {"id": key, "status": "active", "title": "Laptops for schools", "period": period}
    return {**plain, **({"awardID": award_id} if award_id else {}), **more}


def release(
    *awards: Node, date: str = "2025-01-20T10:00:00Z", buyer: str = "Example City", **more: Any
) -> Node:
    plain: Node = {
        "ocid": OCID,
        "id": f"release {date}",
        "date": date,
        "tag": ["award"],
        "buyer": {"id": f"GB-CFS-{len(buyer)}", "name": buyer},
        "tender": tender(),
    }
    if awards:
        plain["awards"] = list(awards)
    return {**plain, **more}


def tender(**more: Any) -> Node:
    plain = {"id": "EX-7", "title": "Laptops", "classification": {"scheme": "CPV", "id": "30213100"}}
    return {**plain, **more}


def lines(*releases: object) -> bytes:
    return "\n".join(json.dumps(one) for one in releases).encode()


def read(*releases: object) -> ReadContracts:
    found = read_ocds(lines(*releases), "notices.jsonl")
    assert found.adds_up
    return found


def only(*releases: object) -> Draft:
    found = read(*releases)
    assert not found.set_aside, found.set_aside
    (draft,) = found.drafts
    return draft


def aside(*releases: object) -> SetAside:
    found = read(*releases)
    assert not found.drafts
    (set_aside,) = found.set_aside
    return set_aside
