"""The addresses of holdings."""

from django.urls import path

from commonpurchase.holdings.pages import (
    agreements,
    attestations,
    facilities,
    keys,
    proposals,
    purpose,
    seeing,
)

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
    path("attestations/", attestations.listing, name="attestations"),
    path("attestations/<uuid:key>/", attestations.one, name="attestation"),
    path("attestations/<uuid:key>/attestation.json", attestations.download, name="attestation-file"),
    path("attestations/<uuid:key>/take-back/", attestations.take_back, name="take-back"),
    path("attestations/status/<uuid:key>.json", attestations.status_list, name="status-list"),
    path("attestations/issue/", proposals.start, name="issue-start"),
    path("attestations/issue/<uuid:subject>/", proposals.issue, name="issue"),
    path("attestations/proposals/<uuid:key>/", proposals.one, name="proposal"),
    path("attestations/proposals/<uuid:key>/agree/", proposals.agree, name="agree"),
    path("attestations/proposals/<uuid:key>/sign/", proposals.sign, name="sign-proposal"),
    path("attestations/proposals/<uuid:key>/set-aside/", proposals.set_aside, name="set-aside"),
    path("attestations/keys/<uuid:organisation>/", keys.of, name="keys"),
    path("attestations/keys/make/", keys.make, name="make-key"),
    path("facility-records/<uuid:key>/", facilities.listing, name="facilities"),
    path("facility-records/<uuid:key>/record.json", facilities.download, name="facility"),
]
