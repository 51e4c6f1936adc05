"""Which public bodies an article names: "Marten Police Department", "the Iraqi Counter-Terrorism Service", "FBI"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from credscore.claims.acronyms import acronyms
from credscore.claims.terms import STOP, stem
from credscore.claims.words import table, words
from credscore.language import Document
from credscore.lexicon import Hit, longest
from credscore.lexicon.aliases import canonical, key
from credscore.records import Claim, Place

_CLASSES = words("agencies", "classes")
_NAMED_CLASSES = words("agencies", "named_classes")
_NOUN_CLASSES = words("agencies", "noun_classes")
_UNITS = words("agencies", "units")
_SMALL = words("agencies", "small")
_NOT_NAMES = words("phrases", "not_names")
_RUN = re.compile(table("agency")["run"])
_CAPITALS = re.compile(
    r"(?:(?<=\b[Tt]he )|(?<=[.\n] )|^)[A-Z]{3,7}(?![\w-])|(?<![\w.-])[A-Z]{3,7}(?=['’]s | said\b)", re.M
)
_NO_BODIES = words("agencies", "no_bodies")
_JOINT = re.compile(r" (?:of|and|for|on)(?: the)? ")
_PLACES = words("agencies", "places")
_COURTS = words("agencies", "courts")
_MODIFIER = re.compile(r"([\w’'.-]+)[ \u00a0]$")
_UNIT = re.compile(rf"\b(?:{'|'.join(sorted(_UNITS))})\b")
_MODIFIERS = 3  # words before a common noun that say which body it is
_LONGEST = 9  # words of a name
_LOOSE = 20  # unexplained acronyms of an article


class _Body(NamedTuple):
    """A mention: where it stands, the rule that found it, and its terms."""

    start: int
    end: int
    rule: str
    terms: tuple[str, ...]


def agencies(document: Document, place: Place) -> Iterator[Claim]:
    """A claim of slot `agency` for each public body of a text, at its first mention; the longer form of a name counts.

    Its terms: `key:` the row of the organisations lexicon, `acr:` an acronym, `from:` a country, `head:` the noun of
    the body ("police department"), and the other words of the name. Rule `agency-noun` is one told by common nouns
    ("counterterrorism forces"), `agency-acronym` one by capitals nobody explains: both mean a body only beside others.
    """
    origins = _origins(document)
    found = [*_known(document, origins), *_named(document, origins), *_nouns(document, origins)]
    found = sorted(_explained(document, origins, found), key=lambda body: (body.start, -body.end))
    seen: list[frozenset[str]] = []
    for body in found:
        words_ = frozenset(body.terms)
        if not any(words_ <= earlier for earlier in seen):
            seen.append(words_)
            text = document.text[body.start : body.end]
            yield Claim(
                "agency", None, None, body.start, body.end, place, body.rule, "", body.terms, " ".join(text.split()),
                text=text,
            )  # fmt: skip


def _origins(document: Document) -> dict[int, tuple[int, str]]:
    """Where a country is named or its adjective stands: start -> end and the country."""
    hits = [
        *document.hits.get("nationalities", ()),
        *(hit for hit in document.hits.get("organisations", ()) if hit.entry.cls == "country"),
    ]
    return {hit.start: (hit.end, key(hit.entry)) for hit in longest(hits)}


def _known(document: Document, origins: dict[int, tuple[int, str]]) -> Iterator[_Body]:
    """Bodies of the organisations lexicon."""
    for hit in longest(hit for hit in document.hits.get("organisations", ()) if hit.entry.cls in _CLASSES):
        named = _terms(document, hit.start, hit.end, None, origins)
        yield _Body(hit.start, hit.end, "agency", (f"key:{canonical(hit.entry)}", *named))


def _named(document: Document, origins: dict[int, tuple[int, str]]) -> Iterator[_Body]:
    """Capitalised names around the word for a body: "Marten Police Department", "Ministry of Health"."""
    heads = [hit for hit in longest(document.hits.get("bodies", ())) if _names_a_body(document.text, hit)]
    if not heads:
        return
    starts = [hit.start for hit in heads]
    for line in document.lines:
        for run in _RUN.finditer(document.text, line.start, line.end):
            begin = run.start()
            inside = heads[bisect_left(starts, run.start()) : bisect_left(starts, run.end())]
            for number, head in enumerate(inside):
                if head.end > run.end() or head.start < begin:
                    continue
                last = head.end
                after = document.text[head.end : run.end()]
                if after.startswith((" of ", " for ")):
                    apart = after.find(" and ") if inside[number + 1 :] else -1
                    last = run.end() if apart < 0 else head.end + apart
                first = _trimmed(document.text, begin, head.start)
                if first < head.start or last > head.end:
                    terms = _terms(document, first, last, head, origins)
                    if len(document.text[first:last].split()) <= _LONGEST and _tells(terms):
                        yield _Body(first, last, "agency", terms)
                begin = last


def _names_a_body(text: str, head: Hit) -> bool:
    """Whether a word for a body makes a name one: "Shelby County" is a place, "Vantana Court" mostly a street."""
    if head.entry.cls not in _NAMED_CLASSES or text[head.start : head.end].lower() in _PLACES:
        return False
    before = text[max(0, head.start - 24) : head.start].lower().split()[-1:]
    court = text[head.start : head.end].lower() == "court" and not text.startswith(" of ", head.end)
    return not court or bool(_COURTS & set(before))


def _trimmed(text: str, begin: int, end: int) -> int:
    """Where a name begins, after "and", "of the", "The" or the first word of a sentence that is none of it."""
    joint = max((m.end() for m in _JOINT.finditer(text, begin, end)), default=begin)
    begin = joint if joint < end else begin
    for word in re.finditer(r"\S+", text[begin:end]):
        if word.group().lower().strip(".,’'") not in _NOT_NAMES | _SMALL:
            return begin + word.start()
    return end


def _nouns(document: Document, origins: dict[int, tuple[int, str]]) -> Iterator[_Body]:
    """Bodies by common nouns: "Iraq's counterterrorism forces", "the national security service"."""
    text = document.text
    heads = [(h.start, h.end) for h in longest(document.hits.get("bodies", ())) if h.entry.cls in _NOUN_CLASSES]
    heads += [match.span() for match in _UNIT.finditer(text)]
    for start, end in heads:
        if not text[start:end].islower():
            continue
        first, core = start, 0
        for _ in range(_MODIFIERS):
            before = _MODIFIER.search(text, max(0, first - 40), first)
            if before is None or (word := before[1].lower()) in STOP or word in _NOT_NAMES or before[1][0].isdigit():
                break
            first = before.start()
            core += before[1].islower()
            if before[1][0].isupper():
                break
        if core:
            yield _Body(first, end, "agency-noun", _terms(document, first, end, None, origins))


def _explained(document: Document, origins: dict[int, tuple[int, str]], found: Sequence[_Body]) -> Iterator[_Body]:
    """The bodies with their acronyms; names that an acronym explains; acronyms that nothing explains."""
    known = acronyms(document)
    spans = {(one.start, one.end): one.short for one in known}
    ends = {one.end: one for one in known}
    taken: set[int] = set()
    for body in found:
        short = spans.get((body.start, body.end)) or (ends[body.end].short if body.end in ends else None)
        if short is not None and body.rule == "agency":
            taken.add(body.end)
            yield body._replace(terms=(*body.terms, f"acr:{short.lower()}"))
        else:
            yield body
    others = longest(document.hits.get("organisations", ()))
    for one in known:
        if one.end not in taken and not any(hit.start < one.end and one.start < hit.end for hit in others):
            terms = _terms(document, one.start, one.end, None, origins)
            yield _Body(one.start, one.end, "agency", (*terms, f"acr:{one.short.lower()}"))
    covered = [(body.start, body.end) for body in found]
    loose: dict[str, _Body] = {}
    for match in _CAPITALS.finditer(document.text):
        short = match.group()
        if short.lower() in _NO_BODIES or any(a <= match.start() < b for a, b in covered):
            continue
        if len(loose) < _LOOSE:
            loose.setdefault(short, _Body(match.start(), match.end(), "agency-acronym", (f"acr:{short.lower()}",)))
    yield from loose.values()


def _tells(terms: Sequence[str]) -> bool:
    """Whether a name says which body it is: by a word of its own or a country."""
    return any(not term.startswith("head:") for term in terms)


def _terms(
    document: Document, first: int, last: int, head: Hit | None, origins: dict[int, tuple[int, str]]
) -> tuple[str, ...]:
    """The terms of a name; without a head the last word is taken for it."""
    text, found = document.text, dict[str, None]()
    index = first
    for word in re.finditer(r"\S+", text[first:last]):
        at = first + word.start()
        if at < index:
            continue
        if at in origins and origins[at][0] <= last:
            index = origins[at][0]
            found[f"from:{origins[at][1]}"] = None
        elif head is not None and head.start <= at < head.end:
            index = head.end
            *more, noun = text[head.start : head.end].lower().split()
            if "police" in more:
                more, noun = [], "police"  # "Marten Police", "Marten Police Department"
            found.update(dict.fromkeys(stem(part) for part in more))
            found[f"head:{noun}"] = None
        else:
            plain = stem(word.group().lower().strip(".,;:()’'").replace("-", ""))
            if plain and plain not in _SMALL:
                found[plain] = None
    terms = list(found)
    own = [term for term in terms if ":" not in term]
    if head is None and "police" in own[-2:]:
        kept = own[: own.index("police")]
        return (*(term for term in terms if ":" in term), *kept, "head:police")
    if head is None and len(own) > 1:
        written = re.findall(r"[^\s,.;:()]+", text[first:last])[-1].lower()
        terms[terms.index(own[-1])] = f"head:{written}"
    return tuple(terms)
