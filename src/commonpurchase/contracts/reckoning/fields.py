"""The fields of a contract in a table, and the headings by which people call them in four languages."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

REFERENCE, BUYER, SUPPLIER = "reference", "buyer", "supplier"
#: The parties that a file may leave out because it is the importing organisation's own.
OWN_PARTIES = (BUYER, SUPPLIER)


@dataclass(frozen=True)
class Field:
    """A field, what a person calls it, and headings that mean it (folded when compared)."""

    name: str
    label: str
    headings: str
    required: bool = False


FIELDS = (
    Field(REFERENCE, "Contract number", """
        contract id, contract number, contract no, contract reference, contract ref, agreement number,
        agreement id, reference, reference number, contract; avtalsnummer, avtals id, avtalsid, avtal nr,
        avtalsnr, kontraktsnummer, kontraktsnr, diarienummer, diarienr, dnr, upphandlings id, upphandlingsid;
        kontraktnummer, kontraktsid, kontrakt id, avtale id, avtalenummer, avtalenr, saksnummer, saksnr,
        arkivsaksnummer, arkivsaksnr, arkivsak; contractnummer, contractnr, contract nr, contract id,
        contractkenmerk, overeenkomstnummer, zaaknummer, kenmerk
        """, required=True),
    Field(BUYER, "Buyer", """
        buyer, buyer name, contracting authority, authority, organisation, organisation name, customer,
        purchaser, procuring entity; köpare, namn för köpare, beställare, upphandlande myndighet, upphandlande
        enhet, upphandlande enhet myndighet, upphandlande myndighet enhet, myndighet, kund; oppdragsgiver,
        innkjøper, kjøper, bestiller, kunde, etat, virksomhet; koper, inkoper, opdrachtgever, aanbestedende
        dienst, klant, naam opdrachtgever, gemeente
        """, required=True),
    Field(SUPPLIER, "Supplier", """
        supplier, supplier name, vendor, vendor name, contractor, contractor name, reseller, provider;
        leverantör, namn för leverantör, leverantörsnamn, leverantörens namn, avtalspart, motpart; leverandør,
        leverandørnavn, leverandørens navn; leverancier, naam leverancier, opdrachtnemer, contractant,
        contractpartij
        """, required=True),
    Field("title", "Title", """
        title, contract title, contract name, name, description, subject; titel, avtalstitel, avtalsnamn,
        avtalsbenämning, benämning, rubrik, avtal, upphandlingens titel, avtalsområde; tittel, navn,
        kontraktnavn, kontraktsnavn, avtalenavn, beskrivelse, avtale; contractnaam, naam contract, naam,
        omschrijving, onderwerp, contracttitel
        """),
    Field("cpv", "CPV code", """
        cpv, cpv code, cpv codes, main cpv, main cpv code; cpv kod, huvudsaklig cpv kod, cpv nummer; cpv kode,
        hoved cpv, hovedkode cpv; hoofd cpv, cpv hoofdcode
        """),
    Field("value", "Value", """
        value, contract value, total value, amount, total contract value, estimated value, award value; värde,
        avtalsvärde, kontraktsvärde, kontrakterat värde, kontrakterat värde summa, belopp, uppskattat värde;
        verdi, kontraktsverdi, kontraktverdi, avtaleverdi, beløp, estimert verdi; waarde, contractwaarde,
        bedrag, totale waarde, geraamde waarde
        """),
    Field("currency", "Currency", """
        currency, currency code; valuta, valutakod; valutakode; muntsoort, munteenheid
        """),
    Field("value_basis", "Net or gross of VAT", """
        value basis, vat, vat basis, net or gross, net gross; moms, inkl eller exkl moms, momsbas; mva, inkl
        eller ekskl mva; btw, incl of excl btw
        """),
    Field("start", "Start", """
        start on, start, starts, starts on, start date, contract start, contract start date, commencement
        date, valid from, from; startdatum, avtalsstart, avtalets startdatum, giltig från, gäller från,
        börjar, från och med, fr o m, från, avtalsperiod från, avtalsperiod fr o m; startdato, kontraktstart,
        avtalestart, gyldig fra, oppstart, fra dato, fra, avtaleperiode fra; begindatum, ingangsdatum,
        aanvangsdatum, geldig vanaf, startdatum contract
        """),
    Field("end", "End", """
        end on, end, ends, ends on, end date, contract end, contract end date, expiry, expiry date, expires
        on, valid to, valid until; slutdatum, avtalsslut, avtalets slutdatum, giltig till, gäller till,
        upphör, till och med, t o m, till, avtalsperiod till, avtalsperiod t o m; sluttdato, utløpsdato,
        kontraktslutt, avtaleslutt, gyldig til, utløper, til dato, til, avtaleperiode til; einddatum, einde
        contract, expiratiedatum, afloopdatum, geldig tot, einddatum contract
        """),
    Field("maximum_end", "Longest possible end", """
        max end on, max end, max end date, maximum end, maximum end date, latest end, latest end date, latest
        possible end, latest possible end date, last possible end, last possible end date, longest end,
        longest possible end date, maximum extension, maximum extension date, max extension, max extension
        date, extension until, end incl extensions, end date including extensions, extended end date; maximalt
        slutdatum, längsta slutdatum, slutdatum inkl förlängning, slutdatum inklusive förlängningar, sista
        slutdatum, längst till, max avtalsslut, max avtalsslut inkl förlängning, avtalsslut inkl förlängning,
        max slutdatum, option t o m, optioner t o m, senaste slutdatum, senast möjliga slutdatum, längsta
        möjliga slutdatum, maximal förlängning, max förlängning, förlängning t o m, längsta förlängning;
        maksimal sluttdato, maks sluttdato, siste sluttdato, seneste sluttdato, lengste sluttdato, lengst
        mulige sluttdato, maksimal forlengelse, sluttdato inkl opsjon, sluttdato inkl opsjoner, utløp inkl
        opsjoner, utløp opsjon, opsjon t o m, opsjoner t o m; uiterste einddatum, maximale einddatum, max
        einddatum, einddatum na verlenging, einddatum na verlengingen, einddatum incl verlenging, einddatum
        incl verlengingen, einddatum inclusief verlenging, einddatum inclusief verlengingen, laatst mogelijke
        einddatum, uiterst mogelijke einddatum, maximale verlenging
        """),
    Field("notice", "Notice date", """
        notice on, notice, notice date, notice by, extension notice date, renewal notice date, extend by,
        decision date; uppsägningsdatum, senast uppsägning, förlängningsdatum, sista förlängningsdag, meddelas
        senast, sista dag för förlängning, sista uppsägningsdag, sista uppsägningsdatum, uppsägning senast;
        varslingsdato, oppsigelsesdato, oppsigelsesfrist, opsjonsfrist, frist opsjon, frist for opsjon,
        varslingsfrist; opzegdatum, aanzegdatum, verlengen voor, uiterste verlengdatum, uiterste opzegdatum
        """),
    Field("framework", "Framework", """
        framework, framework agreement, framework name, framework reference; ramavtal, ramavtalsnummer, namn
        på ramavtal; rammeavtale, rammeavtalenummer; raamovereenkomst, raamcontract, mantelcontract
        """),
    Field("update_duty", "Duty to update", """
        update duty, duty to update, update clause, disclosure duty, transparency clause;
        uppdateringsskyldighet, uppdateringsplikt, skyldighet att uppdatera, uppdateringsklausul;
        oppdateringsplikt, plikt til å oppdatere, oppdateringsklausul; actualisatieplicht, updateplicht,
        plicht tot actualisatie
        """),
    Field("duty_text", "Words of the clause", """
        duty text, clause text, text of the clause, wording of the clause; klausultext, villkorstext,
        avtalsvillkor; klausultekst, vilkårstekst; clausuletekst, tekst van de clausule
        """),
    Field("product_models", "Product models", """
        product models, product model, models, products; produktmodeller, modeller, produkter; produktmodell,
        produktmodeller; productmodellen, modellen, producten
        """),
)  # fmt: skip

LABELS = {one.name: one.label for one in FIELDS}
REQUIRED = tuple(one.name for one in FIELDS if one.required)
DATES = ("start", "end", "maximum_end", "notice")
#: Columns of our own files that an import has no use for: what the gate says, and why a row was set aside.
OURS = ("Gate", "Because", "Opens", "Next date", "Last update", "Decision", "Decided on")
OURS_ASIDE = ("Why it was set aside", "Sheet", "Row")


def folded(heading: str) -> str:
    """A heading as it is compared: no case, no punctuation, single spaces; letters keep their marks."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def _by_heading() -> dict[str, tuple[int, str]]:
    """What we call a field ourselves is always understood, on pages as in files."""
    known: dict[str, tuple[int, str]] = {}
    for one in FIELDS:
        for rank, heading in enumerate([*re.split(r"[,;]", one.headings), one.label, one.name]):
            known.setdefault(folded(heading), (rank, one.name))
    return known


