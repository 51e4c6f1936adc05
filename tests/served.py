"""The workbench as its users start it: `credscore serve` as a process of its own, on a free port."""

import http.client
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

PROGRAM = Path(sys.executable).with_name("credscore")


@dataclass
class Served:
    """A running workbench."""

    process: "subprocess.Popen[str]"
    port: int
    folder: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """Status and text of a request, made without a browser."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def get(self, path: str) -> str:
        status, text = self.ask("GET", path)
        assert status == 200, text
        return text

    def state(self) -> tuple[str, int]:
        """The token and the version that the page has now."""
        page = self.get("/")
        token, version = (
            re.search(r'name="token" value="([^"]+)"', page),
            re.search(r'name="version" value="(\d+)"', page),
        )
        assert token and version
        return token[1], int(version[1])

    def post(
        self, path: str, fields: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """Send a form as the page's own script does."""
        kind = {"content-type": "application/x-www-form-urlencoded", "hx-request": "true"}
        return self.ask("POST", path, urlencode(fields).encode(), {**kind, **(headers or {})})

    def edit(self, do: str, **fields: object) -> tuple[int, str]:
        """Make an edit on the present state."""
        token, version = self.state()
        return self.post("/edit", {"token": token, "version": version, "article": 1, "do": do, **fields})


@contextmanager
def served(folder: Path, *arguments: object, seconds: float = 120) -> Iterator[Served]:
    """A workbench started in a folder within so many seconds, ended at the end."""
    command = [str(PROGRAM), "serve", *map(str, arguments), "--port", "0"]
    with (folder / "serve.log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=folder, stderr=log, stdout=subprocess.DEVNULL, text=True)
        try:
            yield Served(process, _port(process, folder / "serve.log", seconds), folder)
        finally:
            process.terminate()
            process.wait(20)


def _port(process: "subprocess.Popen[str]", log: Path, seconds: float) -> int:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", log.read_text(encoding="utf-8"))
        if found:
            return int(found[1])
        time.sleep(0.1)
    raise AssertionError(f"it did not start: {log.read_text(encoding='utf-8')}")
