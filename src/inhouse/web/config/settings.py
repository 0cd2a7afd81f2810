"""Which choices does the web programme make? Everything that varies comes from the programme folder or the environment.

``INHOUSE_PROGRAMME``
    The programme folder; set by :func:`inhouse.web.programme.open_programme`.
``INHOUSE_DATABASE``
    ``postgresql://user:password@host:port/name`` for many users; without it, SQLite in the folder.
``INHOUSE_HOSTS``
    Names under which the programme is served, separated by commas; without it, this machine alone.
``INHOUSE_HTTPS``
    ``1`` when a proxy in front speaks HTTPS: cookies travel encrypted only, and browsers are told to insist.
``INHOUSE_EMAIL``
    ``smtp://user:password@host:587`` to send reminders; without it they are printed where the programme runs.
``INHOUSE_EMAIL_FROM``
    Who reminders come from.
``INHOUSE_ADDRESS``
    Where people find the programme, for links in e-mails and calendars; ``inhouse serve`` sets it for this machine.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from inhouse.web.config.databases import database_settings
from inhouse.web.config.email import email_settings
from inhouse.web.programme_folder import ProgrammeFolder

if not os.environ.get("INHOUSE_PROGRAMME"):
    raise ImproperlyConfigured("INHOUSE_PROGRAMME must name a programme folder, made with: inhouse init DIR")

PROGRAMME = ProgrammeFolder(Path(os.environ["INHOUSE_PROGRAMME"]))
SECRET_KEY = PROGRAMME.secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("INHOUSE_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "inhouse.web.design",
    "inhouse.web.accounts",
    "inhouse.web.audit",
    "inhouse.web.sources",
    "inhouse.web.contracts",
    "inhouse.web.control",
    "inhouse.web.process",
    "inhouse.web.facts",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "inhouse.web.config.middleware.keep_out_of_caches",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "inhouse.web.config.urls"
WSGI_APPLICATION = "inhouse.web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "csp.context_processors.nonce",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "inhouse.web.design.context.page",
            ],
            "builtins": ["django.templatetags.static", "inhouse.web.design.templatetags.design"],
        },
    }
]
DATABASES = {"default": database_settings(PROGRAMME, os.environ.get("INHOUSE_DATABASE", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "inhouse.web.accounts.sign_in.NameOrEmailBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "overview"
LOGOUT_REDIRECT_URL = "sign_in"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_NAME = "inhouse_session"
CSRF_COOKIE_NAME = "inhouse_csrf"
# Ten wrong passwords for one account in five minutes, wherever they come from.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "inhouse.web.accounts.sign_in.account_name"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # wrong passwords are counted for an account, not for an address: changing addresses gains nothing
    "auth.W004",  # user names are unique in any mix of capitals, by a constraint that the check does not see
]

# What a browser may do with a page
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
HTTPS = os.environ.get("INHOUSE_HTTPS") == "1"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "inhouse.web.design.views.form_expired"

# E-mail, and the address that links in it start with
globals().update(email_settings(os.environ.get("INHOUSE_EMAIL", "")))
DEFAULT_FROM_EMAIL = os.environ.get("INHOUSE_EMAIL_FROM", "inhouse@localhost")
PROGRAMME_ADDRESS = os.environ.get("INHOUSE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

# Words, numbers and files
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
