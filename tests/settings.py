"""The workspace's own settings, with what tests must not touch replaced."""

import os

os.environ.setdefault("COMMONPURCHASE_SECRET_KEY", "only for tests")

from commonpurchase.entrance.settings import *  # noqa: F403
from commonpurchase.entrance.settings import MIDDLEWARE as _MIDDLEWARE

# Hashed file names and compression would hide the style sheets from the browser tests' server.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in _MIDDLEWARE if "whitenoise" not in name]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SENDS_MAIL = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TOMBSTONES = None  # a test that is about the log names its own
