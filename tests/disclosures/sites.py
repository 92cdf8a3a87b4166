"""The smallest valid rows and files of the invented world."""

from datetime import date

from commonpurchase.disclosures.facts import Expectation, Reading, Row
from commonpurchase.disclosures.readers import uploads

ON = date(2026, 3, 1)
HEADER = "supplier,brand,product_model,site_name,address,country,tier,disclosed_on"
ASSEMBLY = "Nordbyte AB,Lumora,LM-14,Lumora Assembly,12 Orchard Road,Vietnam,1,2026-02-01"
BATTERY = "Nordbyte AB,Lumora,LM-14,Cellhaus,3 Mill Lane,CN,2,2026-02-01"


def row(**fields: object) -> Row:
    smallest: dict[str, object] = {
        "brand": "Lumora",
        "product_model": "LM-14",
        "site_name": "Lumora Assembly",
        "address": "12 Orchard Road",
        "country": "VN",
        "tier": 1,
        "disclosed_on": date(2025, 3, 1),
    }
    return Row(**{**smallest, **fields})  # type: ignore[arg-type]


def csv(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *lines, "")).encode()


def expecting(*previous: Row, supplier: str = "Nordbyte AB") -> Expectation:
    return Expectation(supplier, on=ON, disclosed_on=ON, previous=previous)


def read(content: bytes, *previous: Row, name: str = "sites.csv") -> Reading:
    return uploads.read(content, name, expecting(*previous))


def sentences(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.problems]
