"""The addresses of disclosures."""

from django.urls import path

from commonpurchase.disclosures import pages

app_name = "disclosures"
urlpatterns = [
    path("", pages.listing, name="list"),
    path("<uuid:key>/", pages.one, name="one"),
    path("<uuid:key>/show/", pages.show, name="show"),
    path("<uuid:key>/verify/", pages.verify, name="verify"),
    path("<uuid:key>/verify/<uuid:verification>/withdraw/", pages.withdraw, name="withdraw-verification"),
    path("<uuid:key>/rows.csv", pages.download, {"kind": "csv"}, name="csv"),
    path("<uuid:key>/rows.xlsx", pages.download, {"kind": "xlsx"}, name="workbook"),
]
