"""JSON Lines: one object a line, numbers kept as they are written."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO, Final

from credscore.corpus.columns import COLUMNS, Row, resolve
from credscore.corpus.hygiene import CORRUPT, Fault, has_surrogate
from credscore.corpus.streams import BROKEN, lines

_PROBE_ROWS: Final = 100  # a JSON line may leave a column out: so many rows are looked at before one counts as missing
_PROBE_CHARS: Final = 1_000_000
# `007` is no JSON, but 7.10 is: a number stays the text it was. strict=False lets a bare tab stand in a string.
_DECODER: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)

_Parsed = tuple[int, dict[str, Any] | Fault]


def _objects(stream: BinaryIO, head: bytes, limit: int) -> Iterator[tuple[int, int, dict[str, Any] | Fault]]:
    """Line number, length, and the object of each line that is not blank, or what is wrong with it."""
    number = 0
    try:
        for number, line in enumerate(lines(stream, head, "\n", limit), 1):
            if line is None:
                yield (
                    number,
                    limit,
                    Fault("too-long", f"The line has more than {limit:,} characters. Split the article."),
                )
            elif has_surrogate(line):
                yield (
                    number,
                    len(line),
                    Fault("undecodable", "The line is not in the file's encoding. Save it as UTF-8."),
                )
            elif line.strip():
                yield number, len(line), _object(line)
    except BROKEN:
        yield number + 1, 0, CORRUPT


def _object(line: str) -> dict[str, Any] | Fault:
    try:
        value = _DECODER.decode(line.strip())
    except json.JSONDecodeError as error:
        return Fault(
            "bad-row", f"It is not JSON: {error.msg} at character {error.pos + 1}. Write one JSON object a line."
        )
    except RecursionError:
        return Fault("bad-row", "It is nested too deeply. Write one flat JSON object a line.")
    return (
        value
        if isinstance(value, dict)
        else Fault("bad-row", "It is JSON but no object. Write one JSON object a line.")
    )


def jsonl_rows(stream: BinaryIO, head: bytes, *, columns: Mapping[str, str], where: str, limit: int) -> Iterator[Row]:
    """The rows of a JSON Lines stream under our column names, numbered by line.

    Raises:
        InputError: none of the first rows has the text column, or one that is mapped.
    """
    objects = _objects(stream, head, limit)
    needed = {columns.get("text", "text"), *columns.values()}
    seen: dict[str, None] = {}
    probed: list[_Parsed] = []
    length = 0
    for number, size, value in objects:
        probed.append((number, value))
        length += size
        if isinstance(value, dict):
            seen |= dict.fromkeys(value)
        if needed <= seen.keys() or len(probed) >= _PROBE_ROWS or length >= _PROBE_CHARS:
            break
    if any(isinstance(value, dict) for _, value in probed):
        resolve(columns, list(seen), where)
    names = {ours: columns.get(ours, ours) for ours in COLUMNS}
    for number, value in chain(probed, ((number, value) for number, _, value in objects)):
        yield Row(number, {}, value) if isinstance(value, Fault) else _row(number, value, names)


def _row(number: int, value: dict[str, Any], names: dict[str, str]) -> Row:
    cells: dict[str, str | None] = {}
    for ours, theirs in names.items():
        cell = value.get(theirs)
        if isinstance(cell, dict | list):
            kind = "an object" if isinstance(cell, dict) else "a list"
            return Row(number, {}, Fault("bad-row", f"'{theirs}' holds {kind} where text is wanted. Give a string."))
        cells[ours] = str(cell).lower() if isinstance(cell, bool) else cell
    return Row(number, cells)
