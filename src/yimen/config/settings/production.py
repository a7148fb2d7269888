"""A served installation: nothing has a default that would be a secret, everything goes over TLS."""

from pathlib import Path

from yimen.config.env import environment
from yimen.config.settings.base import *  # noqa: F403 - settings modules are layered this way
from yimen.config.settings.base import SILENCED_SYSTEM_CHECKS

SECRET_KEY = environment.required("YIMEN_SECRET_KEY", "a long random text that signs sessions")
YIMEN_KEY_FILE = Path(environment.required("YIMEN_KEY_FILE", "the file with the keys of what is encrypted"))
ALLOWED_HOSTS = environment.hosts
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in environment.hosts]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W021"]
"""No preload: it binds every site of the county's domain for good, which is not ours to promise."""
