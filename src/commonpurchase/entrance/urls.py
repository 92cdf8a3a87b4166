"""Every address of the workspace."""

from django.contrib import admin
from django.urls import include, path

from commonpurchase.entrance import pages

urlpatterns = [
    path("", pages.today, name="today"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]
