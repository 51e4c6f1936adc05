"""Who is named: full names of people with the role they are given, each once an article."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from credscore.claims.words import table, words
from credscore.language import Document
from credscore.lexicon import Hit, longest
from credscore.records import Claim, Place

_NOT_NAMES = words("phrases", "not_names")
_INSTITUTIONS = words("phrases", "institutions")
_PARTICLES = words("people", "particles")
_INTRODUCES = words("people", "introduces")
_RUN = re.compile(table("name")["run"])
_PERSONS = ("person", "man", "woman", "fighter", "suspect", "title", "police", "soldier", "child")
_FEWEST, _MOST = 2, 7  # words of a full name
_AGE = re.compile(r", \d{1,2}\b")


class _Marks(NamedTuple):
    """What the lexicons tell of a text: hits in order, and where each begins or ends."""

    titles: Sequence[Hit]
    nouns: dict[int, Hit]
    given: frozenset[int]
    bodies: Sequence[Hit]


def people(document: Document, place: Place) -> Iterator[Claim]:
    """A claim of slot `name` for each full name of a text, at its first mention; `about` is the role as written."""
    marks = _marks(document)
    seen: set[frozenset[str]] = set()
    for line in document.lines:
        for match in _RUN.finditer(document.text, line.start, line.end):
            start, role = _after_title(document.text, match.start(), match.end(), marks)
            name = document.text[start : match.end()].rstrip(".,’'")
            parts = [part for part in re.split(r"[ \u00a0]+", name) if part]
            key = frozenset(part.lower() for part in parts)
            if not _is_name(document.text, parts, start, match.end(), role, marks) or any(key <= k for k in seen):
                continue
            seen.add(key)
            known = ("given",) if start in marks.given else ()
            terms = (f"name:{name.lower()}", *known)
            yield Claim("name", None, None, start, start + len(name), place, "name", role, terms, name, text=name)


def _marks(document: Document) -> _Marks:
    hits = document.hits
    nouns = {
        hit.end: hit
        for hit in longest(hits.get("counted", ()))
        if hit.entry.cls.endswith(".one") and hit.entry.cls.split(".")[0] in _PERSONS
    }
    return _Marks(
        longest(hits.get("titles", ())),
        nouns,
        frozenset(hit.start for hit in hits.get("names", ())),
        longest(hits.get("organisations", ())),
    )


def _after_title(text: str, start: int, end: int, marks: _Marks) -> tuple[int, str]:
    """Where the name itself begins, after the titles and small words before it; and its role as written."""
    role, begin = "", start
    for hit in marks.titles[bisect_left(marks.titles, start, key=lambda h: h.start) :]:
        if hit.start >= end:
            break
        if hit.end < end:
            role, begin = text[begin : hit.end].strip(), hit.end
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    while begin < end:
        word = re.match(r"\S+", text[begin:end])
        if word is None or word.group().lower().strip(".,") not in _NOT_NAMES:
            break
        begin += word.end()
        begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    noun = marks.nouns.get(begin - 1) or marks.nouns.get(begin - 2)
    return begin, role or (text[noun.start : noun.end] if noun else "")


def _is_name(text: str, parts: Sequence[str], start: int, end: int, role: str, marks: _Marks) -> bool:
    """Whether a run of capitalised words is a person: no body or place, and something near it that says so."""
    low = [part.lower().strip(".") for part in parts]
    if not _FEWEST <= len(parts) <= _MOST or _INSTITUTIONS & set(low) or sum(part.isupper() for part in parts) > 1:
        return False
    if any(hit.start < end and start < hit.end for hit in marks.bodies):
        return False
    before = text[max(0, start - 24) : start].lower().replace(",", " ").split()
    if not role and before[-1:] == ["the"]:
        return False
    introduced = bool(_INTRODUCES & set(before[-1:]))
    particle = any(part in _PARTICLES or part.startswith(("al-", "el-")) for part in low)
    return bool(role) or start in marks.given or particle or introduced or bool(_AGE.match(text, end))
