"""The other side of `pages`: a process that turns web pages into text, so that it can be killed.

It reads pages from standard input and writes JSON objects to standard output, each with its length (8 bytes,
big-endian) before it. `{}` means that no article was found.
"""

import json
import os
import struct
import sys
from typing import BinaryIO, Final

LENGTH: Final = struct.Struct(">Q")
FIELDS: Final = ("text", "title", "date", "sitename", "url")


def send(stream: BinaryIO, data: bytes) -> None:
    """Write one message."""
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Read one message; None when the other side is gone."""
    size = stream.read(LENGTH.size)
    if len(size) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(size)
    data = stream.read(length)
    return data if len(data) == length else None


def extracted(page: bytes) -> dict[str, str]:
    """The article of a page and what the page says of it, under `FIELDS`; empty where there is none."""
    from trafilatura import bare_extraction  # noqa: PLC0415 -- an extra, and slow to import

    found = bare_extraction(page, include_comments=False, with_metadata=True)
    if found is None:
        return {}
    fields = found if isinstance(found, dict) else found.as_dict()
    return {name: str(fields[name]) for name in FIELDS if fields.get(name)}


def main() -> None:
    """Answer page by page until the input ends."""
    # A library that prints must not get into the answers: they go out by a copy, and prints go nowhere.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    while (page := receive(sys.stdin.buffer)) is not None:
        try:
            answer = extracted(page)
        except Exception:  # noqa: BLE001 -- whatever a page does to the extractor, the next page goes on
            answer = {}
        send(answers, json.dumps(answer).encode())


if __name__ == "__main__":
    main()
