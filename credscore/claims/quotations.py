"""What is quoted, word for word: the pieces between quotation marks of more than one word."""

import re
from collections.abc import Iterator

from credscore.language import Document
from credscore.records import Claim, Place

_FEWEST = 2  # words: a single one is a term in quotation marks
_WORD = re.compile(r"[^\W_](?:[\w'’.\-]*[^\W_])?")
_MARKS = "\"“”„«»‘’'`,.;: \u00a0\n"


def quotations(document: Document, place: Place) -> Iterator[Claim]:
    """A claim of slot `quotation` for each quotation of two words or more; its value are the words quoted.

    Who is quoted is not known here: that is joined in by the place in the text (`story.tellers`).
    """
    for span in document.quotes:
        said = span.of(document.text)
        inner = said.strip(_MARKS)
        if len(_WORD.findall(inner)) >= _FEWEST:
            start = span.start + said.index(inner)
            yield Claim(
                "quotation", None, None, start, start + len(inner), place, "quotation", "", (), " ".join(inner.split()),
                text=inner,
            )  # fmt: skip
