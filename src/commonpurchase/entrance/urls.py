"""Every address of the workspace."""

from allauth.account import views as accounts
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path

from commonpurchase.entrance.pages import about, acting, components, search, today
from commonpurchase.sharing import gate

_anyone = gate.needs(gate.ANYONE)

#: The parts of allauth in use. Each asks for a signed-in person itself where it must; none shows a record.
_ACCOUNTS = [
    path("login/", _anyone(accounts.login), name="account_login"),
    path("logout/", _anyone(accounts.logout), name="account_logout"),
    path("inactive/", _anyone(accounts.account_inactive), name="account_inactive"),
    path("signup/", _anyone(accounts.signup), name="account_signup"),
    path("reauthenticate/", _anyone(accounts.reauthenticate), name="account_reauthenticate"),
    path("password/change/", _anyone(accounts.password_change), name="account_change_password"),
    path("password/reset/", _anyone(accounts.password_reset), name="account_reset_password"),
    path("password/reset/done/", _anyone(accounts.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _anyone(accounts.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        _anyone(accounts.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]

# One door with one limit on wrong passwords, for those who administer accounts too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign, no-untyped-call]

urlpatterns = [
    path("", today.today, name="today"),
    path("search/", search.search, name="search"),
    path("act-for/", acting.act_for, name="act-for"),
    path("about/", about.about, name="about"),
    path("components/", components.components, name="components"),
    path("contracts/", include("commonpurchase.contracts.urls")),
    path("disclosures/", include("commonpurchase.disclosures.urls")),
    path("organisations/", include("commonpurchase.organisations.urls")),
    path("meetings/", include("commonpurchase.engagement.urls")),
    path("holdings/", include("commonpurchase.holdings.urls")),
    path("accounts/", include(_ACCOUNTS)),
    path("admin/", admin.site.urls),
]
