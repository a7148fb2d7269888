"""The operating-system account that runs the server: ourselves, or an unprivileged one when we are root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yimen.foundation.postgres.errors import NamelessAccount, NoAccount

UNPRIVILEGED = ("yimen", "postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An account and whether processes must be started in its name."""

    name: str
    uid: int
    gid: int

    @property
    def is_ourselves(self) -> bool:
        return self.uid == os.geteuid()

    def as_popen(self) -> dict[str, Any]:
        """Arguments of subprocess.Popen that start a process as this account."""
        if self.is_ourselves:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        if not self.is_ourselves:
            os.chown(path, self.uid, self.gid)


def account_for(data: Path) -> Account:
    """Whoever already owns the data directory; otherwise ourselves, or for root an unprivileged account."""
    if os.geteuid() != 0:
        return _account(_ourselves())
    if data.exists() and data.stat().st_uid != 0:
        return _account(pwd.getpwuid(data.stat().st_uid))
    for name in UNPRIVILEGED:
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise NoAccount


def _ourselves() -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(os.geteuid())
    except KeyError:
        raise NamelessAccount(os.geteuid()) from None


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
