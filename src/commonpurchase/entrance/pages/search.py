"""Search across everything that the viewer may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonpurchase.sharing import gate


@gate.needs(gate.MEMBER)
def search(request: HttpRequest) -> HttpResponse:
    """Contracts, disclosures and organisations whose words match."""
    words = " ".join(request.GET.get("words", "").split())
    return render(request, "entrance/search.html", {"words": words, "groups": []})
