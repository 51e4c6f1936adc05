"""What comes out, described for programs: JSON Schema for every line of JSON, Frictionless table schemas for every CSV.

The JSON Schemas are made from the records themselves, so that they cannot say anything else than what is written.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import resources
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from credscore.records import Card, Consensus, Evidence, SharedText, Span, Value
from credscore.tables import ARTICLE_COLUMNS, CRITERIA, REFUSED_COLUMNS, SOURCE_COLUMNS
from credscore.wire import FINDINGS, Json, named

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
_SCORE = {"type": ["number", "null"], "minimum": 0, "maximum": 100}
COLUMNS = {"articles": ARTICLE_COLUMNS, "sources": SOURCE_COLUMNS, "refused": REFUSED_COLUMNS}


def _type(hint: Any) -> Json:
    origin, args = get_origin(hint), get_args(hint)
    if hint is Span:
        return {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (Union, UnionType):
        return {"anyOf": [_type(arg) for arg in args]}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type(args[1])}
    if origin is tuple and args[-1] is Ellipsis:
        return {"type": "array", "items": _type(args[0])}
    if origin is tuple:
        return {"type": "array", "prefixItems": [_type(arg) for arg in args], "items": False}
    if is_dataclass(hint):
        return _object(_record(hint))  # type: ignore[arg-type]
    raise TypeError(f"no schema for {hint}")


def _record(kind: type[Any], keep: Iterable[str] | None = None) -> Json:
    """The properties of a record, or some of them, under their names in JSON."""
    hints = get_type_hints(kind)
    kept = [field.name for field in fields(kind)] if keep is None else keep
    return {named(name): _type(hints[name]) for name in kept}


def _object(properties: Mapping[str, Json]) -> Json:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _findings() -> Json:
    return _object(_record(Evidence, FINDINGS))


def _evidence() -> Json:
    return _object({**_record(Evidence), "text": {"type": "string"}})


def _cards() -> Json:
    numbers = {"type": "object", "additionalProperties": {"type": "number"}}
    reason = {"type": ["string", "null"]}
    judged = _object({"score": _SCORE, "estimate": _SCORE, "reason": reason, "counts": numbers, "parts": numbers})
    return _object({**_record(Card), "score": _SCORE, "criteria": _object(dict.fromkeys(CRITERIA, judged))})


def _stories() -> Json:
    names = {"type": "array", "items": {"type": "string"}}
    values = {"type": "array", "items": _object(_record(Value))}
    claim = _object({**_record(Consensus), "values": values})
    return _object(
        {
            "story": {"type": "string"},
            "articles": names,
            "witnesses": {"type": "array", "items": names},
            "witness_reasons": names,
            "claims": {"type": "array", "items": claim},
            "shared": {"type": "array", "items": _object(_record(SharedText))},
        }
    )


def _ranking() -> Json:
    return _object({name: _cell(kind) for name, (kind, _) in _described("sources").items()})


def _cell(kind: str) -> Json:
    return _SCORE if kind == "score" else {"type": [kind, "null"]}


# What each JSONL is called, where it comes from, and its schema.
LINES: dict[str, tuple[str, Callable[[], Json]]] = {
    "findings": ("a line of `credscore inspect --format jsonl`", _findings),
    "evidence": ("a line of evidence.jsonl", _evidence),
    "cards": ("a line of `credscore score --format jsonl`", _cards),
    "ranking": ("a line of `credscore rank --format jsonl`", _ranking),
    "stories": ("a line of stories.jsonl and of `credscore consensus --format jsonl`", _stories),
}


def line_schema(name: str) -> Json:
    """The JSON Schema of one of LINES.

    Raises:
        KeyError: no such name.
    """
    told, make = LINES[name]
    return {"$schema": _DRAFT, "title": f"credscore: {told}", **make()}


@cache
def _described(table: str) -> dict[str, tuple[str, str]]:
    text = resources.files("credscore").joinpath("columns.toml").read_text(encoding="utf-8")
    return {name: (kind, told) for name, (kind, told) in tomllib.loads(text)[table].items()}


def table_schema(name: str, columns: Sequence[str] | None = None) -> Json:
    """The Frictionless table schema of `articles`, `sources` or `refused`; columns in the order of the file.

    Raises:
        KeyError: no such name.
    """
    described = _described(name)
    found = [_field(column, *described[column]) for column in columns or COLUMNS[name]]
    key = {"articles": "id", "sources": "source"}.get(name)
    return {"fields": found, "missingValues": [""], **({"primaryKey": key} if key else {})}


def _field(name: str, kind: str, told: str) -> Json:
    if kind != "score":
        return {"name": name, "type": kind, "description": told}
    return {"name": name, "type": "number", "description": told, "constraints": {"minimum": 0, "maximum": 100}}