_KNOWN = _by_heading()
_NOTHING = (0, "")
_OURS = {folded(heading) for heading in (*OURS, *OURS_ASIDE)}
_LENGTH = re.compile(r"(?:extension|förlängning|forlengelse|verlenging)$")
_EXTENDED = re.compile(r"exten|option|opsjon|förläng|forleng|verleng|renew|max")
_NET = re.compile(
    r"\b(?:excl|ex|exkl|ekskl|eks|exclusive|excluding|exklusive|exclusief|net|netto)\b", re.IGNORECASE
)
_GROSS = re.compile(
    r"\b(?:incl|inc|inkl|inclusive|including|inklusive|inclusief|gross|brutto|bruto)\b", re.IGNORECASE
)
_VAT_WORDS = re.compile(rf"(?i:{_NET.pattern}|{_GROSS.pattern})")
_CURRENCIES = re.compile(r"\b(?:SEK|NOK|DKK|EUR|GBP|USD|CHF|ISK)\b")


def field_of(heading: str) -> str:
    """The field that a heading means, or nothing. What stands in brackets after it is ignored if need be."""
    return _meant(heading)[1]


def fields_of(headings: Iterable[str]) -> dict[str, str]:
    """Field by heading. Where several headings mean the same field, the plainest one has it."""
    best: dict[str, tuple[int, str]] = {}
    for heading in headings:
        rank, field = _meant(heading)
        if field and (field not in best or rank < best[field][0]):
            best[field] = (rank, heading)
    return {heading: field for field, (_, heading) in best.items()}


