"""The addresses of holdings."""

from django.urls import path

from commonpurchase.holdings.pages import agreements, purpose, seeing

app_name = "holdings"
urlpatterns = [
    path("seeing/<slug:kind>/<uuid:key>/", seeing.who, name="seeing"),
    path("seeing/<slug:kind>/<uuid:key>/grant/", seeing.grant, name="grant"),
    path("seeing/<slug:kind>/<uuid:key>/grants/<uuid:given>/revoke/", seeing.revoke, name="revoke"),
    path("looking-for/", purpose.look_for, name="look-for"),
    path("agreements/", agreements.listing, name="agreements"),
    path("agreements/draft/", agreements.draft, name="draft"),
    path("agreements/<uuid:key>/", agreements.one, name="agreement"),
    path("agreements/<uuid:key>/sign/", agreements.sign, name="sign"),
    path("agreements/<uuid:key>/end/", agreements.end, name="end"),
]
