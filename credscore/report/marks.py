"""An article as sentences of marked segments: what the HTML report and the terminal view both draw."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from credscore.lexicon import EXCEPTION, load_lexicons
from credscore.records import Attribution, Claim, Evidence, Hedge, Residue, Span

Role = Literal["source", "cue", "content", "hedge", "residue", "claim"]
_HARMLESS = frozenset("\n\t\u00a0\u00ad\u200b\u200c\u200d\u202f\u3000\ufeff") | set(map(chr, range(0x2000, 0x200B)))
# What is drawn on top where marks overlap, most telling last.
LAYERS: tuple[Role, ...] = ("residue", "content", "claim", "source", "hedge", "cue")
KIND_NAMES = {
    "official": "official",
    "person": "person",
    "organisation": "organisation",
    "international_body": "international body",
    "document": "document",
    "media": "another medium",
    "group": "group",
    "agentless": "agentless: nobody to ask",
}
HEDGE_NAMES = {
    "epistemic": "holds back (may, likely)",
    "hearsay": "passed on with nobody vouching",
    "approximator": "approximate figure",
    "distancing": "keeps a distance (so-called)",
}
RESIDUE_NAMES = {
    "link": "link to something else",
    "promo": "promotion",
    "caption": "picture caption",
    "byline": "byline or date line",
    "repeat": "said before",
    "share": "share or comment prompt",
    "legal": "legal notice",
    "summary": "summary of the article itself",
    "other": "not the article",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding over a piece of text: its role, its class within the role, and why it was made, as short lines.

    `own` is false for a hedge of a cited speaker; `rule` is what made it.
    """

    start: int
    end: int
    role: Role
    kind: str
    why: tuple[str, ...]
    own: bool = True
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a sentence under the same marks throughout, the one on top last.

    `first` where one of them begins in the sentence, `closing` are the hedges that end here.
    """

    text: str
    marks: tuple[Mark, ...]
    first: bool = False
    closing: tuple[Mark, ...] = ()

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of its marks, each once."""
        return tuple(dict.fromkeys(mark.role for mark in self.marks))

    @property
    def top(self) -> Mark | None:
        """The mark that is shown where several overlap."""
        return self.marks[-1] if self.marks else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in segments; `stray` when residue covers it, `paragraph` counts lines, `cited` who is behind it."""

    number: int
    start: int
    end: int
    paragraph: int
    segments: tuple[Segment, ...]
    stray: bool
    cited: tuple[str, ...]


def clean(text: str) -> str:
    """The text without control characters, each of which becomes one replacement character; offsets stay."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(char: str) -> str:
    # Wide and narrow blanks and the joiners of many scripts are not printable to Python, but harmless.
    return char if char.isprintable() or char in _HARMLESS else "\ufffd"


@cache
def rule_terms() -> dict[str, str]:
    """Rule id -> the words of the lexicon entry, for rules that are entries of a built-in lexicon."""
    return {
        entry.id: entry.term
        for lexicon in load_lexicons().values()
        for entry in lexicon.entries.values()
        if entry.match != "regex" and entry.cls != EXCEPTION
    }


def _rule(rule: str) -> str:
    """The rule, and the words of its lexicon entry where its id does not say them."""
    term = rule_terms().get(rule)
    plain = "-".join(re.findall(r"[a-z0-9]+", (term or "").casefold()))
    return f"rule {rule}: “{term}”" if term and plain not in rule else f"rule {rule}"


def _attribution(one: Attribution) -> Iterator[Mark]:
    who = one.entity or "nobody named"
    kind = KIND_NAMES.get(one.kind, one.kind)
    traits = [kind, f"{one.quote} quotation" if one.quote == "direct" else one.quote]
    if one.kind != "agentless":
        traits.insert(1, "named" if one.named else "not named")
    if one.via_document:
        traits.append("through a document")
    if one.stance != "neutral":
        traits.append(f"{one.stance} cue")
    worth = f"worth {one.weight:.2g} as evidence"
    roles: tuple[tuple[Role, Sequence[Span], str], ...] = (
        ("source", one.source, "Source"),
        ("cue", one.cue, "Cue"),
        ("content", one.content, "Said by"),
    )
    for role, spans, label in roles:
        for span in spans:
            why = (f"{label}: {who}", ", ".join(traits), worth, _rule(one.rule))
            yield Mark(span.start, span.end, role, one.kind, why, rule=one.rule)