def _meant(heading: str) -> tuple[int, str]:
    """By the whole heading; else without brackets; an amount also without its VAT and currency."""
    if whole := _KNOWN.get(folded(heading)):
        return whole
    plain, _, rest = re.sub(r"\[", "(", heading).partition("(")
    if found := _KNOWN.get(folded(plain)):
        # An end “(incl. options)” is another day than the end.
        return _NOTHING if rest and _EXTENDED.search(folded(rest)) else found
    amount = _KNOWN.get(folded(re.sub(rf"{_VAT_WORDS.pattern}.*|{_CURRENCIES.pattern}", "", plain)), _NOTHING)
    return amount if amount[1] == "value" else _NOTHING


def same(heading: str, known: Sequence[str]) -> str | None:
    """The heading as a table has it: as it is written, else the only one with the same letters."""
    if heading in known:
        return heading
    alike = [one for one in known if folded(one) == folded(heading)]
    return alike[0] if len(alike) == 1 else None


def may_be_length(heading: str) -> bool:
    """Whether a column is as likely to say how long an extension may be as until when."""
    return bool(_LENGTH.search(folded(heading)))


def is_ours(heading: str) -> bool:
    """Whether a heading is of our own files, and no field of a contract."""
    return folded(heading) in _OURS


def basis_in(heading: str) -> str:
    """“net” or “gross” if the heading of an amount says so, as in “Value (excl. VAT)”."""
    if _NET.search(heading):
        return "net"
    return "gross" if _GROSS.search(heading) else ""


def currency_in(heading: str) -> str:
    """The currency if the heading of an amount names one, as in “Value (SEK)”."""
    found = _CURRENCIES.search(heading)
    return found[0] if found else ""
