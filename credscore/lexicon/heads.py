"""The TOML of a lexicon: its name, version, language, description, licence, classes and sources."""

import re
import tomllib
from pathlib import Path
from typing import Any

from credscore.lexicon.flaws import Flaw, Tell
from credscore.lexicon.read import read_text
from credscore.lexicon.table import BOM

Head = dict[str, Any]
_KEYS = ("name", "version", "language", "description", "licence", "closed", "ambiguous", "classes", "sources")
_FLAGS = ("closed", "ambiguous")
_NEEDED = ("name", "version", "language", "classes")
_TABLES = ("classes", "sources")
_REMEDY = f"Its keys are {', '.join(_KEYS)}; the first layer fills {', '.join(_NEEDED)}."
_AT_LINE = re.compile(r"at line (\d+)")


def read_head(path: Path, below: Head | None, tell: Tell) -> Head | None:
    """The head of a lexicon.

    Args:
        path: the file; its stem is the name of the lexicon.
        below: the head of the layer below; this one's keys, classes and sources are laid over it.
        tell: is told of a file that is not TOML, an unknown or missing key or one of the wrong type, a name that is
            not the file's, a class without a number, a new class where the layer below is `closed`.

    Returns:
        None where something is wrong with it.
    """
    text = read_text(path, tell)
    if text is None:
        return None
    flaws: list[Flaw] = []

    def wrong(line: int, message: str, remedy: str = _REMEDY) -> None:
        flaws.append(Flaw("toml", path, line, "", "", message, remedy))

    try:
        head = tomllib.loads(text.removeprefix(BOM))
    except tomllib.TOMLDecodeError as error:
        line = _AT_LINE.search(str(error))
        wrong(int(line.group(1)) if line else 0, f"cannot be read: {error}", "Mend that line.")
        head = None
    if head is not None:
        _check_keys(head, text, wrong)
    if head is not None and not flaws:
        head = _laid(head, below, text, wrong)
        _check_values(head, path, text, wrong)
    for flaw in flaws:
        tell(flaw)
    return None if flaws else head


def _check_keys(head: Head, text: str, wrong: Any) -> None:
    for key, value in head.items():
        if key not in _KEYS:
            wrong(_line_of(text, key), f"has an unknown key '{key}'")
        elif key in _TABLES and not isinstance(value, dict):
            wrong(_line_of(text, key), f"'{key}' is no table", f"Write [{key}] and, below it, what it holds.")
        elif key in _FLAGS and not isinstance(value, bool):
            wrong(_line_of(text, key), f"'{key}' is neither true nor false", f"Write {key} = true or leave it out.")
        elif key not in (*_TABLES, *_FLAGS, "version") and not isinstance(value, str):
            wrong(_line_of(text, key), f"'{key}' is no text", f'Write {key} = "..." with quotes.')


def _laid(head: Head, below: Head | None, text: str, wrong: Any) -> Head:
    if not below:
        return head
    added = [name for name in head.get("classes", {}) if name not in below["classes"]]
    if below.get("closed") and added:
        remedy = f"The program knows only {', '.join(below['classes'])}."
        wrong(_line_of(text, added[0]), f"adds the class '{added[0]}'", remedy)
    return {**below, **head, **{key: {**below.get(key, {}), **head.get(key, {})} for key in _TABLES}}


def _check_values(head: Head, path: Path, text: str, wrong: Any) -> None:
    for key in _NEEDED:
        if key not in head:
            wrong(0, f"has no '{key}'")
    if head.get("name", path.stem) != path.stem:
        remedy = f"Let name be '{path.stem}', as the file is called."
        wrong(_line_of(text, "name"), f"is named '{head['name']}'", remedy)
    for name, values in head.get("classes", {}).items():
        weight = values.get("weight", 1.0) if isinstance(values, dict) else None
        if isinstance(weight, bool) or not isinstance(weight, int | float):
            remedy = f"Write [classes.{name}] and, below it, weight = 1.0."
            wrong(_line_of(text, name), f"class '{name}' has no number as its weight", remedy)


def _line_of(text: str, key: str) -> int:
    """The line where a key or a table of that name stands, 0 where it cannot be told."""
    named = re.compile(rf"\s*(?:\[\s*(?:[\w.-]+\.)?)?[\"']?{re.escape(key)}\b")
    return next((number for number, line in enumerate(text.split("\n"), 1) if named.match(line)), 0)
