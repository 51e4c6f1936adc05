"""The lines of a document with what the lexicon says of each: the whole line, or a part of it."""

from bisect import bisect_right
from dataclasses import dataclass, field

from credscore.language import Document
from credscore.lexicon import EXCEPTION, Hit
from credscore.records import Span, joined

LEXICON = "residue"
# Guards that bind an entry to its line: a match then speaks for the whole line, any other only for its sentence.
_LINE_GUARDS = frozenset({"line-start", "line-end", "line-only", "line-length"})
_CLOSING = {"(": ")", "[": "]"}


@dataclass(slots=True)
class Line:
    """A line, the lexicon hits that speak for all of it (heaviest first), and the parts that others speak for.

    It is `kept` whatever else is seen of it where an exception speaks for it.
    """

    span: Span
    text: str
    kept: bool = False
    whole: list[Hit] = field(default_factory=list)
    parts: list[tuple[Span, Hit]] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """The weight of the heaviest entry that speaks for the whole line, 0 without one."""
        return self.whole[0].entry.weight if self.whole else 0.0


def read_lines(document: Document) -> list[Line]:
    """The document's lines in order, with their lexicon evidence."""
    text = document.text
    lines = [Line(span, span.of(text)) for span in document.lines]
    starts = [line.span.start for line in lines]
    exceptions, others = _standing(document.hits.get(LEXICON, []))
    for hit in exceptions:
        line = lines[max(0, bisect_right(starts, hit.start) - 1)]
        line.kept |= 2 * (hit.end - hit.start) > len(line.text)
    for hit in others:
        line = lines[max(0, bisect_right(starts, hit.start) - 1)]
        if _LINE_GUARDS.isdisjoint(guard.name for guard in hit.entry.when):
            line.parts.append((_part(document, line.span, hit), hit))
        else:
            line.whole.append(hit)
    for line in lines:
        _promote(line)
        line.whole.sort(key=lambda hit: (-hit.entry.weight, hit.start - hit.end, hit.start, hit.entry.id))
    return lines


def _standing(hits: list[Hit]) -> tuple[list[Hit], list[Hit]]:
    """The exceptions, and the hits that none covers; overlaps stay: a long weak hit must not hide a short sure one."""
    exceptions = [hit for hit in hits if hit.entry.cls == EXCEPTION]
    others = [
        hit
        for hit in hits
        if hit.entry.cls != EXCEPTION and not any(e.start <= hit.start and hit.end <= e.end for e in exceptions)
    ]
    return exceptions, others


def _part(document: Document, line: Span, hit: Hit) -> Span:
    """What an entry without a line guard speaks for: its bracket, else its sentence (a link: from the match on)."""
    text = document.text
    start = max(hit.start, line.start)
    before = text[line.start : start].rstrip()
    if before[-1:] in _CLOSING:
        close = text.find(_CLOSING[before[-1]], hit.end, line.end)
        if close > 0:
            return Span(line.start + len(before) - 1, close + 1)
    sentence = document.setting.sentence(start) or line
    end = max(sentence.end, min(hit.end, line.end))
    if hit.entry.cls != "link":
        start = max(sentence.start, line.start)
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end)


def _promote(line: Line) -> None:
    """Parts make the whole line residue where they cover more than half of it, or it opens with a legal notice."""
    covered = sum(part.end - part.start for part in joined([part for part, _ in line.parts]))
    opens = any(part.start == line.span.start and hit.entry.cls == "legal" for part, hit in line.parts)
    if opens or covered > len(line.text) / 2:
        line.whole.extend(hit for _, hit in line.parts)
        line.parts.clear()
