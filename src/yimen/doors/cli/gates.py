"""`yimen check`: every gate a change must pass, all of them run, the failures named at the end."""

import os
import subprocess
import sys
import time
from pathlib import Path

import typer

CLONE = Path(__file__).resolve().parents[4]
SETTINGS = "yimen.config.settings.test"
CODE = ["src", "tests", "bench"]
GATES: dict[str, list[str]] = {
    "format": ["ruff", "format", "--check", "--quiet", *CODE],
    "lint": ["ruff", "check", "--quiet", *CODE],
    "types": ["mypy", "src", "tests"],
    "floors and rooms": ["lint-imports", "--no-logo"],
    "dependencies": ["deptry", "src"],
    "house rules": ["python", "-m", "pytest", "-q", "-p", "no:randomly", "tests/architecture"],
    "templates": ["djlint", "--lint", "--quiet", "src"],
}
MIGRATION_GATES: dict[str, list[str]] = {
    "models have their migrations": ["makemigrations", "--check", "--dry-run"],
    "migrations neither lock nor break": ["lintmigrations", "--quiet", "ok", "ignore", "--database", "owner"],
}
app = typer.Typer()


@app.command(
    help="运行每一道检查，最后列出没有通过的。 / Run every gate and end with the list of those that failed."
)
def check() -> None:
    """Run every gate and end with the list of those that failed."""
    from yimen.doors.cli.standing import standing_house

    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    failed = [name for name, command in GATES.items() if not _passes(name, command)]
    with standing_house():
        for name, arguments in MIGRATION_GATES.items():
            if not _passes(name, ["python", "-m", "django", *arguments]):
                failed.append(name)
    if failed:
        print(f"\n不合格 / failed: {', '.join(failed)}")
        raise typer.Exit(1)


def _passes(name: str, command: list[str]) -> bool:
    start = time.monotonic()
    program = Path(sys.executable).parent / command[0]
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    done = subprocess.run([program, *command[1:]], cwd=CLONE, env=environment, check=False)  # noqa: S603
    print(f"{'✓' if done.returncode == 0 else '✗'} {name} ({time.monotonic() - start:.1f} s)", flush=True)
    return done.returncode == 0
