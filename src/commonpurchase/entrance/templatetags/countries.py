"""Countries by name."""

from django import template

from commonpurchase.vocabulary.readers import countries

register = template.Library()


@register.filter
def country(code: str) -> str:
    """The English name of a country by its ISO 3166 code."""
    return countries.name_of(code)
