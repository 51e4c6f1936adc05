"""Web pages, by trafilatura (the extra `html`) in a process of its own that is killed when a page takes too long."""

import json
import subprocess
import sys
from contextlib import suppress
from threading import Timer
from typing import Any, Final, cast

from credscore.corpus.extract import receive, send
from credscore.corpus.hygiene import Fault

_STARTUP: Final = 30.0  # seconds granted once for importing trafilatura on a slow disk


class Extractor:
    """The process that extracts; started at the first page, and anew after it had to be killed."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def extract(self, page: bytes) -> dict[str, str] | Fault:
        """The text and metadata of a page (see `extract.FIELDS`), or why there are none."""
        fresh = self._process is None or self._process.poll() is not None
        process = self._started() if fresh else cast("subprocess.Popen[bytes]", self._process)
        timer = Timer(self._seconds + (_STARTUP if fresh else 0.0), process.kill)
        timer.start()
        answer = None
        with suppress(OSError):  # it may die while the page is handed over
            send(cast("Any", process.stdin), page)
            answer = receive(cast("Any", process.stdout))
        timer.cancel()
        if answer is None:
            self.close()
            return Fault(
                "timeout", f"Finding the article took more than {self._seconds:g} seconds. Save its text as .txt."
            )
        fields: dict[str, str] = json.loads(answer)
        return fields or Fault("empty", "No article was found in the page. Save its text as .txt.")

    def _started(self) -> "subprocess.Popen[bytes]":
        self.close()
        self._process = subprocess.Popen(
            # -P: a file of the current folder must not pass for a module
            [sys.executable, "-P", "-m", "credscore.corpus.extract"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
