"""Records as JSON and back: the field names of the contract ("class", "in"), spans as [start, end]."""

import json
from dataclasses import asdict, fields
from functools import cache
from typing import Any

from credscore.records import (
    Attribution,
    Card,
    Claim,
    Consensus,
    Evidence,
    Fingerprint,
    Hedge,
    Residue,
    Span,
    Story,
    Style,
)

Json = dict[str, Any]
_WHOLE = frozenset((int,))
# What `inspect` shows of the evidence.
FINDINGS = ("id", "source", "title", "sentences", "attributions", "hedges", "residue", "claims", "style")
# Names that are words of Python, or clash with one, in the records.
_RENAMED = {"cls": "class", "place": "in"}


def dumps(row: Json) -> str:
    """One line of JSONL: UTF-8 as it is, no lone surrogates, None as null."""
    return json.dumps(row, ensure_ascii=False, separators=(", ", ": "))


def named(attribute: str) -> str:
    """What an attribute of a record is called in JSON."""
    return _RENAMED.get(attribute, attribute)


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """The attributes of a record and what they are called in JSON."""
    return tuple((field.name, named(field.name)) for field in fields(kind))


def _plain(record: Any) -> Json:
    known = _fields(type(record))  # type: ignore[arg-type]  # a class can be hashed; the stub of cache does not see it
    return {name: _value(getattr(record, key)) for key, name in known}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        # Thousands of whole numbers stand in a line, spans and hashes: they are as they should be.
        return list(value) if _WHOLE.issuperset(map(type, value)) else [_value(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def attribution_json(attribution: Attribution) -> Json:
    """An attribution as `inspect` prints it."""
    return _plain(attribution)


def findings_json(evidence: Evidence) -> Json:
    """The line that `inspect --format jsonl` prints."""
    return {
        "id": evidence.id,
        "source": evidence.source,
        "title": evidence.title,
        "sentences": _value(evidence.sentences),
        "attributions": [_plain(a) for a in evidence.attributions],
        "hedges": [_plain(h) for h in evidence.hedges],
        "residue": [_plain(r) for r in evidence.residue],
        "claims": [_plain(c) for c in evidence.claims],
        "style": [_plain(s) for s in evidence.style],
    }


def evidence_json(evidence: Evidence, text: str) -> Json:
    """The line of `evidence.jsonl`: the findings, what the cards are computed from, and the text they point into."""
    rest = {
        key: getattr(evidence, key)
        for key in (
            "date",
            "url",
            "story",
            "words",
            "content_words",
            "content",
            "lines",
            "readability",
            "function_words",
            "own_words",
        )
    }
    return {**findings_json(evidence), **rest, "fingerprint": _plain(evidence.fingerprint), "text": text}


def _record(kind: type[Any], row: Json) -> Any:
    attributes = {name: attribute for attribute, name in _RENAMED.items()}
    values = {attributes.get(key, key): value for key, value in row.items()}
    known = kind.__dataclass_fields__
    return kind(
        **{key: tuple(value) if isinstance(value, list) else value for key, value in values.items() if key in known}
    )


def _span_list(value: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(int(start), int(end)) for start, end in value)


def evidence_from(row: Json) -> tuple[Evidence, str]:
    """The evidence and the text of a line of `evidence.jsonl`.

    Raises:
        KeyError, TypeError, ValueError: the line is not one that `evidence_json` made.
    """
    attributions = tuple(
        _record(Attribution, {**a, **{role: _span_list(a[role]) for role in ("source", "cue", "content")}})
        for a in row["attributions"]
    )
    mark = row["fingerprint"]
    evidence = Evidence(
        id=row["id"],
        source=row["source"],
        title=row["title"],
        date=row["date"],
        url=row["url"],
        story=row["story"],
        words=row["words"],
        content_words=row["content_words"],
        sentences=_span_list(row["sentences"]),
        content=tuple(row["content"]),
        lines=row["lines"],
        attributions=attributions,
        hedges=tuple(_record(Hedge, h) for h in row["hedges"]),
        residue=tuple(_record(Residue, r) for r in row["residue"]),
        claims=tuple(_record(Claim, c) for c in row["claims"]),
        readability=row["readability"],
        function_words=row["function_words"],
        style=tuple(_record(Style, s) for s in row["style"]),
        own_words=row["own_words"],
        fingerprint=Fingerprint(
            terms=tuple((term, count) for term, count in mark["terms"]),
            shingles=tuple(mark["shingles"]),
            passages=tuple(mark["passages"]),
            places=tuple(mark["places"]),
            lengths=tuple(mark["lengths"]),
            quotes=tuple(mark["quotes"]),
            agencies=tuple(mark["agencies"]),
        ),
    )
    return evidence, row["text"]


def card_json(card: Card) -> Json:
    """A card: the composite, and each criterion with its counts and how its signals stand to the reference."""
    row = asdict(card)
    row["criteria"] = {
        c.name: {"score": c.score, "estimate": c.estimate, "reason": c.reason, "counts": c.counts, "parts": c.parts}
        for c in card.criteria
    }
    return row


def story_json(story: Story) -> Json:
    """The line that `consensus --format jsonl` prints."""
    return {
        "story": story.id,
        "articles": list(story.articles),
        "witnesses": [list(w.articles) for w in story.witnesses],
        "witness_reasons": [w.reason for w in story.witnesses],
        "claims": [_consensus_json(claim) for claim in story.claims],
        "shared": [_plain(one) for one in story.shared],
    }


def _consensus_json(claim: Consensus) -> Json:
    row = _plain(claim)
    row["values"] = [_plain(value) for value in claim.values]
    return row
