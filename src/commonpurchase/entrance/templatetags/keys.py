"""The key that an organisation signs with, for its page."""

from django import template
from django.template import RequestContext

from commonpurchase.holdings.queries import keys
from commonpurchase.organisations.facts import Organisation
from commonpurchase.sharing import gate

register = template.Library()


@register.simple_tag(takes_context=True)
def signing_key(context: RequestContext, organisation: Organisation) -> str:
    """The public half (did:key:…) of the newest key; empty before the organisation made one."""
    found = keys.of(gate.viewer_of(context["request"]), organisation.id)
    return found[0].did if found else ""
