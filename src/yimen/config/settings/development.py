"""A clone on one machine: embedded database, secrets made on the spot, reachable from this machine only."""

from yimen.config.env import environment
from yimen.config.settings.base import *  # noqa: F403 - settings modules are layered this way

SECRET_KEY = environment.development_secret()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", environment.address]
YIMEN_MAKES_KEYS = True
YIMEN_IS_SYNTHETIC = True
if environment.overlays is None:
    YIMEN_OVERLAYS = [SOURCE / "domains" / "library" / "overlays" / "demo_pingyuan.yaml"]  # noqa: F405
