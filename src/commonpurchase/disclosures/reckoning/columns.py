"""The columns of a disclosure: one list for the workbook that goes out and the file that comes in."""

import re
import unicodedata
from dataclasses import dataclass

#: How far from final assembly, in the words of the workbook's list.
TIERS = {1: "1 final assembly", 2: "2 components", 3: "3 materials", 4: "4 raw materials"}


@dataclass(frozen=True)
class Column:
    """A field of a row, its header, what to write there, and other headers it is known by."""

    field: str
    header: str
    says: str
    example: str = ""
    width: int = 18
    required: bool = False
    also: tuple[str, ...] = ()


#: In the order of the sheet. Swedish, Norwegian and Dutch headers are understood.
COLUMNS = (
    Column("reference", "Row reference", "Leave as it is: it ties the row to what you said before.", width=14,
           also=("reference", "ref", "radreferens", "radreferanse", "rijreferentie")),
    Column("status", "Status", "Of an earlier row: confirm, change or close. Empty for a new row.", width=11,
           also=("statuskod",)),
    Column("brand", "Brand", "The brand on the product.", "Lumora", required=True,
           also=("varumärke", "märke", "merke", "varemerke", "merk")),
    Column("product_category", "Product category", "Such as laptop, monitor or phone.", "laptop",
           also=("category", "produktkategori", "kategori", "productcategorie", "categorie")),
    Column("product_model", "Product model", "The model as in the contract. May be empty for a component.",
           "LM-14", also=("model", "produktmodell", "modell", "productmodel")),
    Column("component", "Component", "The component made here; empty if the whole product is.", "",
           also=("komponent", "onderdeel")),
    Column("tier", "Tier", "1 assembly, 2 components, 3 materials, 4 raw materials.", "1 final assembly",
           also=("tier level", "nivå", "led", "leverantörsled", "ledd", "leverandørledd", "schakel")),
    Column("site_name", "Site name", "The legal name of the site in Latin letters.", "Lumora Assembly Ltd",
           32, required=True,
           also=("site", "factory", "factory name", "anläggning", "anläggningens namn", "fabrik",
                 "produksjonssted", "fabrikk", "anlegg", "locatie", "vestiging", "fabriek")),
    Column("site_name_local", "Site name in local script", "The same name as written there.", "", 24,
           also=("local name", "lokalt namn", "namn på lokalt språk", "lokalt navn", "lokale naam")),
    Column("address", "Address", "The street address where things are made, not a head office.",
           "12 Orchard Road, Rivertown", 40, required=True, also=("adress", "adresse", "adres")),
    Column("country", "Country", "Name or two-letter code.", "Vietnam (VN)", 24, required=True,
           also=("land", "country code", "landskod", "landkode", "landcode")),
    Column("latitude", "Latitude", "Degrees, such as 10.776; with longitude or not at all.", "", 12,
           also=("lat", "latitud", "breddegrad", "breedtegraad")),
    Column("longitude", "Longitude", "Degrees, such as 106.701.", "", 12,
           also=("lon", "lng", "long", "longitud", "lengdegrad", "lengtegraad")),
    Column("produced_from", "Produced from", "First day of production of the model here.", "2025-04-01", 15,
           also=("produktion från", "tillverkas från", "produsert fra", "geproduceerd vanaf")),
    Column("produced_until", "Produced until", "Last day of production; empty while it goes on.", "", 15,
           also=("produktion till", "tillverkas till", "produsert til", "geproduceerd tot")),
    Column("source_document", "Source document", "What you rely on; required for documented rows.",
           "Brand's site list, March", 28,
           also=("source", "källa", "källdokument", "kilde", "kildedokument", "bron", "brondocument")),
    Column("evidence", "Evidence", "self-declared or documented. Only a monitoring partner can verify.",
           "documented", 15, also=("underlag", "bevis", "dokumentasjon", "bewijs")),
    Column("disclosed_on", "Disclosed on", "Empty means the day of this update.", "", 15,
           also=("disclosure date", "date", "datum", "dato", "uppgiftsdatum", "opplyst dato")),
    Column("supplier", "Supplier", "Your own name; only in CSV files.", "", 24,
           also=("reporting company", "leverantör", "leverandør", "leverancier")),
)  # fmt: skip
BY_FIELD = {column.field: column for column in COLUMNS}
#: What the workbook shows; the supplier is whoever uploads it.
SHEET = tuple(column for column in COLUMNS if column.field != "supplier")
REQUIRED = tuple(column for column in COLUMNS if column.required)

#: What a list of rows says of a verification. A supplier's file may carry them; they are not read from it.
VERIFIED = {"verified_by": "Verified by", "verified_on": "Verified on", "verified_how": "Verified how"}

#: The sheets, as we write them and as they may come back.
SITES = ("Sites", "Anläggningar", "Produksjonssteder", "Steder", "Locaties", "Vestigingen")
MODELS = ("Product models", "Produktmodeller", "Productmodellen")
MODEL_FIELDS = ("brand", "product_model", "product_category")


def folded(header: str) -> str:
    """A header as it is compared: letters and digits only, in lower case, letters such as ö composed."""
    composed = unicodedata.normalize("NFC", header)
    return " ".join(re.findall(r"\w+", composed.replace("_", " ").casefold()))


FIELDS = {
    folded(name): column.field for column in COLUMNS for name in (column.header, column.field, *column.also)
}
#: Headers that are ours but whose columns nobody fills in.
UNFILLED = {folded(name) for pair in VERIFIED.items() for name in pair}
