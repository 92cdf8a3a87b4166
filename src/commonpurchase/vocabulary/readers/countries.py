"""What countries are called."""

from functools import cache

import pycountry


def name_of(code: str) -> str:
    """The English name of a country by its ISO 3166 two-letter code; the code itself if there is none."""
    return _names().get(code.upper(), code)


def codes_of(word: str) -> list[str]:
    """The codes of the countries that a word may mean: their code, or how their name begins."""
    folded = word.casefold()
    return [
        code
        for code, name in _names().items()
        if code.casefold() == folded or name.casefold().startswith(folded)
    ]


@cache
def _names() -> dict[str, str]:
    return {one.alpha_2: str(getattr(one, "common_name", one.name)) for one in pycountry.countries}
