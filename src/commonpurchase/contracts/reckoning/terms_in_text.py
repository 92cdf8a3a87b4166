"""Extensions as people write them: “two 12 month extension periods”, “2 x 12 months”, “5+2+2 years”.

What is found here is a reading of somebody's words, never a stated fact: whoever uses it marks it as
inferred. English first, with the usual Swedish, Norwegian and Dutch words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

#: More months than this in one extension are no extension of a contract (twenty years).
LONGEST = 240
#: How much of the sentence is kept to show what was read.
SHOWN = 200

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "twenty-four": 24, "twenty four": 24,
    "thirty-six": 36, "thirty six": 36, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "tolv": 12,
    "én": 1, "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "twaalf": 12,
}  # fmt: skip
_WORD = re.compile(r"\b(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b")
_TWICE = re.compile(r"\b([0-9]{1,3}) ?\( ?[0-9]{1,3} ?\)")
_UNITS = (
    (
        re.compile(
            r"(?<![a-zåäö])[- ]?(?:months?|mths?|månader|månad|mån|måneder|måned|mnd|maanden|maand)\b"
        ),
        " month",
    ),
    (re.compile(r"(?<![a-zåäö])[- ]?(?:years?|yrs?|åren|år|jaren|jaar)\b"), " year"),
)
_KIND = r"(?:(?:further|additional|optional|extra|successive|consecutive|possible|extension|ytterligare) )*"
_SPANS = (
    r"(?P<times>[0-9]{1,2}) ?(?:x|\u00d7|\*) ?(?P<each>[0-9]{1,3}) (?P<unit>month|year)",
    rf"(?P<times2>[0-9]{{1,2}}) {_KIND}(?:periods?|terms?|extensions?) (?:of )?(?:up to )?"
    r"(?P<each2>[0-9]{1,3}) (?P<unit2>month|year)",
    rf"(?P<times3>[0-9]{{1,2}}) {_KIND}(?P<each3>[0-9]{{1,3}}) (?P<unit3>month|year)"
    rf"(?= {_KIND}(?:periods|terms|extensions|options)| extension)",
    r"(?P<sum>[0-9]{1,2}(?: ?\+ ?[0-9]{1,2}){1,6})(?: (?P<unit4>month|year)|(?= ?\)))",
    r"(?P<plain>[0-9]{1,3}) (?P<unit5>month|year)",
)
_SPAN = re.compile(rf"\b(?:{'|'.join(_SPANS)})\b")
#: A right to extend that is still to be used; “has been extended” is not one.
_VERB = re.compile(
    r"\b(?:extend|extending|extendable|extensible|renew|renewed|renewable|prolong|"
    r"förlängas?|forlenges?|verlengen|verlengd)\b"
)
_NOUN = re.compile(
    r"\b(?:extensions?|renewals?|optional|options?|förlängning(?:ar)?|förlängningsoption(?:er)?|"
    r"forlengelse(?:r)?|opsjon(?:er)?|optioner|verlenging(?:en)?)\b"
)
_TOWARDS = re.compile(r"\b(?:for|by|of|up to|further|additional|another|with|med|i|på|om|met)\b")
_BRIDGE = re.compile(
    r"[ :,()–-]*(?:(?:of|for|up|to|by|a|an|the|is|be|may|maximum|further|additional|another|possible|"
    r"periods?|options?|extensions?|extend|in|included|på|om|med|i|upp|till|ytterligare|van|met|op|as|follows)"
    r"\b[ :,()–-]*){0,8}"
)
_BEHIND = re.compile(r" ?(?:(?:optional|possible|further|contract) )?(?:extensions?|renewals?|options?)\b")
_CHAIN = re.compile(
    r"[ ,]*(?:(?:periods?|terms?) )?(?:and|plus|then|och|og|en|\+|&|followed by)"
    r"(?: (?:for|by|a|an|up|to|of|then|further|additional|another|second|optional|possible|ytterligare|"
    r"periods?))* "
)
_USED = re.compile(r"\b(?:been|being|was|were|is|hereby|has|now) extended\b")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n\s*\n|\s{3,}")
_NEAR = 100


@dataclass(frozen=True)
class Extension:
    """Extensions in months, the first term where the text tells it, and the sentence that was read."""

    months: tuple[int, ...]
    initial: int | None
    matched: str

    @property
    def total(self) -> int:
        """All extensions together, in months."""
        return sum(self.months)


@dataclass(frozen=True)
class _Span:
    """One term in a sentence: where it stands, its parts in months, whether it is a sum such as 5+2+2."""

    start: int
    end: int
    months: tuple[int, ...]
    is_sum: bool = False


@lru_cache(maxsize=1024)
def extensions(text: str, *, of_renewal: bool = False) -> tuple[Extension, ...]:
    """What a text says of extensions, one for each different length; none when it says nothing readable.

    `of_renewal` is for a field that speaks of renewal only, so that “2 x 12 months” needs no other word.
    Several different answers mean that the text is ambiguous.
    """
    found: dict[int, Extension] = {}
    for sentence in _SENTENCE.split(text):
        for extension in _in_sentence(sentence, of_renewal=of_renewal):
            before = found.setdefault(extension.total, extension)
            if before.initial is None:
                found[extension.total] = extension
    return tuple(found.values())


def _in_sentence(sentence: str, *, of_renewal: bool) -> Iterator[Extension]:
    plain = normal(sentence)
    spans = list(_spans(plain))
    shown = " ".join(sentence.split())
    shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
    index = 0
    while index < len(spans):
        first = spans[index]
        before = spans[index - 1] if index else None
        extends = _is_extension(plain, first, before) or (of_renewal and not _speaks(plain))
        months, last = _chained(plain, spans, index)
        if extends:
            initial = sum(before.months) if before and first.start - before.end < _NEAR else None
            yield Extension(months, initial, shown)
        elif first.is_sum:
            yield Extension(first.months[1:], first.months[0], shown)
            last = index
        else:
            last = index
        index = last + 1


def normal(sentence: str) -> str:
    """A sentence with digits for number words, one spelling for each unit, and single spaces."""
    plain = re.sub(r"['’\u2018`]", "", " ".join(sentence.split()).casefold())
    plain = _WORD.sub(lambda word: str(_WORDS[word[0]]), plain)
    plain = _TWICE.sub(r"\1", plain)
    for written, unit in _UNITS:
        plain = written.sub(unit, plain)
    return " ".join(plain.split())


def _spans(plain: str) -> Iterator[_Span]:
    for hit in _SPAN.finditer(plain):
        months = _months(hit)
        if months and all(0 < one <= LONGEST for one in months):
            yield _Span(hit.start(), hit.end(), months, is_sum=bool(hit["sum"]))


def _months(hit: re.Match[str]) -> tuple[int, ...]:
    unit = next((hit[name] for name in ("unit", "unit2", "unit3", "unit4", "unit5") if hit[name]), "")
    if hit["sum"]:
        # “(3+1)” without a unit counts years where years were spoken of before.
        if not unit and "year" not in hit.string[max(0, hit.start() - _NEAR) : hit.start()]:
            return ()
        return tuple(int(part) * (1 if unit == "month" else 12) for part in hit["sum"].split("+"))
    each = int(hit["each"] or hit["each2"] or hit["each3"] or hit["plain"])
    times = int(hit["times"] or hit["times2"] or hit["times3"] or 1)
    return (each * (12 if unit == "year" else 1),) * min(times, LONGEST)


def _speaks(plain: str) -> bool:
    return bool(_VERB.search(plain) or _NOUN.search(plain) or _USED.search(plain))


def _is_extension(plain: str, span: _Span, before: _Span | None) -> bool:
    """Whether a word of extending leads to this term, or stands right behind it."""
    since = max(before.end if before else 0, span.start - _NEAR)
    gap = plain[since : span.start]
    if _USED.search(gap):
        return False
    verbs, nouns = list(_VERB.finditer(gap)), list(_NOUN.finditer(gap))
    if verbs and _TOWARDS.search(gap[verbs[-1].end() :]):
        return True
    if any(_BRIDGE.fullmatch(gap[noun.end() :]) for noun in nouns):
        return True
    return bool(_BEHIND.match(plain[span.end :]))


def _chained(plain: str, spans: list[_Span], index: int) -> tuple[tuple[int, ...], int]:
    """A term and those added to it: “12 months and a further 12 months”."""
    months = spans[index].months
    while index + 1 < len(spans) and _CHAIN.fullmatch(plain[spans[index].end : spans[index + 1].start]):
        index += 1
        months += spans[index].months
    return months, index