def _hedge(one: Hedge) -> Mark:
    owner = "in the outlet's own voice" if one.owner == "outlet" else "in the words of a cited speaker: not charged"
    why = (f"Hedge: {one.cls}", HEDGE_NAMES.get(one.cls, one.cls), owner, _rule(one.rule))
    return Mark(one.start, one.end, "hedge", one.cls, why, one.owner == "outlet", one.rule)


def _residue(one: Residue) -> Mark:
    why = ("Residue: not the article", RESIDUE_NAMES.get(one.kind, one.kind), _rule(one.rule))
    return Mark(one.start, one.end, "residue", one.kind, why, rule=one.rule)


def _claim(one: Claim) -> Mark:
    said = one.value if one.value is not None else interval(one.low, one.high)
    about = ", ".join(filter(None, (one.about, "another event's" if one.background else "")))
    why = (f"Claim: {one.slot.replace('_', ' ')} {said}", *([about] if about else []), _rule(one.rule))
    return Mark(one.start, one.end, "claim", one.slot, why, rule=one.rule)


def interval(low: float | None, high: float | None) -> str:
    """An interval as a person writes it: 9, at least 7, up to 40, 1,500–3,000."""
    if low is None and high is None:
        return "some"
    if low is None or high is None:
        return f"at least {number(low)}" if low is not None else f"up to {number(high or 0)}"
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def number(value: float) -> str:
    """A number with thousands separated and no idle decimals."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.0f}"


def marks(evidence: Evidence) -> list[Mark]:
    """Every mark in the text of an article, in order."""
    found = [mark for one in evidence.attributions for mark in _attribution(one)]
    found += [_hedge(one) for one in evidence.hedges]
    found += [_residue(one) for one in evidence.residue]
    found += [_claim(one) for one in evidence.claims if one.place == "text"]
    return sorted(found, key=lambda mark: (mark.start, mark.end, LAYERS.index(mark.role), mark.why))


def sentences(evidence: Evidence, text: str) -> list[Sentence]:
    """The sentences of an article with their marks; marks are cut where a sentence ends."""
    shown = clean(text)
    here: list[list[Mark]] = [[] for _ in evidence.sentences]
    starts = [span.start for span in evidence.sentences]
    for mark in marks(evidence):
        for index in range(max(0, bisect_right(starts, mark.start) - 1), bisect_left(starts, mark.end)):
            if mark.end > starts[index] and mark.start < evidence.sentences[index].end:
                here[index].append(mark)
    result: list[Sentence] = []
    paragraph, before = 0, 0
    for index, (span, found) in enumerate(zip(evidence.sentences, here, strict=True)):
        paragraph += bool(index) and "\n" in text[before : span.start]
        before = span.end
        stray = 2 * sum(_covered(span, (m for m in found if m.role == "residue"))) > span.end - span.start
        cited = dict.fromkeys(m.why[0].partition(": ")[2] for m in found if m.role in ("source", "content"))
        segments = tuple(_segments(shown, span, found))
        result.append(Sentence(index, span.start, span.end, paragraph, segments, stray, tuple(cited)))
    return result


def _covered(span: Span, found: Iterable[Mark]) -> Iterator[int]:
    at = span.start
    for mark in found:
        start, end = max(at, mark.start), min(span.end, mark.end)
        if end > start:
            yield end - start
            at = end


def _segments(text: str, span: Span, found: Sequence[Mark]) -> Iterator[Segment]:
    cuts = {span.start, span.end}
    for mark in found:
        cuts.update((max(mark.start, span.start), min(mark.end, span.end)))
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        here = sorted((m for m in found if m.start <= start and end <= m.end), key=lambda m: LAYERS.index(m.role))
        begins = any(max(m.start, span.start) == start for m in here)
        closing = tuple(m for m in here if m.role == "hedge" and min(m.end, span.end) == end)
        yield Segment(text[start:end], tuple(here), begins, closing)
