"""What holds in every situation."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from yimen.config.env import environment

SOURCE = Path(__file__).resolve().parents[2]

FOUNDATION = ["database", "accounts", "audit", "calendar", "files", "jobs", "exports", "limits"]
ROOMS = [
    "network", "people", "worklist", "papers", "library", "verification", "awards", "intake", "cases",
    "exchange", "allowances", "monitoring",
]  # fmt: skip
"""Rooms with tables; dossier and command only read and are plain packages."""
DOORS = ["desk", "portal"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "procrastinate.contrib.django",
    *(f"yimen.foundation.{name}" for name in FOUNDATION),
    *(f"yimen.domains.{name}" for name in ROOMS),
    *(f"yimen.doors.{name}" for name in DOORS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "yimen.config.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "yimen.doors.desk.uploads.UploadLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yimen.doors.desk.middleware.DeskMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "yimen.config.urls"
WSGI_APPLICATION = "yimen.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
_PASSWORDS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_PASSWORDS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name"]},
    },
    {"NAME": f"{_PASSWORDS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_PASSWORDS}.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = ["username"]
"""Not the address: a whole town hall shares one."""
AXES_USERNAME_CALLABLE = "yimen.foundation.accounts.signing.counted_name"
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "yimen.doors.desk.views.session.locked_out"
CSRF_FAILURE_VIEW = "yimen.doors.desk.views.errors.form_expired"
LOGIN_URL = "desk:login"

_POSTGRESQL: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql", "CONN_HEALTH_CHECKS": True}
DATABASES: dict[str, dict[str, Any]] = {
    "default": {"OPTIONS": {}, **_POSTGRESQL, **environment.database()},
    "owner": {"OPTIONS": {}, **_POSTGRESQL, **environment.owner_database()},
}
DATABASES["default"]["OPTIONS"] |= {"pool": {"min_size": 1, "max_size": 16, "timeout": 20}}
"""The application connects through a pool that checks a connection before lending it; migrations do not."""

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "yimen.config.templates.DoorTemplates",
        "DIRS": [SOURCE / "doors" / door / "templates" for door in DOORS],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "yimen.config.templates.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "yimen.doors.desk.context.surroundings",
            ],
        },
    }
]
FORM_RENDERER = "yimen.config.widgets.Widgets"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = environment.state / "static"
_BUILT = SOURCE / "doors" / "desk" / "static_build"
STATICFILES_DIRS = [_BUILT] if _BUILT.exists() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
YIMEN_PLACE = environment.place if environment.has_own_server else None
"""Where the embedded database server lives; None when DATABASE_URL names another one."""
YIMEN_IS_SYNTHETIC = environment.is_synthetic
"""Persons and households here are invented: every page and paper says so."""
YIMEN_OVERLAYS = environment.overlays or []
"""The county's own parameters, laid over the published ones."""
YIMEN_STATE = environment.state
YIMEN_ADDRESS, YIMEN_PORT = environment.address, environment.port
YIMEN_MAKES_KEYS = False
"""A missing key file is made on the spot: in development, never in production."""
YIMEN_FILES = environment.files
YIMEN_KEY_FILE = environment.key_file
YIMEN_AUDIT_HEADS = environment.audit_heads
YIMEN_CHECK_ADDRESS = f"{environment.public_address}/public/check/"
"""The QR code of a document leads here; its check code follows."""
YIMEN_TRANSFER_ADDRESS = f"{environment.public_address}/public/transfers"
"""Where a receiver without an account answers a transfer; the one-time code never stands in the path."""
YIMEN_PROXIES = environment.proxies
"""How many of our own proxies tell a visitor's address; without one the connection's own counts."""
YIMEN_FONT_FOLDERS = environment.font_folders
YIMEN_FONT_FACES = {"body": ["Noto Serif SC"], "head": ["Noto Sans SC"], "mono": ["DejaVu Sans Mono"]}
"""The faces of official documents; an office that owns 仿宋 and 小标宋 names them here."""
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
"""Not in a cookie: a message may name somebody."""
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
YIMEN_UPLOADS = environment.state / "uploads"
"""Where larger uploads lie, without a name, while a request reads them."""
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "yimen.foundation.files.uploads.NamelessUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 200
"""A town comes back from its yearly review with so many signed forms."""
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "yimen.foundation.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"axes": {"level": "CRITICAL"}},  # it writes user names; the audit records sign-ins
}
