"""Addresses of organisations."""

from django.urls import path

from commonpurchase.organisations import pages

app_name = "organisations"
urlpatterns = [
    path("", pages.listed, name="list"),
    path("<uuid:key>/", pages.one, name="one"),
]
