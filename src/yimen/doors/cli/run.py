"""`yimen run`: sets up what is missing, then keeps database, worker and web server running until Ctrl-C."""

import contextlib
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import typer

from yimen.doors.cli.children import Child, stop, watch
from yimen.doors.cli.errors import CannotContinue
from yimen.doors.cli.prepare import prepare_demo, prepare_files, prepare_site

PORTS_TRIED = 50
READY_SECONDS = 60.0
app = typer.Typer()


@app.command(
    help="补齐缺少的，启动全部，打印网址；按 Ctrl-C 全部停止。 / "
    "Set up what is missing, start everything, print "
    "the address; Ctrl-C stops it all."
)
def run() -> None:
    """Set up what is missing, start everything, print the address; Ctrl-C stops it all."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        _run()
    except KeyboardInterrupt:
        print("已停止 / stopped", flush=True)
    except CannotContinue as reason:
        print(reason, file=sys.stderr)
        raise typer.Exit(1) from None


def _run() -> None:
    from yimen.doors.cli.standing import only_run, standing_house

    prepare_files()
    with standing_house(is_watched=True):
        from django.conf import settings

        with only_run(settings.YIMEN_STATE) as address_file:
            prepare_site()
            accounts = prepare_demo()
            port = _free_port(settings.YIMEN_ADDRESS, settings.YIMEN_PORT)
            address = f"http://{settings.YIMEN_ADDRESS}:{port}/"
            children = _children(settings.YIMEN_ADDRESS, port)
            try:
                for child in children:
                    child.start()
                _await_answer(address, children)
                address_file.write_text(address)
                _greet(address, accounts)
                watch(children)
            finally:
                _ignore_signals()
                stop(children)


def _children(address: str, port: int) -> list[Child]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    programs = Path(sys.executable).parent
    server = [str(programs / "granian"), "--interface", "wsgi", "--host", address, "--port", str(port)]
    server += [
        "--workers",
        "2",
        "--blocking-threads",
        "4",
        "--log-level",
        "warning",
        "--respawn-failed-workers",
        "--workers-kill-timeout",  # one that is told to end while it comes up does not hear it
        "10",
    ]
    worker = [sys.executable, "-m", "django", "work"]
    return [
        Child("后台作业 worker", worker, environment),
        Child("网站 web server", [*server, "yimen.config.wsgi:application"], environment),
    ]


def _free_port(address: str, first: int) -> int:
    """The first port from `first` on that nobody listens on."""
    for port in range(first, first + PORTS_TRIED):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
            return port
    raise CannotContinue(f"端口 {first}–{first + PORTS_TRIED - 1} 都被占用，请设置 YIMEN_PORT / all taken.")


def _await_answer(address: str, children: list[Child]) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if any(child.has_ended() for child in children):
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError as answer:
            if answer.code < 500:
                return
            break
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CannotContinue("网站没有启动，见上面的输出 / the web server did not start, see above.")


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _greet(address: str, accounts: list[tuple[str, str, str]]) -> None:
    print(f"\n  一门 → {address}\n", flush=True)
    for username, password, who in accounts:
        print(f"  {username:<28} {password}   {who}", flush=True)
    print("  Ctrl-C 停止 / stops everything", flush=True)
