"""The addresses of contracts."""

from django.urls import path, register_converter

from commonpurchase.contracts.facts import DateKind, LetterKind
from commonpurchase.contracts.pages import changes, contract, imports, listing, updates


class _Word:
    """A word from a fixed list, spaces written as hyphens; any other address is not found."""

    def to_python(self, value: str) -> str:
        """From the address."""
        return value.replace("-", " ")

    def to_url(self, value: str) -> str:
        """Into the address."""
        return value.replace(" ", "-")


class DateWord(_Word):
    """Which date of a contract."""

    regex = "|".join(kind.value.replace(" ", "-") for kind in DateKind)


class LetterWord(_Word):
    """Which letter."""

    regex = "|".join(kind.value for kind in LetterKind)


register_converter(DateWord, "date_kind")
register_converter(LetterWord, "letter_kind")

app_name = "contracts"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("<uuid:key>/", contract.one, name="one"),
    path("<uuid:key>/decide/", changes.decide, name="decide"),
    path("<uuid:key>/letter/<letter_kind:kind>.docx", contract.letter, name="letter"),
    path("<uuid:key>/dates/<date_kind:kind>/", changes.change_date, name="change-date"),
    path("<uuid:key>/duty/", changes.change_duty, name="change-duty"),
    path("<uuid:key>/models/", changes.change_models, name="change-models"),
    path("decisions/<uuid:key>/", contract.decision, name="decision"),
    path("import/", imports.start, name="import"),
    path("import/<uuid:key>/", imports.one, name="import-one"),
    path("import/<uuid:key>/set-aside.csv", imports.set_aside, name="import-set-aside"),
    path("updates/", updates.start, name="updates"),
    path("updates/workbook.xlsx", updates.template, name="update-workbook"),
    path("updates/<uuid:key>/", updates.one, name="update"),
    path("updates/<uuid:key>/errors.xlsx", updates.errors, name="update-errors"),
    path("updates/<uuid:key>/set-aside/", updates.set_aside, name="update-aside"),
]
