"""Every setting of the workspace. What differs between installations comes from the environment."""

from pathlib import Path

from csp.constants import NONE, SELF

from commonpurchase.entrance import env

PACKAGE = Path(__file__).resolve().parents[1]
STATE = env.path("COMMONPURCHASE_STATE", Path.cwd() / "var")
DATABASE = env.path("COMMONPURCHASE_DATABASE", STATE / "workspace.sqlite3")
SERVER = env.server("COMMONPURCHASE_DATABASE_URL")
"""PostgreSQL, where one is named; otherwise the records are in the file `DATABASE`."""
EXAMPLE = env.flag("COMMONPURCHASE_EXAMPLE", default=False) or (
    SERVER is None and env.holds_the_example(DATABASE)
)
"""The database is the invented consortium, whose accounts are shown at start: loopback only."""
_LOOPBACK = "localhost,127.0.0.1,[::1]"

# --- Security -------------------------------------------------------------------------------
SECRET_KEY = env.secret("COMMONPURCHASE_SECRET_KEY", STATE / "secret-key")
#: Secrets that were replaced: what they signed is read for a while, and old keys still sign their lists.
SECRET_KEY_FALLBACKS = env.names("COMMONPURCHASE_OLD_SECRET_KEYS", "")
#: The deployment's own p and q for published sums; unset, the declared examples hold. Shown on no page.
RELEASE_P_PERCENT = env.percent("COMMONPURCHASE_RELEASE_P_PERCENT")
RELEASE_Q_PERCENT = env.percent("COMMONPURCHASE_RELEASE_Q_PERCENT")
DEBUG = env.flag("COMMONPURCHASE_DEBUG", default=False)
ALLOWED_HOSTS = env.names("" if EXAMPLE else "COMMONPURCHASE_HOSTS", _LOOPBACK)
CSRF_TRUSTED_ORIGINS = env.names("COMMONPURCHASE_ORIGINS", "")
_HTTPS = env.flag("COMMONPURCHASE_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}

# --- Application ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "commonpurchase.history",
    "commonpurchase.sharing",
    "commonpurchase.organisations",
    "commonpurchase.documents",
    "commonpurchase.disclosures",
    "commonpurchase.contracts",
    "commonpurchase.engagement",
    "commonpurchase.holdings",
    "commonpurchase.entrance",
]
MIDDLEWARE = [
    "commonpurchase.entrance.middleware.example_stays_here",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "commonpurchase.entrance.middleware.viewer",
    "commonpurchase.entrance.middleware.ledger_first",
    "commonpurchase.entrance.middleware.OpenedForAnother",
]
ROOT_URLCONF = "commonpurchase.entrance.urls"
WSGI_APPLICATION = "commonpurchase.entrance.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "entrance" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "commonpurchase.entrance.middleware.acting_for",
                "commonpurchase.entrance.pages.frame.frame",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Accounts -------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_ADAPTER = "commonpurchase.entrance.accounts.Adapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False  # signed out when the browser closes; nobody is asked to remember that

# --- Records --------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_FILE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATABASE,
    "OPTIONS": {
        # Readers never wait for a writer, and a read-then-write transaction cannot fail half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: a decision or a history event that was acknowledged survives a power cut.
        # secure_delete: an erased person's name does not stay behind in free pages.
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;PRAGMA secure_delete=ON;"
            "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
        ),
    },
}
DATABASES = {
    "default": {"ENGINE": "django.db.backends.postgresql", **SERVER.parts} if SERVER else _FILE,
}
TOMBSTONES: Path | None = env.path("COMMONPURCHASE_TOMBSTONES", DATABASE.with_suffix(".tombstones"))
"""What was closed for good, outside the database, so that no backup opens it again. None keeps no log."""
CACHES = {
    # Shared by every worker, so that rate limits count for the whole workspace.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20

# --- Language, time, files ------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
#: The interface speaks English only until another language is whole; letters have languages of their own.
LANGUAGES = [("en-gb", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATIC_ROOT = STATE / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# --- Mail: without a server none is sent, and the pages say so ------------------------------
EMAIL_HOST = env.text("COMMONPURCHASE_SMTP_HOST")
EMAIL_PORT = int(env.text("COMMONPURCHASE_SMTP_PORT", "587"))
EMAIL_HOST_USER = env.text("COMMONPURCHASE_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("COMMONPURCHASE_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("COMMONPURCHASE_SMTP_TLS", default=True)
DEFAULT_FROM_EMAIL = env.text("COMMONPURCHASE_MAIL_FROM", "workspace@localhost")
SENDS_MAIL = bool(EMAIL_HOST)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SENDS_MAIL else 'dummy'}.EmailBackend"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}, "nowhere": {"class": "logging.NullHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # A wrong host name is answered with 400; it needs no traceback for each.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        # A refusal is told to whoever asked, and to nobody who reads the log; what broke is still logged.
        "django.request": {"level": "ERROR"},
    },
}
