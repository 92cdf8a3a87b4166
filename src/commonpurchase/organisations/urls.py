"""Addresses of organisations."""

from django.urls import path

from commonpurchase.organisations import pages

app_name = "organisations"
urlpatterns = [
    path("", pages.listed, name="list"),
    path("people/", pages.people, name="people"),
    path("<uuid:key>/", pages.one, name="one"),
    path("<uuid:key>/amend/", pages.amend, name="amend"),
]
