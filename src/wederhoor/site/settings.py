"""Django's settings. Everything that differs between installations comes from the environment; see docs/operations."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from wederhoor.correspondence import smtp
from wederhoor.site import database
from wederhoor.site.home import home, kept_secret

HERE = Path(__file__).resolve().parent
WEDERHOOR_HOME = home()


def _yes(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


TESTING = _yes("WEDERHOOR_TESTING")
DEBUG = _yes("WEDERHOOR_DEBUG")
DEMO = _yes("WEDERHOOR_DEMO")  # demo people, the bar to switch between them, the mail folder on screen
HTTPS = _yes("WEDERHOOR_HTTPS")

SECRET_KEY = kept_secret("secret")
ALLOWED_HOSTS = os.environ.get("WEDERHOOR_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
SITE_URL = os.environ.get("WEDERHOOR_URL", "").rstrip("/")  # for links in mails that nobody asked for on a page
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "wederhoor.site.parts.Cotton",
    "wederhoor.site.parts.Partials",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wederhoor.organisations",
    "wederhoor.dossier",
    "wederhoor.correspondence",
    "wederhoor.insight",
    "wederhoor.desk",
    "wederhoor.frontdoor",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wederhoor.site.compressing.pages",
    "wederhoor.site.policy.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wederhoor.site.language.language_of_cookie",  # and not Django's, which follows the browser
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "wederhoor.site.urls"
WSGI_APPLICATION = "wederhoor.site.wsgi.application"

_FINDERS: list[Any] = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wederhoor.site.looks.look",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _FINDERS if DEBUG else [("wederhoor.site.templates_per_language.Loader", _FINDERS)],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "wederhoor.site.templatetags.look",
                "wederhoor.site.templatetags.worklist_rows",
                "wederhoor.site.templatetags.dossier_pieces",
                "wederhoor.site.templatetags.desk_pieces",
                "wederhoor.site.templatetags.duty_pieces",
                "wederhoor.site.templatetags.learning_pieces",
                "wederhoor.site.templatetags.chart_pieces",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # our field templates in templates/django/forms

# The door opens its own transactions, in which the organisation is set; hence not one per request.
DATABASES: dict[str, dict[str, Any]] = {"default": database.ensure_running() | {"ATOMIC_REQUESTS": False}}
if not _yes("WEDERHOOR_POOLER"):  # behind PgBouncer no connection keeps a plan
    DATABASES["default"]["OPTIONS"] |= {"prepare_threshold": 0}  # at the first use: what is asked once is no `Prepared`
if not TESTING:
    DATABASES["default"]["OPTIONS"] |= {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
APP_ROLE = database.APP_ROLE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.Account"
LOGIN_URL = "/werkplek/aanmelden/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "wederhoor.site.passwords.CommonPasswords"},
]

# Signing in: django-allauth with our pages (desk/account_urls) and our counter instead of its own (one per process).
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",
]
ACCOUNT_ADAPTER = "wederhoor.desk.second_factor.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation went to the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE
ACCOUNT_RATE_LIMITS = False
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_ADAPTER = "wederhoor.desk.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "wederhoor.desk.second_factor.AddKeyForm",
    "activate_totp": "wederhoor.desk.second_factor.AppForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Wederhoor"
MFA_ALLOW_UNVERIFIED_EMAIL = True

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LOCALE_PATHS = [HERE / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

ANCHORS = Path(
    os.environ.get("WEDERHOOR_ANCHORS", WEDERHOOR_HOME / "anchors")
)  # of the access log; best on another machine
CONFIDENTIALITY = True  # everybody agrees to keep confidential what they see, before the first look

STATIC_URL = "/static/"
STATIC_ROOT = WEDERHOOR_HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns about a folder that is not there yet
STATICFILES_DIRS = [folder for folder in (HERE / "static", HERE / "static_built") if folder.is_dir()]
WHITENOISE_USE_FINDERS = TESTING or DEBUG
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": WEDERHOOR_HOME / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

FILE_UPLOAD_HANDLERS = ["wederhoor.dossier.uploading.Sealing"]  # files never lie unsealed on the disk
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # all that is typed in one form
DATA_UPLOAD_MAX_NUMBER_FILES = 10

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
GUARD = os.environ.get("WEDERHOOR_GUARD", "")  # numbers of frontdoor/guarding/thresholds.py, as name=number
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
BEHIND_PROXY = _yes("WEDERHOOR_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "wederhoor.organisations.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day

MAIL_ADDRESS = os.environ.get("EMAIL_URL", "")
_MAIL = smtp.read(MAIL_ADDRESS)
MAIL_FOLDER = WEDERHOOR_HOME / "mail"
MAIL_ON = bool(_MAIL) or DEMO or TESTING  # else nothing is mailed, and letters are there to be printed
EMAIL_TIMEOUT = 20  # seconds; a mail server that says nothing for so long was not heard
LETTERS_WAIT = timedelta(
    minutes=float(os.environ.get("WEDERHOOR_LETTERS_WAIT", "0" if TESTING else "1" if DEMO else "3"))
)
DEFAULT_FROM_EMAIL = os.environ.get("WEDERHOOR_FROM", "wederhoor@localhost")
if _MAIL:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.username, _MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.ssl, _MAIL.tls
else:
    EMAIL_BACKEND = "wederhoor.correspondence.mail.FolderBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
