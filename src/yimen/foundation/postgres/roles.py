"""The three roles and the databases that belong to them."""

import psycopg
from psycopg import sql

from yimen.foundation.postgres.server import Server

OWNER = "yimen_owner"
APPLICATION = "yimen_app"
BACKUP = "yimen_backup"
ROLES = {
    OWNER: "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
    APPLICATION: "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
    BACKUP: "LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE",
}
SCOPE_SETTINGS = ("yimen.region_lo", "yimen.region_hi", "yimen.shared")
"""A function of the owner's may carry its own scope; PostgreSQL wants that right granted by name."""

GRANTS = f"""
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {APPLICATION}, {BACKUP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT USAGE, SELECT ON SEQUENCES TO {APPLICATION};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT ON TABLES TO {BACKUP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT ON SEQUENCES TO {BACKUP};
"""
"""Run once in every database, by a superuser, before the first migration."""


def ensure_roles(server: Server) -> None:
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        present = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for name, options in ROLES.items():
            verb = "ALTER" if name in present else "CREATE"
            connection.execute(f"{verb} ROLE {name} {options}".encode())
        connection.execute(f"GRANT SET ON PARAMETER {', '.join(SCOPE_SETTINGS)} TO {OWNER}".encode())


def ensure_database(server: Server, name: str) -> None:
    """An empty database that belongs to the owner and grants the application what it later creates."""
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        unfinished = f"{name}_unfinished"
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(unfinished)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                sql.Identifier(unfinished), sql.Identifier(OWNER)
            )
        )
        with psycopg.connect(server.address(unfinished)) as inside:
            inside.execute(GRANTS.encode())
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(name))
        )


def copy_database(server: Server, template: str, name: str) -> None:
    """A copy of a database that nobody is connected to; an older one of that name is dropped first."""
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
            )
        )


def drop_database(server: Server, name: str) -> None:
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
