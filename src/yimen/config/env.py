"""Every environment variable we read, once and typed. Nothing else in the house looks at the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from yimen.foundation.postgres.places import Place, state_directory
from yimen.foundation.postgres.roles import APPLICATION, OWNER

CLONE = Path(__file__).resolve().parents[3]
DATABASE = "yimen"


class SettingMissing(RuntimeError):
    """A variable that has no safe default is not set."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Set the environment variable {name}: {why}.")


@dataclass(frozen=True)
class Environment:
    """The variables of one process."""

    variables: Mapping[str, str]

    @property
    def state(self) -> Path:
        """YIMEN_STATE: where this installation keeps its database, files and keys."""
        named = self.variables.get("YIMEN_STATE")
        return Path(named).resolve() if named else state_directory(CLONE)

    @property
    def place(self) -> Place:
        return Place(self.state / "postgres")

    @property
    def key_file(self) -> Path:
        """YIMEN_KEY_FILE: the keys of what is encrypted, best on another disk than the database."""
        return Path(self.variables.get("YIMEN_KEY_FILE") or self.state / "keys.json")

    @property
    def files(self) -> Path:
        """YIMEN_FILES: uploaded and produced files, outside every web root."""
        return Path(self.variables.get("YIMEN_FILES") or self.state / "files")

    @property
    def audit_heads(self) -> Path:
        """YIMEN_AUDIT_HEADS: the file, outside the database, that remembers the heads of the audit chain."""
        return Path(self.variables.get("YIMEN_AUDIT_HEADS") or self.state / "audit-heads.jsonl")

    @property
    def font_folders(self) -> list[Path]:
        """YIMEN_FONTS: folders of the documents' fonts, separated by colons; else the npm packages."""
        named = self.variables.get("YIMEN_FONTS")
        packages = CLONE / "node_modules" / "@expo-google-fonts"
        return [Path(folder) for folder in named.split(":")] if named else [packages]

    @property
    def overlays(self) -> list[Path] | None:
        """YIMEN_OVERLAYS: YAML files of the county's own parameters, separated by colons; empty for none."""
        named = self.variables.get("YIMEN_OVERLAYS")
        return None if named is None else [Path(file) for file in named.split(":") if file]

    @property
    def hosts(self) -> list[str]:
        """YIMEN_HOSTS: the names the site is reached by, separated by commas."""
        return [
            name.strip() for name in self.required("YIMEN_HOSTS", "names the site is reached by").split(",")
        ]

    @property
    def address(self) -> str:
        """YIMEN_ADDRESS: the network address the web server listens on."""
        return self.variables.get("YIMEN_ADDRESS") or "127.0.0.1"

    @property
    def port(self) -> int:
        """YIMEN_PORT: the first web port to try."""
        return int(self.variables.get("YIMEN_PORT") or 8000)

    @property
    def proxies(self) -> int:
        """YIMEN_PROXIES: how many proxies of our own stand before the web server and add X-Forwarded-For."""
        return int(self.variables.get("YIMEN_PROXIES") or 0)

    @property
    def is_synthetic(self) -> bool:
        """YIMEN_SYNTHETIC=1: the county is a demonstration, and every page and paper says so."""
        return self.variables.get("YIMEN_SYNTHETIC") == "1"

    @property
    def public_address(self) -> str:
        """YIMEN_PUBLIC_ADDRESS: where citizens reach the portal; printed in the QR code of every document."""
        return self.variables.get("YIMEN_PUBLIC_ADDRESS") or f"http://{self.address}:{self.port}"

    @property
    def has_own_server(self) -> bool:
        """Neither DATABASE_URL nor DATABASE_OWNER_URL names another server."""
        return not (self.variables.get("DATABASE_URL") or self.variables.get("DATABASE_OWNER_URL"))

    def database(self) -> dict[str, object]:
        """DATABASE_URL: how the application connects, as neither superuser nor owner."""
        return self._connection("DATABASE_URL", APPLICATION)

    def owner_database(self) -> dict[str, object]:
        """DATABASE_OWNER_URL: how migrations connect."""
        return self._connection("DATABASE_OWNER_URL", OWNER)

    def _connection(self, name: str, role: str) -> dict[str, object]:
        if self.has_own_server:
            return {"NAME": DATABASE, "USER": role, "HOST": str(self.place.sockets), "PORT": "5432"}
        url = self.required(
            name, "DATABASE_URL (application) and DATABASE_OWNER_URL (migrations) go together"
        )
        return _from_url(url)

    def required(self, name: str, why: str) -> str:
        value = self.variables.get(name)
        if not value:
            raise SettingMissing(name, why)
        return value

    def development_secret(self) -> str:
        """A secret of this clone only, made at first use; production names its own."""
        file = self.state / "secret-key"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            partial = file.with_name(f"{file.name}.{os.getpid()}")
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
                stream.write(secrets.token_urlsafe(48))
            partial.replace(file)
        return file.read_text()


def _from_url(url: str) -> dict[str, object]:
    parts = dict(conninfo_to_dict(url))
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    known = {names[key]: str(value) for key, value in parts.items() if key in names}
    options = {key: value for key, value in parts.items() if key not in names}
    return {**known, "OPTIONS": options}


environment = Environment(os.environ)
