"""The program of a source, as the simulator plays it: its secret goes to the platform and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from yimen.doors.cli.machine import Machine


@contextmanager
def serving(shown: list[str | None], leads_to: str = "") -> Iterator[str]:
    """A server that notes who knocks and sends them on, or answers."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shown.append(self.headers.get("Authorization"))
            self.send_response(302 if leads_to else 200)
            if leads_to:
                self.send_header("Location", leads_to)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_said: object) -> None:
            """Nothing on the screen."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_secret_follows_no_redirect() -> None:
    here: list[str | None] = []
    elsewhere: list[str | None] = []
    with serving(elsewhere) as other, serving(here, other) as address:
        assert Machine(address, "yimen_secret").get("/api/v1/sources/banks/batches") == b"{}"
    assert (here, elsewhere) == (["Bearer yimen_secret"], [None])
