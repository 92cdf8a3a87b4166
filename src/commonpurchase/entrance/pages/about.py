"""What this is, who runs it, in which language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonpurchase.sharing import gate


@gate.needs(gate.ANYONE)
def about(request: HttpRequest) -> HttpResponse:
    """The page behind the link in every footer."""
    return render(request, "entrance/about.html")
