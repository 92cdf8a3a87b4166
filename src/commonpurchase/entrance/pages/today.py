"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonpurchase.sharing import gate


@gate.needs(gate.MEMBER)
def today(request: HttpRequest) -> HttpResponse:
    """What is due, why me, and the smallest next step."""
    return render(request, "entrance/today.html", {})
