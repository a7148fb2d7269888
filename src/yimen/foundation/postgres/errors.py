"""What can go wrong with the embedded server; each message says how to get out of it."""

from pathlib import Path


class ServerError(RuntimeError):
    """The embedded PostgreSQL cannot do what was asked."""


class ServerNotStarted(ServerError):
    def __init__(self, log: Path, reason: str) -> None:
        super().__init__(
            f"PostgreSQL did not start: {reason}. Its log is {log}. "
            "Free the disk or stop what blocks it and try again, or set DATABASE_URL to another server."
        )


class OtherMajorVersion(ServerError):
    def __init__(self, data: Path, found: str, wanted: str) -> None:
        super().__init__(
            f"{data} was written by PostgreSQL {found}, this release runs {wanted}. "
            "Dump it with the release that wrote it, move the directory away and restore the dump."
        )


class NoAccount(ServerError):
    def __init__(self) -> None:
        super().__init__(
            "PostgreSQL refuses to run as root and there is no account 'yimen', 'postgres' or 'nobody'. "
            "Create one (useradd --system yimen), or set DATABASE_URL to another server."
        )


class NamelessAccount(ServerError):
    def __init__(self, uid: int) -> None:
        super().__init__(
            f"PostgreSQL needs an account with a name, and user id {uid} has none on this machine. "
            "Add it to /etc/passwd, or set DATABASE_URL to another server."
        )
