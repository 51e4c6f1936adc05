"""Who "I" is outside anybody's words: whoever signs the letter, or whom a byline or a note at the end names."""

import re
from bisect import bisect_left

from credscore.attribution.cast import Cast, Entity, Mention, Title
from credscore.attribution.describing import PEOPLE
from credscore.attribution.hits import Tables
from credscore.attribution.vocabulary import vocabulary

_BYLINE = re.compile(r"by ", re.IGNORECASE)
_SIGNED = re.compile(r"[—–-]+ ?")
# What may stand between a name and what the note says of it: "Jo Lee, a fellow at the Centre, is", "Lee (@lee) writes".
_NOTED = re.compile(r"(?:, [^\n]{3,90},| \([^()\n]*\),?)?,? (\w+)\b")
_TOP, _TAIL = 4, 3  # lines of an article among which a byline and a note may stand
_PLACE = 6  # words of a signature after the name: "Ann Lee, Leeds, West Yorkshire"
_NOTE = 90  # characters of a note in which the office stands


class Signatures:
    """The signatures of a document. A name that the text also tells of is none: a story's people do not sign it."""

    def __init__(self, tables: Tables, cast: Cast) -> None:
        self._tables, self._text = tables, tables.text
        self._letters: list[tuple[int, Entity]] = []  # where each signed letter ends, and by whom it is
        self._author: Entity | None = None
        lines = tables.document.lines
        often: dict[int, int] = {}
        for mention in cast.mentions:
            often[id(mention.entity)] = often.get(id(mention.entity), 0) + 1
        for number, line in enumerate(lines):
            start = line.start
            if (dash := _SIGNED.match(self._text, start, line.end)) is not None:
                start = dash.end()
            byline = _BYLINE.match(self._text, start, line.end) if number < _TOP else None
            found = _at(cast, byline.end() if byline else start, line.end)
            if found is None or often[id(found.entity)] > 1 + (byline is not None):
                continue
            if byline is not None:
                self._author = self._author or found.entity
            elif self._alone(found, line.end):
                self._letters.append((line.start, found.entity))
            elif number >= len(lines) - _TAIL and self._noted(found, line.end):
                self._author = found.entity

    def of(self, offset: int) -> Entity | None:
        """Who writes "I" at an offset; None where nobody signs."""
        index = bisect_left(self._letters, offset, key=lambda letter: letter[0])
        return self._letters[index][1] if index < len(self._letters) else self._author

    def _alone(self, mention: Mention, end: int) -> bool:
        """Whether a line holds a name and no more after it than a place, and is closed like a signature."""
        rest = self._text[mention.end : end].strip()
        return rest == "." or (rest[:1] == "," and rest[-1:] == "." and len(rest.split()) <= _PLACE)

    def _noted(self, mention: Mention, end: int) -> bool:
        """Whether a line goes on to say what the named person is; what it says is kept as a title."""
        match = _NOTED.match(self._text, mention.end, end)
        if match is None or match[1].lower() not in vocabulary()["noted"]:
            return False
        stop = min(end, match.end() + _NOTE)
        hits = [h for h in self._tables.titles.within(mention.end, stop) if h.entry.cls in PEOPLE]
        if hits:
            near = self._tables.classes(mention.end, stop)
            mention.entity.note(Title(hits[0], "former" in self._tables.classes(mention.end, hits[0].start), near))
        return True


def _at(cast: Cast, start: int, end: int) -> Mention | None:
    """The person whose full name, titles before it included, begins at an offset."""
    index = cast.before(start)
    people = [m for m in cast.mentions[index : index + 3] if m.entity.type == "person" and " " in m.entity.name]
    return next((m for m in people if m.outer == start and m.end <= end), None)
