"""Sentence boundaries in news text."""

import re

from credscore.records import Span

_END = re.compile(r"[.!?]+[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")


def sentence_spans(text: str, line: Span) -> list[Span]:
    """The sentences of one line, without blanks between them; offsets into `text`."""
    spans, start = [], line.start
    for match in _END.finditer(text, line.start, line.end):
        end = match.start() + len(match.group().rstrip())
        spans.append(Span(start, end))
        start = match.end()
    if start < line.end:
        spans.append(Span(start, line.end))
    return spans
