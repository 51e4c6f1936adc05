"""Acronyms that a text explains itself: "the Norland Liberation Front (NLF)"."""

import re
from typing import NamedTuple

from credscore.claims.words import words
from credscore.language import Document

_BRACKETED = re.compile(r"\(([A-Z][A-Z.-]{1,10})\)")
_WORD = re.compile(r"[^\W_][\w’'&.-]*")
_SMALL = words("agencies", "small")
_FARTHEST = 160  # characters before the bracket
_APART = re.compile(r"[;:!?()“”\"]|[.,](?= )|,$")  # what ends the name before it


class Acronym(NamedTuple):
    """An acronym in capitals without stops and hyphens, and where the name it stands for begins and ends."""

    short: str
    start: int
    end: int


def acronyms(document: Document) -> list[Acronym]:
    """The acronyms in brackets whose letters are the initials of the words before, in order."""
    found: list[Acronym] = []
    for match in _BRACKETED.finditer(document.text):
        short = match[1].replace(".", "").replace("-", "")
        begin = max(0, match.start() - _FARTHEST)
        before = document.text[begin : match.start()].rstrip()
        cut = max((m.end() for m in _APART.finditer(before)), default=0)
        cut = max(cut, before.rfind("\n") + 1)
        start = _initialled(short, [(m.start(), m.group()) for m in _WORD.finditer(before, cut)])
        if start is not None:
            found.append(Acronym(short, begin + start, begin + len(before)))
    return found


def _initialled(short: str, names: list[tuple[int, str]]) -> int | None:
    """Where the words begin whose initials are the letters; small words between may go without one.

    Words of lower case make none: "improvised explosive device (IED)" names nobody.
    """
    letters = list(short)
    for start, word in reversed(names):
        initials = [part[0] for part in word.split("-") if part and part[0].isupper()]
        if not initials and word.lower() not in _SMALL:
            return None
        for initial in reversed(initials):
            if not letters or letters.pop() != initial:
                return None
        if not letters:
            return start
    return None
