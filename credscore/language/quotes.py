"""Quotations: pieces between quotation marks, whatever the marks."""

import re
from collections.abc import Sequence

from credscore.records import Span

_QUOTE = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)", re.MULTILINE)


def quotations(text: str, lines: Sequence[Span]) -> tuple[Span, ...]:
    """The quotations of a text with their marks, in order; one that is not closed ends with its line."""
    return tuple(Span(m.start(), m.end()) for line in lines for m in _QUOTE.finditer(text, line.start, line.end))
