"""Countries as people write them: ISO 3166 codes, names in eight languages, common forms."""

import difflib
import gettext
import re
from functools import cache, lru_cache

import pycountry

#: Besides English, the languages in which a country's name is understood.
LANGUAGES = ("sv", "nb", "nn", "nl", "da", "de", "fi")
#: Names and codes in daily use that the standard does not have.
COMMON = {
    "america": "US", "czech republic": "CZ", "england": "GB", "el": "GR", "great britain": "GB",
    "holland": "NL", "hong kong sar": "HK", "ivory coast": "CI", "kosovo": "XK", "macau": "MO",
    "p r china": "CN", "pr china": "CN", "prc": "CN", "peoples republic of china": "CN", "r o c": "TW",
    "republic of korea": "KR", "rok": "KR", "russia": "RU", "scotland": "GB", "taiwan roc": "TW",
    "the netherlands": "NL", "turkey": "TR", "uae": "AE", "uk": "GB", "united states of america": "US",
    "u k": "GB", "u s": "US", "u s a": "US", "usa": "US", "viet nam": "VN", "wales": "GB", "xk": "XK",
}  # fmt: skip
KOSOVO = "XK"
#: A file names the same few countries, and the same mistakes, in thousands of rows.
KEPT = 1_000
_WITH_CODE = re.compile(r"(?P<name>.+?)\s*\((?P<code>[A-Za-z]{2})\)")


@cache
def names() -> dict[str, str]:
    """The plain English name of every country by its two-letter code."""
    listed = {one.alpha_2: getattr(one, "common_name", one.name) for one in pycountry.countries}
    return {**listed, KOSOVO: "Kosovo"}


def name(code: str) -> str:
    """The plain English name behind a code; the code itself if there is none."""
    return names().get(code, code)


def written(code: str) -> str:
    """A country as our workbook writes it: Vietnam (VN)."""
    return f"{name(code)} ({code})" if code in names() else code


@lru_cache(KEPT)
def code(text: str) -> str | None:
    """The two-letter code of a country however written; None if unknown, or if name and code disagree."""
    both = _WITH_CODE.fullmatch(text.strip())
    if both is None:
        return _known().get(_folded(text))
    by_code, by_name = _known().get(_folded(both["code"])), _known().get(_folded(both["name"]))
    return by_code if by_name in {None, by_code} else None


@lru_cache(KEPT)
def like(text: str) -> str:
    """The country that a mistyped one resembles, as our workbook writes it; empty if none does."""
    near = difflib.get_close_matches(_folded(text), _known(), n=1, cutoff=0.75)
    return written(_known()[near[0]]) if near and len(text) > 3 else ""


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.replace("'", "").replace("’", "").casefold()))


@cache
def _known() -> dict[str, str]:
    """Every folded name and code; where a name in some language is another country's code, the code wins."""
    known: dict[str, str] = {}
    for language in LANGUAGES:
        known |= _translated(language)
    for one in pycountry.countries:
        forms = (one.name, getattr(one, "common_name", ""), getattr(one, "official_name", ""))
        known |= {_folded(form): one.alpha_2 for form in forms if form}
    known |= {_folded(form): key for form, key in COMMON.items()}
    return known | {
        key.casefold(): one.alpha_2 for one in pycountry.countries for key in (one.alpha_2, one.alpha_3)
    }


def _translated(language: str) -> dict[str, str]:
    catalogue = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language], fallback=True)
    forms = ((one.alpha_2, form) for one in pycountry.countries for form in _forms(one))
    return {_folded(catalogue.gettext(form)): key for key, form in forms}


def _forms(country: object) -> list[str]:
    return [form for form in (getattr(country, "name", ""), getattr(country, "common_name", "")) if form]
