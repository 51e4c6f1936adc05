"""An article as sentences of marked segments: what the HTML report and the terminal view both draw."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from credscore.records import Attribution, Claim, Evidence, Hedge, Residue, Span, Style
from credscore.report import reasons
from credscore.report.reasons import Why

Role = Literal["source", "cue", "content", "hedge", "residue", "claim", "style"]
Finding = Attribution | Hedge | Residue | Claim | Style
# Wide and narrow blanks and the joiners of many scripts are not printable to Python, but harmless.
_HARMLESS = frozenset("\n\t\u00a0\u00ad\u200b\u200c\u200d\u202f\u3000\ufeff") | set(map(chr, range(0x2000, 0x200B)))
# What is drawn on top where marks overlap, most telling last.
LAYERS: tuple[Role, ...] = ("residue", "content", "style", "claim", "source", "hedge", "cue")
_LAYER: dict[Role, int] = {role: layer for layer, role in enumerate(LAYERS)}


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding over a piece of text: its role, its class within the role, why it was made, and its number.

    `own` is false for a hedge of a cited speaker; `rule` is what made it.
    """

    start: int
    end: int
    role: Role
    kind: str
    why: Why
    finding: int
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
    if text.isprintable():
        return text
    for char in set(text) - _HARMLESS:
        if not char.isprintable():
            text = text.replace(char, "\ufffd")
    return text


def numbered(evidence: Evidence) -> list[tuple[Role, Finding]]:
    """Every finding in an article, in the order of its text, with its role: its place in this list is its number."""
    found: list[tuple[Role, Finding]] = [("cue", one) for one in evidence.attributions]
    found += [("hedge", one) for one in evidence.hedges]
    found += [("residue", one) for one in evidence.residue]
    found += [("claim", one) for one in evidence.claims]
    found += [("style", one) for one in evidence.style]
    return sorted(found, key=lambda pair: (*_extent(pair[1]), _LAYER[pair[0]]))


def _extent(one: Finding) -> tuple[bool, int, int]:
    """Where a finding lies, what stands in the title first."""
    if isinstance(one, Attribution):
        spans = (*one.source, *one.cue, *one.content)
        return True, min(s.start for s in spans), max(s.end for s in spans)
    return not (isinstance(one, Claim | Style) and one.place == "title"), one.start, one.end


def _marks_of(number: int, one: Finding) -> Iterator[Mark]:
    match one:
        case Attribution():
            who, *traits = reasons.of_attribution(one)
            roles: tuple[tuple[Role, Sequence[Span], str], ...] = (
                ("source", one.source, "Source"),
                ("cue", one.cue, "Cue"),
                ("content", one.content, "Said by"),
            )
            for role, spans, label in roles:
                for span in spans:
                    yield Mark(
                        span.start, span.end, role, one.kind, (f"{label}: {who}", *traits), number, rule=one.rule
                    )
        case Hedge():
            yield Mark(
                one.start, one.end, "hedge", one.cls, reasons.of_hedge(one), number, one.owner == "outlet", one.rule
            )
        case Residue():
            yield Mark(one.start, one.end, "residue", one.kind, reasons.of_residue(one), number, rule=one.rule)
        case Style() if one.place == "text":
            yield Mark(one.start, one.end, "style", one.cls, reasons.of_style(one), number, rule=one.rule)
        case Claim() if one.place == "text":
            yield Mark(one.start, one.end, "claim", one.slot, reasons.of_claim(one), number, rule=one.rule)


def marks(evidence: Evidence) -> list[Mark]:
    """Every mark in the text of an article, in order."""
    found = [mark for number, (_, one) in enumerate(numbered(evidence)) for mark in _marks_of(number, one)]
    return sorted(found, key=lambda mark: (mark.start, mark.end, _LAYER[mark.role], mark.why))


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
    layered = sorted(found, key=lambda mark: _LAYER[mark.role])
    for start, end in pairwise(sorted(cuts)):
        here = tuple(m for m in layered if m.start <= start and end <= m.end)
        begins = any(start in (m.start, span.start) for m in here)
        closing = tuple(m for m in here if m.role == "hedge" and end in (m.end, span.end))
        yield Segment(text[start:end], here, begins, closing)
