"""The addresses of engagement."""

from django.urls import path

from commonpurchase.engagement.pages import meetings, points, summaries

app_name = "engagement"
urlpatterns = [
    path("", meetings.listing, name="meetings"),
    path("convene/", meetings.convene, name="convene"),
    path("<uuid:key>/", meetings.one, name="meeting"),
    path("<uuid:key>/step/<slug:name>/", meetings.step, name="step"),
    path("<uuid:key>/attendance/", meetings.attend, name="attend"),
    path("attendance/<uuid:key>/", meetings.attendance, name="attendance"),
    path("<uuid:key>/hand-in/", points.hand_in, name="hand-in"),
    path("own/<uuid:key>/", points.own, name="own"),
    path("own/<uuid:key>/withdraw/", points.withdraw, name="withdraw"),
    path("said/<uuid:key>/", points.contribution, name="contribution"),
    path("<uuid:key>/write/", summaries.write, name="write"),
    path("draft/<uuid:key>/", summaries.draft, name="draft"),
    path("<uuid:key>/release/", summaries.release, name="release"),
    path("summaries/<uuid:key>/", summaries.summary, name="summary"),
    path("summaries/<uuid:key>/summary.docx", summaries.file, name="summary-file"),
]
